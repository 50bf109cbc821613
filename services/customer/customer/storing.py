"""Writing many rows of a business record in a few statements, with their change rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change, by_key, spread
from chassis.custom_fields import rows as custom

Values = dict[str, Any]
Told = Mapping[UUID, tuple[Values, Values]]
"""What history says of records besides their columns: before and after."""
NOTHING: Final[Told] = {}


class Written(NamedTuple):
    """What became of one row of a bulk write."""

    id: UUID | None
    outcome: Literal["created", "updated", "unchanged", "not_found", "not_allowed"]
    version: int | None = None


def created(table: Table, row: Mapping[str, Any]) -> Change:
    """The change row of a new record."""
    after = {name: value for name in recorded(table) if (value := row.get(name)) is not None}
    return Change(table.name, row["id"], 1, "created", {}, spread(table, after))


def updated(
    table: Table, before: Mapping[str, Any], after: Mapping[str, Any], told: Told = NOTHING
) -> Change:
    """The change row between two states of a record, with what is told of it besides its columns."""
    fields = [name for name in recorded(table) if name in after and after[name] != before[name]]
    was, became = told.get(after["id"], ({}, {}))
    kind = "updated" if "deleted_at" not in fields else "deleted" if after["deleted_at"] else "restored"
    differs = by_key(table, {name: before[name] for name in fields}, {name: after[name] for name in fields})
    return Change(table.name, after["id"], after["version"], kind, differs[0] | was, differs[1] | became)


@cache
def recorded(table: Table) -> tuple[str, ...]:
    """The columns that history keeps."""
    kept = (one.key for one in table.columns if one.info.get("recorded", True))
    return tuple(name for name in kept if name not in ("id", "version"))


async def store(session: AsyncSession, table: Table, rows: Sequence[Values]) -> None:
    """Update whole rows by their ids; all have the same columns."""
    columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0] if name != "id"}
    statement = update(table).where(table.c.id == bindparam("old_id")).values(columns)
    parameters = [
        {"old_id": row["id"]} | {f"new_{name}": value for name, value in row.items() if name != "id"}
        for row in rows
    ]
    connection = await session.connection()
    await connection.execute(statement, parameters)


async def store_changed(
    session: AsyncSession, table: Table, before: Mapping[UUID, Values], rows: Sequence[Values]
) -> None:
    """Update only the columns that differ; rows that change the same ones together."""
    groups: dict[tuple[str, ...], list[Values]] = {}
    for row in rows:
        old = before[row["id"]]
        differs = (name for name in row if name == "id" or name not in old or row[name] != old[name])
        names = tuple(differs)
        groups.setdefault(names, []).append({name: row[name] for name in names})
    for group in groups.values():
        await store(session, table, group)
    await custom.index(session, table, rows, before)


def joined(old: list[Any], new: list[Any]) -> list[Any]:
    """The entries of a list and those that are not among them yet."""
    known = [_identity(one) for one in old]
    added = [one for one in new if _identity(one) not in known]
    if old:  # the primary entry stays the one it was
        added = [
            one | {"primary": False} if isinstance(one, dict) and "primary" in one else one for one in added
        ]
    return [*old, *added]


def _identity(entry: Any) -> Any:
    """What makes two entries the same: kind and primary do not."""
    if not isinstance(entry, dict):
        return entry
    return {name: value for name, value in entry.items() if name not in ("kind", "primary")}
