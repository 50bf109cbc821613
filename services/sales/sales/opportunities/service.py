"""What is done with opportunities; every function checks what the actor may do on what it can see."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Placed
from chassis.http.edits import reconcile
from chassis.numbers import next_number
from chassis.organisation import base_currency
from chassis.outbox import publish
from chassis.owning import Assignment
from chassis.problems import InvalidInput
from crm.sales.events.opportunities import (
    OpportunityAssigned,
    OpportunityCreated,
    OpportunityDeleted,
    OpportunityUpdated,
)
from sales import owned, using
from sales.lines.service import as_given
from sales.opportunities import placing, valuing, visiting
from sales.opportunities.models import Opportunity, numbers
from sales.opportunities.schemas import Described, OpportunityCreate, OpportunityUpdate
from sales.pipelines import service as pipelines
from sales.pricing.service import Buyer
from sales.records import mark_deleted

GIVEN: Final = (*Described.model_fields, "name", "customer_id", "contacts", "competitors")
PRICED_BY: Final = frozenset({"lines", "currency", "customer_id"})
"""Fields that decide what lines cost."""


async def open(  # noqa: A001  # what one does with a deal; it is read behind the module's name
    session: AsyncSession,
    actor: Actor,
    access: Access,
    body: OpportunityCreate,
    buyer: Buyer,
    *,
    lead_id: UUID | None = None,
) -> Opportunity:
    """Open a deal with a customer; `buyer` says by whose prices it buys."""
    place = owned.landing(actor, access, "opportunity", body.owner_id, body.team_id)
    if body.lines and body.amount is not None:
        raise InvalidInput.at("/amount", "from_lines")
    track = await pipelines.fitting(session, access, place.team_id, body.pipeline_id)
    stage, now = track.stage(body.stage_id), datetime.now(UTC)
    deal = Opportunity(
        **_values({name: getattr(body, name) for name in GIVEN}),
        currency=body.currency or base_currency(access),
        **place._asdict(),
        pipeline_id=track.id,
        lead_id=lead_id,
    )
    await valuing.price(session, access, deal, buyer, body.lines)
    deal.enter(stage, now)
    await valuing.value(session, access, deal)
    deal.call(await next_number(session, numbers))
    deal.place = await placing.top(session, stage.id)
    session.add(deal)
    await session.flush()
    visiting.arrive(session, deal, now)
    publish(session, OpportunityCreated(**deal.card()))
    return deal


async def statuses(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """How deals stand, whoever may see them."""
    among = Opportunity.id == any_(literal(list(ids), ARRAY(Uuid())))
    found = await session.execute(select(Opportunity.id, Opportunity.status).where(among))
    return {row.id: row.status for row in found}


async def get(session: AsyncSession, actor: Actor, opportunity_id: UUID) -> Opportunity:
    """A deal that the actor may see, also a deleted one that may be restored. Raises NotFound."""
    return await owned.get(session, actor, Opportunity, opportunity_id)


async def locked(
    session: AsyncSession, actor: Actor, opportunity_id: UUID, action: str = "update"
) -> Opportunity:
    """A live deal to change, locked. Raises NotFound, or NotAllowed when it may only be read."""
    return await owned.locked(session, actor, Opportunity, opportunity_id, action)


async def hold(session: AsyncSession, opportunity_id: UUID) -> None:
    """Let nobody else change a deal until the commit, whoever may see it."""
    await session.execute(select(Opportunity.id).where(Opportunity.id == opportunity_id).with_for_update())


async def placed(session: AsyncSession, actor: Actor, opportunity_id: UUID) -> Placed:
    """Where a deal that the actor may see lies. Raises NotFound."""
    return await owned.placed(session, actor, Opportunity, opportunity_id)


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    opportunity_id: UUID,
    base: int,
    body: OpportunityUpdate,
    buyer: Buyer | None,
) -> Opportunity:
    """Change fields; `buyer` is asked for when one of those is among them that decide what lines cost."""
    deal = await locked(session, actor, opportunity_id)
    deal.require_open()
    wanted = await reconcile(session, deal, base, _values(body.changes()))
    changed = {name: one for name, one in wanted.items() if one != _held(deal, name)}
    if not changed:
        return deal
    if "customer_id" in changed and (used := await using.of_opportunities(session, [deal.id])):
        raise InvalidInput.at("/customer_id", "deal_used", **used[deal.id])
    with session.no_autoflush:
        for name in changed.keys() - {"lines"}:
            setattr(deal, name, changed[name])
        if buyer is not None and not PRICED_BY.isdisjoint(changed):
            lines = body.lines if "lines" in changed else as_given(deal.lines)
            await valuing.price(session, access, deal, buyer, lines)
        if "amount" in changed and deal.lines:
            raise InvalidInput.at("/amount", "from_lines")
        await valuing.value(session, access, deal)
        deal.derive()
    await session.flush()
    publish(session, OpportunityUpdated(**deal.card(), fields=sorted(changed)))
    return deal


async def assign(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: Assignment
) -> Opportunity:
    """Give a deal to somebody; it is returned even when the actor cannot see it any more."""
    deal = await locked(session, actor, opportunity_id, "assign")
    before = owned.give(deal, access, body)
    if before is not None:
        await session.flush()
        publish(session, OpportunityAssigned(**deal.card(), **before._asdict()))
    return deal


async def delete(session: AsyncSession, actor: Actor, opportunity_id: UUID) -> None:
    """Take a deal away; it can be restored."""
    deal = await locked(session, actor, opportunity_id, "delete")
    mark_deleted(deal)
    await session.flush()
    publish(session, OpportunityDeleted(**deal.card()))


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, as columns keep it."""
    return {
        name: [one.model_dump(mode="json") for one in value] if name in ("contacts", "lines") else value
        for name, value in given.items()
    }


def _held(deal: Opportunity, name: str) -> Any:
    """A field in the form that it is given in."""
    if name == "lines":
        return [one.model_dump(mode="json") for one in as_given(deal.lines)]
    return getattr(deal, name)
