"""Customers changed set by set: what differs is written, with the facts and events of single edits."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.changes import Change, announce_changes
from chassis.custom_fields import rows as custom
from chassis.outbox import publish
from crm.customer.events import (
    CustomerAssigned,
    CustomerDeleted,
    CustomerEvent,
    CustomerLifecycleChanged,
    CustomerRestored,
    CustomerUpdated,
)
from customer import storing
from customer.customers.models import Customer
from customer.customers.values import FOUND_BY, derived
from customer.interactions.facts import Fact, note_facts
from customer.records import table_of
from customer.storing import NOTHING, Told, Values

TABLE: Final = table_of(Customer)
LOADED: Final = [column for column in TABLE.columns if column.key not in ("search_text", "search_grams")]
PLACE: Final = ("owner_id", "team_id")


async def load(
    session: AsyncSession, ids: Collection[UUID], *, lock: bool = True, deleted: bool = False
) -> dict[UUID, Values]:
    """Rows by id, without what only serves searching; locked in one order for all: nobody deadlocks."""
    statement = select(*LOADED).where(TABLE.c.id.in_(ids)).order_by(TABLE.c.id)
    if not deleted:
        statement = statement.where(TABLE.c.deleted_at.is_(None))
    rows = await session.execute(statement.with_for_update() if lock else statement)
    return {row["id"]: dict(row) for row in rows.mappings()}


async def rewrite(
    session: AsyncSession,
    actor: Actor,
    before: Mapping[UUID, Values],
    after: Mapping[UUID, Values],
    *,
    note: str | None = None,
    told: Told = NOTHING,
) -> dict[UUID, int]:
    """Write the rows that differ; returns their new versions.

    `note` is for those that change hands, `told` what history says of a change besides the columns.
    """
    now, rows, changes = datetime.now(UTC), [], list[Change]()
    for id_, row in after.items():
        new = custom.computed(TABLE, row | {"version": row["version"] + 1, "updated_at": now})
        change = storing.updated(TABLE, before[id_], new, told)
        if change.after:
            if "lifecycle" in change.after:
                new["quiet_since"] = now
            if change.after.keys() & FOUND_BY:
                new |= derived(new)
            rows.append(new)
            changes.append(change)
    if rows:
        await storing.store_changed(session, TABLE, before, rows)
        announce_changes(session, changes)
        await _tell(session, actor, before, rows, changes, note)
    return {row["id"]: row["version"] for row in rows}


async def _tell(
    session: AsyncSession,
    actor: Actor,
    before: Mapping[UUID, Values],
    rows: Sequence[Values],
    changes: Sequence[Change],
    note: str | None,
) -> None:
    facts, events = list[Fact](), list[CustomerEvent]()
    for row, change in zip(rows, changes, strict=True):
        fields = set(change.after)
        if change.kind == "deleted":
            events.append(CustomerDeleted(**card(row)))
        elif change.kind == "restored":
            facts.append(Fact(row["id"], "customer_restored", {}))
            events.append(CustomerRestored(**card(row)))
        elif fields & set(PLACE):
            previous = {f"previous_{name}": before[row["id"]][name] for name in PLACE}
            people = {name: row[name] for name in PLACE} | previous
            params = {name: str(one) if one else None for name, one in people.items()}
            noted = {"note": note} if note else {}
            facts.append(Fact(row["id"], "customer_assigned", params | noted))
            events.append(CustomerAssigned(**card(row), **previous))
        if "lifecycle" in fields:
            fact, event = entered(
                card(row), before[row["id"]]["lifecycle"], row["lifecycle"], "by_hand", note
            )
            facts.append(fact)
            events.append(event)
        if change.kind == "updated" and fields - set(PLACE):
            events.append(CustomerUpdated(**card(row), fields=sorted(fields - set(PLACE))))
    await note_facts(session, actor, facts)
    publish(session, *events)


def entered(
    told: Mapping[str, Any], previous: str, stage: str, reason: str, note: str | None
) -> tuple[Fact, CustomerLifecycleChanged]:
    """What is told of a customer, whose card it is, that entered another stage of its lifecycle."""
    params = {"before": previous, "after": stage, "reason": reason} | ({"note": note} if note else {})
    event = CustomerLifecycleChanged(**told, stage=stage, previous=previous, reason=reason)
    return Fact(told["customer_id"], "lifecycle_changed", params), event


def card(row: Mapping[str, Any]) -> Values:
    """What every event about a customer carries."""
    named = {name: row[name] for name in ("version", "number", "name", *PLACE)}
    return {"customer_id": row["id"]} | named
