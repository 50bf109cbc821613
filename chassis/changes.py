"""Change rows: one per business record and transaction, written with the change itself.

History, edit conflicts, undo and the audit trail read them; nothing keeps a second log. Each is also
sent on `changes.<service>.<thing>.<record id>`, which only audit and insights may read.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from pydantic_core import to_jsonable_python
from sqlalchemy import Table, inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, UOWTransaction

from chassis import tables
from chassis.copying import at_commit
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.records import Recorded

STREAM = "changes"


class Change(NamedTuple):
    """What happened to one record: only the fields that changed, in JSON form."""

    thing: str
    record_id: UUID
    version: int
    kind: str
    before: dict[str, Any]
    after: dict[str, Any]


def record_changes(session: Session, _context: UOWTransaction) -> None:
    """Write change rows for every new, changed or removed Record that was just flushed.

    After the flush, since only then defaults are filled in; the session still knows what was before.
    """
    changes = [_created(one) for one in session.new if isinstance(one, Recorded)]
    changes += [found for one in session.dirty if isinstance(one, Recorded) and (found := change_of(one))]
    changes += [_purged(one) for one in session.deleted if isinstance(one, Recorded)]
    if changes:
        announce_changes(session, changes)


def awaits_recording(session: Session) -> bool:
    """Whether a flush would write change rows."""
    return any(isinstance(one, Recorded) for one in (*session.new, *session.dirty, *session.deleted))


def announce_changes(session: AsyncSession | Session, changes: Sequence[Change]) -> None:
    """Change rows for records; services call it for what they wrote in bulk, past the ORM."""
    rows, messages = _rows(session.info, changes)
    at_commit(session, tables.change, rows)
    at_commit(session, tables.outbox, messages)


def _rows(
    info: dict[Any, Any], changes: Sequence[Change]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    actor, at = info["actor"], datetime.now(UTC)
    info["announced"] = True
    origin = {"origin": info["origin"]} if info.get("origin") else {}
    rows = [
        {
            "id": new_id(),
            **change._asdict(),
            "actor": str(actor),
            "on_behalf_of": actor.on_behalf_of,
            "cause_id": info["cause_id"],
            "at": at,
            **origin,
        }
        for change in changes
    ]
    messages = [
        message(
            info,
            event_id=row["id"],
            stream=STREAM,
            subject=f"changes.{info['service']}.{row['thing']}.{row['record_id']}",
            record_id=row["record_id"],
            data=orjson.dumps(row, default=str),  # asyncpg's UUID is a subclass
        )
        for row in rows
    ]
    return rows, messages


def _columns(record: Recorded) -> list[str]:
    mapper = inspect(type(record))
    return [
        attribute.key
        for attribute in mapper.column_attrs
        if attribute.columns[0].info.get("recorded", True) and attribute.key not in ("id", "version")
    ]


def _created(record: Recorded) -> Change:
    return Change(_thing(record), record.id, record.version, "created", {}, _filled(record))


def change_of(record: Recorded) -> Change | None:
    """What the next flush will write of a record that was loaded; None when nothing of it changed."""
    state = inspect(record)
    before, after = {}, {}
    for key in _columns(record):
        history = state.attrs[key].history
        if history.has_changes():
            before[key] = history.deleted[0] if history.deleted else None
            after[key] = history.added[0] if history.added else None
    if not after:
        return None
    before, after = by_key(_table(record), before, after)
    kind = "updated" if "deleted_at" not in after else "deleted" if after["deleted_at"] else "restored"
    return Change(
        _thing(record),
        record.id,
        record.version,
        kind,
        to_jsonable_python(before),
        to_jsonable_python(after),
    )


def _purged(record: Recorded) -> Change:
    return Change(_thing(record), record.id, record.version + 1, "purged", _filled(record), {})


def _filled(record: Recorded) -> dict[str, Any]:
    values = inspect(record).dict
    filled = {key: values[key] for key in _columns(record) if values.get(key) is not None}
    plain: dict[str, Any] = to_jsonable_python(spread(_table(record), filled))
    return plain


def spread(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """Values of a record, with an entry for each key of the columns whose keys are fields by themselves."""
    for name in _with_keys(table):
        held = values.pop(name, None) or {}
        values |= {f"{name}.{key}": value for key, value in held.items()}
    return values


def by_key(
    table: Table, before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, with an entry for each key that did; a key that was or became empty is null there."""
    if not any(name in after for name in _with_keys(table)):
        return before, after
    before, after = spread(table, before), spread(table, after)
    names = [name for name in (before | after) if "." not in name or before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


@cache
def _with_keys(table: Table) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns if column.info.get("by_key"))


def _table(record: Recorded) -> Table:
    table: Table = type(record).__table__  # type: ignore[attr-defined]  # every mapped class has it
    return table


def _thing(record: Recorded) -> str:
    return _table(record).name
