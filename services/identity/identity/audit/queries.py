"""Searching the trail."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping

from chassis.actors import Actor
from chassis.http.lists import Listing, Offer
from chassis.masks import without
from identity.audit.models import FILTERS, Entry, Verification
from identity.audit.schemas import AuditQuery, EntryRead, VerificationRead
from libs.conditions import Kind

_entry = Entry.__table__.c
SHOWN = [name for name in EntryRead.model_fields if name != "erased"]
TRAIL = Listing(
    source=Entry.__table__,
    columns=[_entry[name] for name in SHOWN] + [_entry.values_digest.is_not(None).label("erased")],
    key=_entry.id,
    offers={
        "id": Offer(Kind.REFERENCE, _entry.id, nullable=False),
        "at": Offer(Kind.MOMENT, _entry.at, nullable=False, sorts=True),
        "actor": Offer(Kind.CHOICE, _entry.actor, nullable=False),
        "on_behalf_of": Offer(Kind.CHOICE, _entry.on_behalf_of),
        "service": Offer(Kind.CHOICE, _entry.service, nullable=False),
        "thing": Offer(Kind.CHOICE, _entry.thing, nullable=False),
        "record_id": Offer(Kind.REFERENCE, _entry.record_id),
        "kind": Offer(Kind.CHOICE, _entry.kind, nullable=False),
        "cause_id": Offer(Kind.REFERENCE, _entry.cause_id, nullable=False),
        "address": Offer(Kind.CHOICE, _entry.address),
    },
    sort="-at",
)
_verification = Verification.__table__.c
VERIFICATIONS = Listing(
    source=Verification.__table__,
    columns=[_verification[name] for name in VerificationRead.model_fields],
    key=_verification.id,
    offers={"created_at": Offer(Kind.MOMENT, _verification.created_at, nullable=False, sorts=True)},
    sort="-created_at",
)


def shown(row: Mapping[str, Any] | RowMapping, actor: Actor) -> dict[str, Any]:
    """A line without the values that are hidden from somebody."""
    masked = actor.masked(row["thing"])
    return (
        {**row, **{name: _visible(row[name], masked) for name in ("before", "after")}} if masked else {**row}
    )


def _visible(values: dict[str, Any], masked: frozenset[str]) -> dict[str, Any]:
    """Fields of the organisation go as well: only their owner knows which are computed of hidden ones."""
    own = {name for name in values if name.startswith("custom.")}
    visible: dict[str, Any] = without(values, masked | own)
    return visible


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
