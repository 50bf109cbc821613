"""Conditions as SQL for PostgreSQL, with the same answers as in Python.

Positive questions are written so that an ordinary index serves them (`column = :value`); on an empty
column they yield NULL, which a WHERE, CASE or FILTER takes as false. Negations are `… IS NOT TRUE`, the
exact complement. So a negation is compiled from `Not(condition)`, never by negating the SQL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
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
    select,
    true,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from libs.conditions.evaluation import COMPARE, period, resolved
from libs.conditions.fields import RELATIVE, SEVERAL, Kind, Op
from libs.conditions.tree import All, AnyOf, Condition, Context, Leaf, Not

_INT8 = 2**63
_PLAIN = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_TYPES: Mapping[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.CHOICE: Text(),
    Kind.NUMBER: Numeric(),
    Kind.DATE: Date(),
    Kind.MOMENT: DateTime(timezone=True),
    Kind.BOOLEAN: Boolean(),
    Kind.REFERENCE: Uuid(),
    Kind.TAGS: Text(),
    Kind.REFERENCES: Uuid(),
}


@dataclass(frozen=True)
class Aside:
    """A field whose values are rows of another table: one for each record that has a value, none if empty.

    Questions are asked of that table, whose indexes serve them, and answered for the records.
    """

    id: ColumnElement[Any]
    """The id of the record, where the condition is asked."""
    rows: FromClause
    """The table of values."""
    record: str
    """Its column that holds the record's id."""
    value: str
    """Its column that holds the value."""
    only: Mapping[str, Any]
    """Column → what it is in the rows of this field."""

    def of(self, rows: FromClause) -> ColumnElement[bool]:
        """Which of the rows are this field's."""
        chosen = self.only.items()
        return and_(
            *(
                rows.c[name] == literal(value, rows.c[name].type, literal_execute=True)
                for name, value in chosen
            )
        )


Columns = (
    Mapping[str, SQLColumnExpression[Any]]
    | Mapping[str, SQLColumnExpression[Any] | Aside]
    | ReadOnlyColumnCollection[str, Any]
)


def to_sql(condition: Condition, columns: Columns, context: Context) -> ColumnElement[bool]:
    """The condition as a predicate for WHERE (NULL counts as false).

    `columns` holds the expression of each field that the condition names; values become bound parameters.
    """
    match condition:
        case Leaf():
            column = columns[condition.field]
            if isinstance(column, Aside):
                return _aside(condition, column, context)
            return _leaf(condition, cast("ColumnElement[Any]", column), context)
        case Not(part):
            return to_sql(part, columns, context).is_not(true())
        case All(parts):
            return and_(true(), *(to_sql(part, columns, context) for part in parts))
        case AnyOf(parts):
            return or_(false(), *(to_sql(part, columns, context) for part in parts))


def _aside(leaf: Leaf, field: Aside, context: Context) -> ColumnElement[bool]:
    rows = field.rows
    if leaf.op is Op.EMPTY:
        filled = select(literal(1)).where(field.of(rows), rows.c[field.record] == field.id)
        return ~filled.correlate_except(rows).exists()
    found = select(rows.c[field.record]).where(field.of(rows))
    if leaf.op is not Op.NOT_EMPTY:
        found = found.where(_asked(leaf, rows.c[field.value], context))
    return field.id.in_(found)


def _asked(leaf: Leaf, column: ColumnElement[Any], context: Context) -> ColumnElement[bool]:
    """The leaf with choices in the statement itself, so that it is planned for by how many have them.

    One field's few choices and another's many codes share a column: of a parameter the planner knows nothing.
    """
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    plain = leaf.kind is Kind.BOOLEAN or all(_PLAIN.fullmatch(str(one)) for one in values)
    if leaf.kind not in (Kind.CHOICE, Kind.BOOLEAN) or not plain or len(values) > 20:
        return _leaf(leaf, column, context)
    return or_(*(column == literal(one, _TYPES[leaf.kind], literal_execute=True) for one in values))


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
    if kind in SEVERAL:
        none = column == literal([], ARRAY(_TYPES[kind]))
        # No index on arrays answers IS NULL: where it is never true, it is not asked.
        return or_(column.is_(None), none) if getattr(column, "nullable", True) else none
    return or_(column.is_(None), column == "") if kind in (Kind.TEXT, Kind.CHOICE) else column.is_(None)


def _not_empty(kind: Kind, column: ColumnElement[Any]) -> ColumnElement[bool]:
    if kind in SEVERAL:
        return column != literal([], ARRAY(_TYPES[kind]))
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
