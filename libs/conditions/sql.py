"""Conditions as SQL for PostgreSQL, with the same answers as in Python.

Positive questions are written so that an ordinary index serves them (`column = :value`); on an empty
column they yield NULL, which a WHERE, CASE or FILTER takes as false. Negations are `… IS NOT TRUE`, the
exact complement. So a negation is compiled from `Not(condition)`, never by negating the SQL.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Numeric,
    SQLColumnExpression,
    Text,
    Uuid,
    and_,
    any_,
    false,
    literal,
    or_,
    true,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from libs.conditions.evaluation import COMPARE, period, resolved
from libs.conditions.fields import RELATIVE, Kind, Op
from libs.conditions.tree import All, AnyOf, Condition, Context, Leaf, Not

_INT8 = 2**63
_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.CHOICE: Text(),
    Kind.NUMBER: Numeric(),
    Kind.DATE: Date(),
    Kind.MOMENT: DateTime(timezone=True),
    Kind.BOOLEAN: Boolean(),
    Kind.REFERENCE: Uuid(),
    Kind.TAGS: Text(),
}

Columns = Mapping[str, SQLColumnExpression[Any]] | ReadOnlyColumnCollection[str, Any]


def to_sql(condition: Condition, columns: Columns, context: Context) -> ColumnElement[bool]:
    """The condition as a predicate for WHERE (NULL counts as false).

    `columns` holds the expression of each field that the condition names; values become bound parameters.
    """
    match condition:
        case Leaf():
            return _leaf(condition, cast("ColumnElement[Any]", columns[condition.field]), context)
        case Not(part):
            return to_sql(part, columns, context).is_not(true())
        case All(parts):
            return and_(true(), *(to_sql(part, columns, context) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(to_sql(part, columns, context) for part in parts))


def _leaf(leaf: Leaf, column: ColumnElement[Any], context: Context) -> ColumnElement[bool]:
    if leaf.op is Op.EMPTY:
        return _empty(leaf.kind, column)
    if leaf.op is Op.NOT_EMPTY:
        return _not_empty(leaf.kind, column)
    if leaf.op in RELATIVE:
        first, end = period(leaf, context)
        return _within(leaf.kind, column, first, end)
    return _compare(leaf, column, resolved(leaf, context))


def _empty(kind: Kind, column: ColumnElement[Any]) -> ColumnElement[bool]:
    if kind is Kind.TAGS:
        return or_(column.is_(None), column == literal([], ARRAY(Text())))
    return or_(column.is_(None), column == "") if kind in (Kind.TEXT, Kind.CHOICE) else column.is_(None)


def _not_empty(kind: Kind, column: ColumnElement[Any]) -> ColumnElement[bool]:
    if kind is Kind.TAGS:
        return column != literal([], ARRAY(Text()))
    return column != "" if kind in (Kind.TEXT, Kind.CHOICE) else column.is_not(None)


def _within(kind: Kind, column: ColumnElement[Any], first: object, end: object) -> ColumnElement[bool]:
    bounds = [] if first is None else [column >= literal(first, _TYPES[kind])]
    return and_(*bounds, *([] if end is None else [column < literal(end, _TYPES[kind])]))


def _compare(leaf: Leaf, column: ColumnElement[Any], operand: Any) -> ColumnElement[bool]:
    if operand is None or operand == ():
        return false()
    bound = _bound(leaf.kind, column, operand)
    match leaf.op:
        case Op.IN:
            return column == any_(bound)
        case Op.BETWEEN:
            lowest, highest = operand
            return column.between(_bound(leaf.kind, column, lowest), _bound(leaf.kind, column, highest))
        case Op.STARTS_WITH:
            return column.bool_op("^@")(bound)
        case Op.HAS_ANY:
            return column.bool_op("&&")(bound)
        case Op.HAS_ALL:
            return column.bool_op("@>")(bound)
        case _:
            return cast("ColumnElement[bool]", COMPARE[leaf.op](column, bound))


def _bound(kind: Kind, column: ColumnElement[Any], value: Any) -> ColumnElement[Any]:
    """The value as a parameter: one array for a list, so that the statement stays the same text."""
    values = value if isinstance(value, tuple) else (value,)
    of: TypeEngine[Any] = _TYPES[kind]
    if kind is Kind.NUMBER and isinstance(column.type, Integer) and all(map(_is_int8, values)):
        # An integer column compared with a decimal would be cast row by row, past its index.
        of, values = BigInteger(), tuple(map(int, values))
    return literal(list(values), ARRAY(of)) if isinstance(value, tuple) else literal(values[0], of)


def _is_int8(value: Decimal) -> bool:
    return value == int(value) and -_INT8 <= value < _INT8
