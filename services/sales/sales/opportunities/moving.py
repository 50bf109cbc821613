"""Moving deals through their pipelines, and judging how likely they are.

Whoever puts a deal into a stage holds the pipeline first, the deal then, its column last: in this order, so
that nobody waits for each other.
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.outbox import publish
from chassis.problems import InvalidInput, NotFound
from crm.sales.events.opportunities import (
    OpportunityMoved,
    OpportunityReopened,
    OpportunityRestored,
    OpportunityUpdated,
)
from sales import owned
from sales.opportunities import placing, valuing, visiting
from sales.opportunities.models import Opportunity
from sales.opportunities.schemas import Move, Reopening
from sales.opportunities.service import locked
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Stage, Track


async def move(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: Move
) -> Opportunity:
    """Put a deal into a stage, next to another one; where it is there already, nothing happens."""
    track = await pipelines.held(session, body.pipeline_id or await _pipeline_of(session, opportunity_id))
    deal = await locked(session, actor, opportunity_id)
    deal.require_open()
    stage, before = track.stage(body.stage_id), deal.card()
    if track.id != deal.pipeline_id and not track.serves(access.team_path(deal.team_id)):
        raise InvalidInput.at("/pipeline_id", "pipeline_of_others")
    gap = await placing.gap(session, actor, deal.id, stage.id, body.after_id, body.before_id)
    if deal.stage_id == stage.id and gap.has(deal.place):
        return deal
    with session.no_autoflush:
        deal.place = gap.middle()
        if deal.stage_id != stage.id:
            await enter(session, access, deal, track, stage)
    await session.flush()
    if deal.stage_id == before["stage_id"]:
        publish(session, OpportunityUpdated(**deal.card(), fields=["place"]))
    else:
        publish(session, moved(deal, stage, before["pipeline_id"], before["stage_id"]))
    return deal


async def enter(session: AsyncSession, access: Access, deal: Opportunity, track: Track, stage: Stage) -> None:
    """Let a deal stand in another stage. Raises InvalidInput naming the fields that the stage asks for."""
    at, how = now(deal), track.way(deal.stage_id, stage.id)
    deal.enter(stage, at)
    deal.pipeline_id = track.id
    await valuing.value(session, access, deal)
    await visiting.leave(session, deal, at, how)
    visiting.arrive(session, deal, at)


def moved(deal: Opportunity, stage: Stage, pipeline_id: UUID, stage_id: UUID) -> OpportunityMoved:
    """What is told of a deal that came from another stage."""
    return OpportunityMoved(
        **deal.card(), stage_name=stage.name, previous_pipeline_id=pipeline_id, previous_stage_id=stage_id
    )


async def judge(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, probability: int | None
) -> Opportunity:
    """Say how likely a deal is in place of its stage, or, by None, leave that to the stage again."""
    track = await pipelines.held(session, await _pipeline_of(session, opportunity_id))
    deal = await locked(session, actor, opportunity_id)
    if probability is None:
        deal.hand_back(track.stage(deal.stage_id))
    else:
        deal.judge(probability)
    await valuing.value(session, access, deal)
    if session.is_modified(deal):
        await session.flush()
        publish(session, OpportunityUpdated(**deal.card(), fields=["probability"]))
    return deal


async def reopen(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: Reopening
) -> Opportunity:
    """A deal goes on after all: in the stage that is named, or where it was. Raises NotClosed."""
    track = await pipelines.held(session, await _pipeline_of(session, opportunity_id))
    deal = await locked(session, actor, opportunity_id)
    before, at = deal.status, now(deal)
    stage = track.stage(body.stage_id) if body.stage_id else track.stage_again(deal.stage_id)
    with session.no_autoflush:
        deal.reopen(stage, at)
        deal.place = await placing.top(session, stage.id)
        await valuing.value(session, access, deal)
    visiting.arrive(session, deal, at)
    await session.flush()
    publish(session, OpportunityReopened(**deal.card(), previous_status=before))
    return deal


async def restore(session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID) -> Opportunity:
    """Bring a deleted deal back, on top of its stage; one that is not deleted stays as it is."""
    track = await pipelines.held(session, await _pipeline_of(session, opportunity_id))
    deal = await owned.restorable(session, actor, Opportunity, opportunity_id)
    if deal.deleted_at is None:
        return deal
    with session.no_autoflush:
        deal.deleted_at = None
        if deal.status == "open":
            stage = track.stage_again(deal.stage_id)
            deal.place = await placing.top(session, stage.id)
            if stage.id != deal.stage_id:
                await enter(session, access, deal, track, stage.lenient())
            deal.rot(stage)
            await valuing.value(session, access, deal)
    await session.flush()
    publish(session, OpportunityRestored(**deal.card()))
    return deal


def now(deal: Opportunity) -> datetime:
    """Not before it came where it stands, whatever the clocks of machines say."""
    return max(datetime.now(UTC), deal.stage_since)


async def _pipeline_of(session: AsyncSession, opportunity_id: UUID) -> UUID:
    """Whose stages a deal goes through, whoever may see it. Raises NotFound."""
    found: UUID | None = await session.scalar(
        select(Opportunity.pipeline_id).where(Opportunity.id == opportunity_id)
    )
    if found is None:
        raise NotFound(thing="opportunity", id=str(opportunity_id))
    return found
