"""The typed index of values: kept in the transaction that changes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, and_, delete, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.copying import write_rows
from chassis.custom_fields.fields import Fields, differing
from chassis.custom_fields.kinds import STORED, indexed
from chassis.custom_fields.models import COLUMNS
from chassis.problems import DomainError, FieldError

Row = dict[str, Any]
COMPARED = ("text", "number", "day", "reference")


class CustomValueTaken(DomainError):
    """Another record has this value in a field whose values are unique."""

    status = 409


class Revalued(NamedTuple):
    """The custom values of one record before and after."""

    record_id: UUID
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def stale(fields: Fields, changes: Iterable[Revalued]) -> list[tuple[UUID, UUID]]:
    """(record, field) of the rows that hold no more."""
    return [
        (one.record_id, fields.every[key].id)
        for one in changes
        if one.before
        for key in differing(one.before, one.after)
        if key in one.before and key in fields.every and fields.every[key].holds in STORED
    ]


def fresh(fields: Fields, changes: Iterable[Revalued]) -> Iterator[Row]:
    """The rows that hold now and did not before."""
    for one in changes:
        if not one.after:
            continue
        for key in differing(one.before, one.after):
            field, value = fields.every.get(key), one.after.get(key)
            if field is not None and value is not None and field.holds in STORED:
                row = dict.fromkeys(("sort_key", *COLUMNS)) | indexed(field.holds, value)
                yield row | {"record_id": one.record_id, "field_id": field.id, "is_unique": field.unique}


def removal(table: Table, pairs: Sequence[tuple[UUID, UUID]]) -> Any:
    """The statement that takes rows out."""
    return delete(table).where(tuple_(table.c.record_id, table.c.field_id).in_(pairs))


async def write(session: AsyncSession, table: Table, fields: Fields, changes: Sequence[Revalued]) -> None:
    """Bring the index up to date after a write past the ORM. Raises CustomValueTaken."""
    if gone := stale(fields, changes):
        await session.execute(removal(table, gone))
    rows = list(fresh(fields, changes))
    await require_free(session, table, fields, rows)
    if rows:
        await write_rows(session, table, rows)


async def require_free(session: AsyncSession, table: Table, fields: Fields, rows: Sequence[Row]) -> None:
    """Refuse values that other records have in unique fields. Raises CustomValueTaken naming the keys."""
    wanted = [row for row in rows if row["is_unique"]]
    if not wanted:
        return
    compared = [table.c[name] for name in ("field_id", *COMPARED)]
    same = [and_(*(one.is_not_distinct_from(row[one.key]) for one in compared)) for row in wanted]
    others = table.c.record_id.not_in({row["record_id"] for row in wanted})
    found = set(await session.scalars(select(table.c.field_id).where(table.c.is_unique, or_(*same), others)))
    if found:
        keys = sorted(key for key, one in fields.every.items() if one.id in found)
        errors = [FieldError(pointer=f"/custom/{key}", kind="custom_value_taken") for key in keys]
        raise CustomValueTaken(keys=keys, errors=errors)
