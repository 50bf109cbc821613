"""Searching the trail."""

from sqlalchemy import ColumnElement

from chassis.http.lists import Listing, Offer
from identity.audit.models import FILTERS, Entry
from identity.audit.schemas import AuditQuery
from libs.conditions import Kind

_entry = Entry.__table__.c
TRAIL = Listing(
    source=Entry.__table__,
    columns=list(_entry),
    key=_entry.id,
    offers={
        "at": Offer(Kind.MOMENT, _entry.at, nullable=False, sorts=True),
        "actor": Offer(Kind.CHOICE, _entry.actor, nullable=False),
        "on_behalf_of": Offer(Kind.CHOICE, _entry.on_behalf_of),
        "service": Offer(Kind.CHOICE, _entry.service, nullable=False),
        "thing": Offer(Kind.CHOICE, _entry.thing, nullable=False),
        "record_id": Offer(Kind.REFERENCE, _entry.record_id),
        "kind": Offer(Kind.CHOICE, _entry.kind, nullable=False),
        "cause_id": Offer(Kind.REFERENCE, _entry.cause_id, nullable=False),
    },
    sort="-at",
)


def narrowed(query: AuditQuery) -> list[ColumnElement[bool]]:
    """What the plain parameters ask for; each alone is answered in order by its index."""
    given = {name: getattr(query, name) for name in FILTERS}
    wanted: list[ColumnElement[bool]] = [
        _entry[name] == value for name, value in given.items() if value is not None
    ]
    if query.since:
        wanted.append(_entry.at >= query.since)
    if query.until:
        wanted.append(_entry.at < query.until)
    return wanted
