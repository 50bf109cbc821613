"""Giving customers to another owner or team."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.operations import service as operations
from chassis.outbox import publish
from chassis.owning import target_of
from crm.customer.events import CustomerAssigned
from customer.customers import scope
from customer.customers.models import Customer
from customer.customers.schemas import BulkAssignment, BulkOutcome, CustomerAssignment, RowOutcome
from customer.customers.service import locked
from customer.interactions.facts import Fact, note_facts


async def assign(
    session: AsyncSession, actor: Actor, access: Access, customer_id: UUID, body: CustomerAssignment
) -> Customer:
    """Give one customer to somebody; the record is returned even when the actor cannot see it any more."""
    customer = await locked(session, actor, customer_id, "customer.assign")
    await _give(session, actor, [customer], target_of(access, body), body.note)
    return customer


async def assign_many(
    session: AsyncSession, actor: Actor, access: Access, body: BulkAssignment
) -> BulkOutcome:
    """Give many customers to somebody as one act; each is checked by itself."""
    actor.require("customer.assign")
    target = target_of(access, body)
    ids = list(dict.fromkeys(body.customer_ids))
    statement = select(Customer).where(Customer.id.in_(ids), scope.readable(actor)).order_by(Customer.id)
    found = {one.id: one for one in await session.scalars(statement.with_for_update())}
    may = actor.scope("customer.assign")
    allowed = [one for one in found.values() if may.covers(one.owner_id, one.team_id)]
    given = await _give(session, actor, allowed, target, body.note)
    results = [_outcome(id_, found.get(id_), given, allowed) for id_ in ids]
    return BulkOutcome(cause_id=session.info["cause_id"], results=results)


def _outcome(id_: UUID, customer: Customer | None, given: set[UUID], allowed: list[Customer]) -> RowOutcome:
    if customer is None:
        return RowOutcome(id=id_, outcome="not_found")
    if customer not in allowed:
        return RowOutcome(id=id_, outcome="not_allowed", version=customer.version)
    return RowOutcome(id=id_, outcome="assigned" if id_ in given else "unchanged", version=customer.version)


async def _give(
    session: AsyncSession,
    actor: Actor,
    customers: list[Customer],
    target: Mapping[str, Any],
    note: str | None,
) -> set[UUID]:
    moved = []
    for customer in customers:
        before = {"previous_owner_id": customer.owner_id, "previous_team_id": customer.team_id}
        if any(getattr(customer, name) != value for name, value in target.items()):
            for name, value in target.items():
                setattr(customer, name, value)
            moved.append((customer, before))
    if not moved:
        return set()
    await session.flush()
    if actor.kind is not Kind.SERVICE:
        kind = ("assignment", "customers", "customer.assign")
        operation = operations.new(session.info["cause_id"], actor.id, *kind)
        await operations.note(session, operation, {"changed": len(moved)})
    await note_facts(session, actor, [_fact(customer, before, note) for customer, before in moved])
    publish(session, *(CustomerAssigned(**one.card(), **before) for one, before in moved))
    return {customer.id for customer, _ in moved}


def _fact(customer: Customer, before: Mapping[str, UUID | None], note: str | None) -> Fact:
    people = {"owner_id": customer.owner_id, "team_id": customer.team_id} | dict(before)
    params: dict[str, Any] = {name: str(value) if value else None for name, value in people.items()}
    return Fact(customer.id, "customer_assigned", params | ({"note": note} if note else {}))
