"""Deals whose stage goes away."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.outbox import publish
from sales.opportunities import placing
from sales.opportunities.models import Opportunity
from sales.opportunities.moving import enter, moved
from sales.pipelines.stages import Stage, Track

ON_BOARD = (Opportunity.status == "open", Opportunity.deleted_at.is_(None))


async def standing(session: AsyncSession, stage_ids: Collection[UUID]) -> dict[UUID, int]:
    """Stage → how many open deals stand in it; without those where none does."""
    counted = select(Opportunity.stage_id, func.count().label("deals")).where(
        Opportunity.stage_id.in_(stage_ids), *ON_BOARD
    )
    rows = await session.execute(counted.group_by(Opportunity.stage_id))
    return {row.stage_id: row.deals for row in rows}


async def clear(session: AsyncSession, access: Access, track: Track, stage_id: UUID, target: Stage) -> None:
    """Move all open deals of a stage to the bottom of another one, in their order. The pipeline is held."""
    found = select(Opportunity).where(Opportunity.stage_id == stage_id, *ON_BOARD).order_by(Opportunity.id)
    deals = (await session.scalars(found.with_for_update())).all()
    places = await placing.bottom(session, target.id, len(deals))
    with session.no_autoflush:
        for deal, place in zip(sorted(deals, key=lambda one: one.place), places, strict=True):
            deal.place = place
            await enter(session, access, deal, track, target.lenient())
    await session.flush()
    publish(session, *(moved(one, target, track.id, stage_id) for one in deals))
