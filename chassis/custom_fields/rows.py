"""Custom fields of records that are written past the ORM, as rows: what a flush does for the others."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, literal
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.custom_fields.declaration import declared, fields_of
from chassis.custom_fields.fields import PREFIX, by_key, merged
from chassis.custom_fields.indexing import Revalued, write

Row = Mapping[str, Any]


def first(table: Table, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values of a new row: those given, and defaults."""
    return fields_of(table.name).with_defaults(given or {})


def flat(row: Row) -> dict[str, Any]:
    """The row with its custom values as fields, `custom.<key>`."""
    return {name: one for name, one in row.items() if name != "custom"} | {
        PREFIX + key: value for key, value in row["custom"].items()
    }


def gathered(row: Row) -> dict[str, Any]:
    """The row with fields called `custom.<key>` put (back) into the column; None empties."""
    rest = {name: one for name, one in row.items() if not name.startswith(PREFIX)}
    return rest | {"custom": merged(row.get("custom") or {}, by_key(row))}


def differs(table: Table, name: str, value: Any) -> ColumnElement[bool]:
    """Whether a record has another value in the field `custom.<key>`, in SQL."""
    custom, key = table.c.custom, name.removeprefix(PREFIX)
    if value is None:
        found: ColumnElement[bool] = custom.has_key(key)
        return found
    other: ColumnElement[bool] = custom[key].is_distinct_from(literal(value, JSONB))
    return other


def computed(table: Table, row: Row) -> dict[str, Any]:
    """The row with what is computed of it."""
    fields = fields_of(table.name)
    return {**row, "custom": fields.computed(row, row["custom"])} if fields.computing else dict(row)


async def forget(session: AsyncSession, table: Table, record_ids: Collection[UUID]) -> None:
    """Take purged records out of the index."""
    if fields_of(table.name).every:
        values = declared().values
        await session.execute(delete(values).where(values.c.record_id.in_(record_ids)))


async def index(
    session: AsyncSession, table: Table, rows: Sequence[Row], before: Mapping[UUID, Row] | None = None
) -> None:
    """Keep the index of values after rows were inserted or updated. Raises CustomValueTaken."""
    fields = fields_of(table.name)
    if not fields.every:
        return
    known = before or {}
    pairs = ((row, known.get(row["id"], {}).get("custom") or {}) for row in rows)
    changes = [Revalued(row["id"], was, row["custom"]) for row, was in pairs if row.get("custom", was) != was]
    if changes:
        await write(session, declared().values, fields, changes)
