"""What each flush does for records with custom fields: compute, and keep the index of values."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from chassis.custom_fields.declaration import CustomFields, declared
from chassis.custom_fields.fields import Fields
from chassis.custom_fields.indexing import Revalued, fresh, removal, stale
from chassis.database import RecordingSession


def listen() -> None:
    """Take part in the flushes of this process."""
    if not event.contains(RecordingSession, "before_flush", compute):
        event.listen(RecordingSession, "before_flush", compute)
        event.listen(RecordingSession, "after_flush", index)


def compute(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Computed fields follow whatever changed about their record."""
    for record, fields in _concerned(session, declared()):
        if fields.computing and (record in session.new or session.is_modified(record)):
            values = inspect(record).dict
            found = fields.computed(values, values.get("custom") or {})
            if found != (values.get("custom") or {}):
                record.custom = found


def index(session: Session, _context: UOWTransaction) -> None:
    """The index holds what the row holds."""
    custom = declared()
    for record, fields in _concerned(session, custom):
        history = inspect(record).attrs["custom"].history
        if not history.has_changes():
            continue
        before = (history.deleted[0] if history.deleted else None) or {}
        changes = [Revalued(record.id, before, history.added[0] or {})]
        if gone := stale(fields, changes):
            session.execute(removal(custom.values, gone))
        if rows := list(fresh(fields, changes)):
            session.execute(custom.values.insert(), rows)


def _concerned(session: Session, custom: CustomFields) -> Iterator[tuple[Any, Fields]]:
    for record in (*session.new, *session.dirty):
        fields = custom.of_record(record)
        if fields is not None and fields.every:
            yield record, fields
