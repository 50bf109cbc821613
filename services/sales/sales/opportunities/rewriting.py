"""Many deals changed at once, with their value, places, change rows and events as single edits make them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.changes import Change, change_of
from chassis.outbox import publish
from crm.sales.events.opportunities import (
    OpportunityAssigned,
    OpportunityDeleted,
    OpportunityEvent,
    OpportunityRestored,
    OpportunityUpdated,
)
from sales import owned
from sales.lines.service import as_given
from sales.opportunities import placing, valuing
from sales.opportunities.models import Opportunity
from sales.pipelines import service as pipelines

STANDING: Final = frozenset({*owned.PLACE, "deleted_at"})
"""What can change of deals that are won or lost too."""
WAY: Final = frozenset({"pipeline_id", "stage_id", "status", "closed_at", "reason", "reason_note"})
"""What moving, winning, losing and opening again change: they tell of it themselves."""
LIKELY: Final = frozenset({"probability", "probability_by_hand"})
VALUED_BY: Final = frozenset({"amount", "currency", "probability", "stage_id", "status", "deleted_at"})
Stand = tuple[UUID, UUID]
"""A pipeline, and one of its stages."""


def require_open(deal: Opportunity, fields: Collection[str]) -> None:
    """Refuse to change what a deal that was won or lost says."""
    if not STANDING.issuperset(fields):
        deal.require_open()


async def hold_stages(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Let the stages that some deals can stand in stay until the commit. Before the deals are locked."""
    pipeline_ids = select(Opportunity.pipeline_id).where(Opportunity.id.in_(ids)).distinct()
    await pipelines.held_stages(session, (await session.scalars(pipeline_ids)).all())


async def homeless(session: AsyncSession, stands: Mapping[UUID, Stand]) -> dict[UUID, str]:
    """Deals that are to stand where no stage is any more: they come back one by one only, in another one."""
    stages = await pipelines.held_stages(session, {pipeline_id for pipeline_id, _ in stands.values()})
    return {id_: "stage_gone" for id_, (_, stage_id) in stands.items() if stage_id not in stages}


async def settle(session: AsyncSession, access: Access, deals: Sequence[Opportunity]) -> Collection[UUID]:
    """Save those that were changed, with all that follows from it; which ones."""
    changes = {deal.id: change for deal in deals if (change := change_of(deal))}
    changed = [deal for deal in deals if deal.id in changes]
    with session.no_autoflush:
        back = [deal for deal in changed if changes[deal.id].kind == "restored" and deal.status == "open"]
        await put_on_top(session, back)
        for deal in changed:
            fields = changes[deal.id].after.keys()
            if "name" in fields:
                deal.derive()
            if "lines" in fields:
                deal.product_ids = sorted({one.product_id for one in as_given(deal.lines)})
        valued = (one for one in changed if not VALUED_BY.isdisjoint(changes[one.id].after))
        await valuing.value_all(session, access, ((one, None) for one in valued if one.status == "open"))
    await session.flush()
    publish(session, *(event for deal in changed for event in _events(deal, changes[deal.id])))
    return changes.keys()


async def put_on_top(session: AsyncSession, deals: Sequence[Opportunity]) -> None:
    """Put them on top of their stages, one stage after the other in the same order for all."""
    for stage_id in sorted({deal.stage_id for deal in deals}):
        some = [deal for deal in deals if deal.stage_id == stage_id]
        for deal, place in zip(some, await placing.tops(session, stage_id, len(some)), strict=True):
            deal.place = place


def _events(deal: Opportunity, change: Change) -> Iterator[OpportunityEvent]:
    """What is told of it, as of single edits."""
    if change.kind == "deleted":
        yield OpportunityDeleted(**deal.card())
    elif change.kind == "restored":
        yield OpportunityRestored(**deal.card())
    if before := owned.given(deal, change):
        yield OpportunityAssigned(**deal.card(), **before._asdict())
    fields = set(change.after) - STANDING - {"push_count"}
    if told := fields - WAY - (LIKELY if fields & WAY else frozenset()):
        yield OpportunityUpdated(**deal.card(), fields=sorted(told))
