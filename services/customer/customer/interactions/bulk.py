"""Interactions in bulk, for imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind
from chassis.changes import announce_changes
from chassis.copying import write_rows
from chassis.explain import Place
from chassis.identifiers import new_id
from chassis.outbox import publish
from crm.customer.events import InteractionRecorded, InteractionUpdated
from customer import storing
from customer.customers import scope as customers
from customer.customers import timeline
from customer.external import remember
from customer.interactions.models import Interaction
from customer.records import table_of
from customer.storing import Values, Written

TABLE: Final = table_of(Interaction)
EMPTY: Final[Values] = {
    "contact_id": None,
    "direction": "none",
    "kind": "noted",
    "params": {},
    "summary": None,
    "duration_seconds": None,
    "follow_up": None,
    "follow_up_on": None,
    "participants": [],
}


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """One interaction to write: values as `check_row` gives them."""

    values: Mapping[str, Any]
    customer_id: UUID
    contact_id: UUID | None = None
    id: UUID | None = None
    """An existing entry to update; None records a new one."""
    external: tuple[str, str] | None = None
    """(source, external id) to remember for the record."""


async def write_many(session: AsyncSession, actor: Actor, rows: Sequence[InteractionRow]) -> list[Written]:
    """Record and correct entries in a few statements; the results come in the rows' order.

    Needs customer.update on the customer. An existing entry stays with its customer.
    """
    places = await customers.places(session, [row.customer_id for row in rows])
    before = await _locked(session, {row.id for row in rows if row.id})
    after: dict[UUID, Values] = {}
    results = [_prepare(actor, row, places, before, after) for row in rows]
    changed = {id_: row for id_, row in after.items() if row != before.get(id_)}
    versions = await _write(session, before, list(changed.values()))
    pairs = [(row.external, one.id) for row, one in zip(rows, results, strict=True) if one.id in after]
    await remember(session, "interaction", pairs)
    return [
        Written(one.id, one.outcome if one.id in versions else "unchanged", versions.get(one.id))
        if one.id in after
        else one
        for one in results
    ]


def _prepare(
    actor: Actor,
    row: InteractionRow,
    places: Mapping[UUID, Place],
    before: Mapping[UUID, Values],
    after: dict[UUID, Values],
) -> Written:
    place = places.get(row.customer_id)
    if place is None or not actor.scope("customer.read").covers(*place):
        return Written(row.id, "not_found")
    if not actor.scope("customer.update").covers(*place):
        return Written(row.id, "not_allowed")
    if row.id and (row.id not in before or before[row.id]["customer_id"] != row.customer_id):
        return Written(row.id, "not_found")
    id_ = row.id or new_id()
    old = after.get(id_) or before.get(id_) or _new(actor, id_, row.customer_id)
    named = {"contact_id": row.contact_id} if row.contact_id else {}
    after[id_] = old | {**row.values, **named}
    return Written(id_, "updated" if row.id else "created")


def _new(actor: Actor, id_: UUID, customer_id: UUID) -> Values:
    recorded_by = actor.id if actor.kind is Kind.USER else None
    return EMPTY | {"id": id_, "version": 0, "customer_id": customer_id, "recorded_by": recorded_by}


async def _locked(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Values]:
    by_hand = (TABLE.c.id.in_(ids), TABLE.c.deleted_at.is_(None), TABLE.c.kind == "noted")
    statement = select(TABLE).where(*by_hand).order_by(TABLE.c.id).with_for_update()
    return {row["id"]: dict(row) for row in (await session.execute(statement)).mappings()} if ids else {}


async def _write(
    session: AsyncSession, before: Mapping[UUID, Values], changed: Sequence[Values]
) -> dict[UUID, int]:
    now = datetime.now(UTC)
    rows = [row | {"version": row["version"] + 1, "updated_at": now} for row in changed]
    fresh = [row for row in rows if row["id"] not in before]
    stale = [row for row in rows if row["id"] in before]
    if fresh:
        await write_rows(session, TABLE, fresh)
        announce_changes(session, [storing.created(TABLE, row) for row in fresh])
        publish(session, *(InteractionRecorded(**told(row)) for row in fresh))
    if stale:
        await storing.store(session, TABLE, stale)
        announce_changes(session, [storing.updated(TABLE, before[row["id"]], row) for row in stale])
        publish(
            session,
            *(
                InteractionUpdated(
                    interaction_id=row["id"], version=row["version"], customer_id=row["customer_id"]
                )
                for row in stale
            ),
        )
    await timeline.note_latest(session, [(row["customer_id"], row["occurred_at"]) for row in rows])
    return {row["id"]: row["version"] for row in rows}


def told(row: Mapping[str, Any]) -> Values:
    """What the event about a new entry says."""
    same = ("version", "customer_id", "contact_id", "channel", "direction", "kind")
    return {name: row[name] for name in same} | {"interaction_id": row["id"], "at": row["occurred_at"]}
