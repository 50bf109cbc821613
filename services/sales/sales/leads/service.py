"""What is done with leads, beside writing them down (creating.py) and converting them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Placed
from chassis.http.edits import reconcile
from chassis.organisation import defaults_of
from chassis.outbox import publish
from chassis.problems import InvalidInput
from crm.customer.v1.admission_pb2 import Alike
from crm.sales.events.leads import (
    LeadAssigned,
    LeadDeleted,
    LeadDisqualified,
    LeadResponded,
    LeadRestored,
    LeadUpdated,
)
from sales import owned
from sales.leads import duplicates
from sales.leads.creating import require_products
from sales.leads.models import DISQUALIFIED, QUALIFIED, WORKING, Lead
from sales.leads.schemas import LeadAssignment, LeadUpdate, Response
from sales.leads.scoring import rescore
from sales.leads.values import required
from sales.records import mark_deleted

LATE = timedelta(minutes=5)
"""So far a clock elsewhere may be ahead of ours."""


async def get(session: AsyncSession, actor: Actor, lead_id: UUID) -> Lead:
    """A lead the actor may see. Raises NotFound."""
    return await owned.get(session, actor, Lead, lead_id)


async def placed(session: AsyncSession, actor: Actor, lead_id: UUID) -> Placed:
    """Where a lead that the actor may see lies. Raises NotFound."""
    return await owned.placed(session, actor, Lead, lead_id)


async def locked(session: AsyncSession, actor: Actor, lead_id: UUID, action: str) -> Lead:
    """A lead to change. Raises NotFound, NotAllowed, and what forbids any change of it."""
    lead = await owned.locked(session, actor, Lead, lead_id, action)
    lead.be_changeable()
    return lead


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    lead_id: UUID,
    base: int,
    body: LeadUpdate,
    master: Sequence[Alike] | None,
) -> Lead:
    """Change fields; two people's edits of different fields merge, of the same field conflict (412)."""
    lead = await locked(session, actor, lead_id, "update")
    values = required(body.changes(), defaults_of(access).region)
    await require_products(session, values.get("product_ids", []))
    wanted = await reconcile(session, lead, base, values)
    changed = {name: value for name, value in wanted.items() if getattr(lead, name) != value}
    if not changed:
        return lead
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(lead, name, value)
        if not any(getattr(lead, name) for name in duplicates.HANDLED):
            raise InvalidInput.at("/name", "nobody")
        lead.derive()
        await rescore(session, access, lead)
    await session.flush()
    if changed.keys() & duplicates.HANDLED:
        await duplicates.warn(session, actor, lead, master)
    publish(session, LeadUpdated(**lead.card(), fields=sorted(changed)))
    return lead


async def assign(
    session: AsyncSession, actor: Actor, access: Access, lead_id: UUID, body: LeadAssignment
) -> Lead:
    """Give it to somebody; the lead is returned even when the actor cannot see it any more."""
    lead = await locked(session, actor, lead_id, "assign")
    if before := owned.give(lead, access, body):
        await session.flush()
        publish(session, LeadAssigned(**lead.card(), **before._asdict(), rule_id=None))
    return lead


async def qualify(session: AsyncSession, actor: Actor, lead_id: UUID) -> Lead:
    """Say that it is worth selling to."""
    lead = await locked(session, actor, lead_id, "update")
    lead.move(QUALIFIED)
    return await _told(session, lead, "status")


async def disqualify(session: AsyncSession, actor: Actor, lead_id: UUID, reason: str) -> Lead:
    """Say that nothing will come of it."""
    lead = await locked(session, actor, lead_id, "update")
    lead.move(DISQUALIFIED, reason)
    await session.flush()
    publish(session, LeadDisqualified(**lead.card(), reason=reason))
    return lead


async def requalify(session: AsyncSession, actor: Actor, lead_id: UUID) -> Lead:
    """Work on it again."""
    lead = await locked(session, actor, lead_id, "update")
    lead.move(WORKING)
    return await _told(session, lead, "status", "reason")


async def respond(session: AsyncSession, actor: Actor, lead_id: UUID, body: Response) -> Lead:
    """Stop the clock of the first response; a later one changes nothing."""
    lead = await locked(session, actor, lead_id, "update")
    now = datetime.now(UTC)
    at = body.at or now
    if at > now + LATE:
        raise InvalidInput.at("/at", "in_the_future")
    if lead.respond(at, body.channel):
        await session.flush()
        publish(session, LeadResponded(**lead.card(), responded_at=at, in_time=lead.answered_in_time))
    return lead


async def delete(session: AsyncSession, actor: Actor, lead_id: UUID) -> None:
    """Delete a lead; it can be restored."""
    lead = await locked(session, actor, lead_id, "delete")
    mark_deleted(lead)
    await session.flush()
    publish(session, LeadDeleted(**lead.card()))


async def restore(session: AsyncSession, actor: Actor, lead_id: UUID) -> Lead:
    """Bring a deleted lead back; a live one stays as it is."""
    lead = await owned.restorable(session, actor, Lead, lead_id)
    if lead.deleted_at is not None:
        lead.deleted_at = None
        await session.flush()
        publish(session, LeadRestored(**lead.card()))
    return lead


async def alike(
    session: AsyncSession, actor: Actor, lead_id: UUID, master: Sequence[Alike] | None
) -> dict[str, Any]:
    """What may be the same as a lead, at this moment."""
    lead = await get(session, actor, lead_id)
    return {
        "items": await duplicates.duplicates(session, actor, lead, master),
        "complete": master is not None,
    }


async def _told(session: AsyncSession, lead: Lead, *fields: str) -> Lead:
    await session.flush()
    publish(session, LeadUpdated(**lead.card(), fields=list(fields)))
    return lead
