"""The value of a formula for one record."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, InvalidOperation, Overflow
from typing import Any, Final

from libs.formulas.tree import Call, Field, Literal, Node, Value

LARGEST: Final = Decimal(10) ** 30
LONGEST_TEXT: Final = 2_000
_CONTEXT: Final = Context(prec=40, rounding=ROUND_HALF_UP, traps=[InvalidOperation, Overflow])


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """The value for a record; a field that the record lacks is empty. The formula was checked before."""
    match node:
        case Literal(value):
            return value
        case Field(name):
            return values.get(name)
        case Call("if", (condition, then, otherwise)):
            return evaluate(then if evaluate(condition, values) is True else otherwise, values)
        case Call("and", (left, right)):
            return evaluate(left, values) is True and evaluate(right, values) is True
        case Call("or", (left, right)):
            return evaluate(left, values) is True or evaluate(right, values) is True
        case Call("not", (part,)):
            return evaluate(part, values) is not True
        case Call("empty", (part,)):
            return evaluate(part, values) in (None, "")
        case Call("coalesce", (part, instead)):
            found = evaluate(part, values)
            return evaluate(instead, values) if found is None else found
        case Call(name, parts):
            return _applied(name, [evaluate(part, values) for part in parts])


def _applied(name: str, operands: list[Value]) -> Value:
    if any(one is None for one in operands):
        return None
    try:
        found: Value = _FUNCTIONS[name](*operands)
    except (DecimalException, ZeroDivisionError, OverflowError, ValueError):
        return None
    if isinstance(found, Decimal) and abs(found) >= LARGEST:
        return None
    return found[:LONGEST_TEXT] if isinstance(found, str) else found


def _plus(left: Any, right: Any) -> Any:
    if isinstance(left, date):
        return left + timedelta(days=int(right))
    return left + right if isinstance(left, str) else _CONTEXT.add(left, right)


def _minus(left: Any, right: Any) -> Any:
    if isinstance(left, date):
        return _days(left, right) if isinstance(right, date) else left - timedelta(days=int(right))
    return _CONTEXT.subtract(left, right)


def _divided(left: Decimal, right: Decimal) -> Decimal | None:
    return _CONTEXT.divide(left, right) if right else None


def _days(later: date, earlier: date) -> Decimal:
    return Decimal((later - earlier).days)


def _rounded(number: Decimal, digits: Decimal = Decimal(0)) -> Decimal | None:
    if not -30 <= digits <= 10:
        return None
    return number.quantize(Decimal(1).scaleb(-int(digits)), context=_CONTEXT) + 0


_FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "+": _plus,
    "-": _minus,
    "*": _CONTEXT.multiply,
    "/": _divided,
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "negative": _CONTEXT.minus,
    "abs": _CONTEXT.abs,
    "round": _rounded,
    "min": lambda *some: min(some),
    "max": lambda *some: max(some),
    "days": _days,
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "length": lambda text: Decimal(len(text)),
    "upper": str.upper,
    "lower": str.lower,
    "concat": lambda *texts: "".join(texts),
}
