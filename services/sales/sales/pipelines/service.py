"""Which pipelines there are, and which of them a deal may go through."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.problems import InvalidInput
from sales.pipelines.models import Pipeline
from sales.pipelines.stages import Track
from sales.records import live, referred


async def get(session: AsyncSession, pipeline_id: UUID) -> Pipeline:
    """A pipeline that is in use. Raises NotFound."""
    return await live(session, Pipeline, pipeline_id)


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these the actor sees: whoever reads deals sees what they go through, though not all in it."""
    if not actor.may("opportunity.read"):
        return set()
    in_use = select(Pipeline.id).where(Pipeline.id.in_(ids), Pipeline.deleted_at.is_(None))
    return set(await session.scalars(in_use))


async def track(session: AsyncSession, pipeline_id: UUID) -> Track:
    """The stages of a pipeline that is in use. Raises NotFound."""
    return (await get(session, pipeline_id)).track()


async def held(session: AsyncSession, pipeline_id: UUID) -> Track:
    """A pipeline that a deal is to stand in: its stages stay until the commit. Raises InvalidInput."""
    return (await referred(session, Pipeline, pipeline_id)).track()


async def held_stages(session: AsyncSession, pipeline_ids: Collection[UUID]) -> dict[UUID, Track]:
    """The stages of those of these pipelines that are in use, each with its pipeline; they stay until the
    commit.
    """
    in_use = select(Pipeline).where(Pipeline.id.in_(pipeline_ids), Pipeline.deleted_at.is_(None))
    some = await session.scalars(in_use.order_by(Pipeline.id).with_for_update(key_share=True, read=True))
    return {stage.id: track for track in (one.track() for one in some) for stage in track.stages}


async def fitting(
    session: AsyncSession, access: Access, team_id: UUID | None, pipeline_id: UUID | None
) -> Track:
    """The pipeline for a new deal of a team, held; unless one is named the first of the team's own, or of
    everybody's where it has none. Raises InvalidInput when there is none, or the named one is of others.
    """
    path = access.team_path(team_id)
    if pipeline_id is None:
        first = usual(await in_use(session), path)
        if first is None:
            raise InvalidInput.at("/pipeline_id", "missing")
        pipeline_id = first.id
    chosen = await held(session, pipeline_id)
    if not chosen.serves(path):
        raise InvalidInput.at("/pipeline_id", "pipeline_of_others")
    return chosen


async def in_use(session: AsyncSession) -> list[Track]:
    """All pipelines that deals can go through, the oldest first."""
    statement = select(Pipeline).where(Pipeline.deleted_at.is_(None)).order_by(Pipeline.id)
    return [one.track() for one in await session.scalars(statement)]


def usual(tracks: Sequence[Track], team_path: Sequence[UUID]) -> Track | None:
    """The first one of a team's own, given with those above it, or of everybody's where it has none."""
    serving = [one for one in tracks if one.serves(team_path)]
    return next((one for one in serving if one.team_ids), serving[0] if serving else None)


async def stage_names(session: AsyncSession, pipeline_ids: Collection[UUID]) -> dict[UUID, str]:
    """Stage → its name, of all that some pipelines have or had."""
    rows = await session.scalars(select(Pipeline).where(Pipeline.id.in_(pipeline_ids)))
    return {UUID(one["id"]): one["name"] for row in rows for one in (*row.former_stages, *row.stages)}
