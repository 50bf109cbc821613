"""Conditions asked of one record in Python."""

import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any

from libs.conditions.fields import RELATIVE, Kind, Op
from libs.conditions.periods import days_of, moments_of
from libs.conditions.tree import ME, All, AnyOf, Condition, Context, Leaf, Not

# The same functions compare Python values here and build SQL in sql.py.
COMPARE: Mapping[Op, Callable[[Any, Any], Any]] = {
    Op.EQ: operator.eq,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def matches(condition: Condition, record: Mapping[str, object], context: Context) -> bool:
    """Whether the record meets the condition; a field that the record lacks is empty."""
    match condition:
        case Leaf():
            return _answer(condition, record.get(condition.field), context)
        case Not(part):
            return not matches(part, record, context)
        case All(parts):
            return all(matches(part, record, context) for part in parts)
        case AnyOf(parts):
            return any(matches(part, record, context) for part in parts)


def resolved(leaf: Leaf, context: Context) -> Any:
    """The leaf's operand with `me` replaced; nobody (None) equals nothing and is among nothing."""
    if leaf.kind not in (Kind.REFERENCE, Kind.REFERENCES):
        return leaf.value
    if isinstance(leaf.value, tuple):
        ids = [context.me if value == ME else value for value in leaf.value]
        if leaf.op is Op.HAS_ALL and None in ids:
            return ()
        return tuple(each for each in ids if each is not None)
    return context.me if leaf.value == ME else leaf.value


def period(leaf: Leaf, context: Context) -> tuple[Any, Any]:
    return (days_of if leaf.kind is Kind.DATE else moments_of)(leaf.op, leaf.value, context)


def _answer(leaf: Leaf, value: Any, context: Context) -> bool:
    if leaf.op is Op.EMPTY or leaf.op is Op.NOT_EMPTY:
        return _is_empty(value) is (leaf.op is Op.EMPTY)
    if value is None:
        return False
    if leaf.op in RELATIVE:
        first, end = period(leaf, context)
        return (first is None or first <= value) and (end is None or value < end)
    return _compare(leaf.op, value, resolved(leaf, context))


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, Collection) and not value)


def _compare(op: Op, value: Any, operand: Any) -> bool:
    if isinstance(value, float):  # as PostgreSQL compares a double with a decimal
        operand = tuple(map(float, operand)) if isinstance(operand, tuple) else float(operand)
    match op:
        case Op.IN:
            return value in operand
        case Op.BETWEEN:
            return bool(operand[0] <= value <= operand[1])
        case Op.STARTS_WITH:
            return bool(value.startswith(operand))
        case Op.HAS_ANY:
            return not set(operand).isdisjoint(value)
        case Op.HAS_ALL:
            return operand != () and set(operand) <= set(value)
        case _:
            return bool(COMPARE[op](value, operand))
