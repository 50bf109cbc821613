"""Writing many rows of a business record in a few statements, with their change rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change

Values = dict[str, Any]


class Written(NamedTuple):
    """What became of one row of a bulk write."""

    id: UUID | None
    outcome: Literal["created", "updated", "unchanged", "not_found", "not_allowed"]
    version: int | None = None


def created(table: Table, row: Mapping[str, Any]) -> Change:
    """The change row of a new record."""
    after = {name: value for name in _recorded(table) if (value := row.get(name)) is not None}
    return Change(table.name, row["id"], 1, "created", {}, after)


def updated(table: Table, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """The change row between two states of a record."""
    fields = [name for name in _recorded(table) if name in after and after[name] != before[name]]
    return Change(
        table.name,
        after["id"],
        after["version"],
        "updated",
        {name: before[name] for name in fields},
        {name: after[name] for name in fields},
    )


@cache
def _recorded(table: Table) -> tuple[str, ...]:
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
