"""The branches of a list that its filter leaves: one's own rows are none of one's team's others.

PostgreSQL does not see that, and reads all of one's own in search of the first that is both.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BinaryExpression, BindParameter, BooleanClauseList, ColumnElement, false
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import CollectionAggregate, Grouping

Limits = dict[ColumnElement[Any], set[UUID]]
"""Column → the ids that it may have, or may not."""


def possible(
    branches: Sequence[ColumnElement[bool]], wanted: Sequence[ColumnElement[bool]]
) -> Sequence[ColumnElement[bool]]:
    """The branches in which there can be rows as wanted; `false` when there is none."""
    return [one for one in branches if not _contradictory([one, *wanted])] or [false()]


def _contradictory(clauses: Sequence[ColumnElement[bool]]) -> bool:
    """Whether an id would have to be two at once, or another than itself."""
    allowed: Limits = {}
    denied: Limits = {}
    for column, operator, ids in _ids(clauses):
        if operator is operators.eq:
            allowed[column] = allowed.get(column, ids) & ids
        elif operator is operators.is_distinct_from:
            denied[column] = denied.get(column, set()) | ids
    return any(ids <= denied.get(column, set()) for column, ids in allowed.items())


def _ids(clauses: Sequence[ColumnElement[bool]]) -> Iterator[tuple[ColumnElement[Any], Any, set[UUID]]]:
    """What all of the clauses together ask of columns with ids: column, operator, ids."""
    for one in clauses:
        if isinstance(one, BooleanClauseList) and one.operator is operators.and_:
            yield from _ids(one.clauses)
        elif isinstance(one, BinaryExpression) and (ids := _named(one.right)):
            yield one.left, one.operator, ids


def _named(operand: Any) -> set[UUID]:
    """The ids of a parameter, or of ANY of them; none where it is something else."""
    while isinstance(operand, CollectionAggregate | Grouping):
        operand = operand.element
    value = operand.value if isinstance(operand, BindParameter) else None
    values: list[Any] = value if isinstance(value, list) else [value]
    return set(values) if all(isinstance(one, UUID) for one in values) else set()
