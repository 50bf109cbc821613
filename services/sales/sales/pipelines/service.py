"""Which pipelines there are, and which of them a deal may go through."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.problems import InvalidInput
from sales.pipelines.models import Pipeline
from sales.pipelines.stages import Track
from sales.records import live, referred


async def get(session: AsyncSession, pipeline_id: UUID) -> Pipeline:
    """A pipeline that is in use. Raises NotFound."""
    return await live(session, Pipeline, pipeline_id)


async def track(session: AsyncSession, pipeline_id: UUID) -> Track:
    """The stages of a pipeline that is in use. Raises NotFound."""
    return (await get(session, pipeline_id)).track()


async def held(session: AsyncSession, pipeline_id: UUID) -> Track:
    """A pipeline that a deal is to stand in: its stages stay until the commit. Raises InvalidInput."""
    return (await referred(session, Pipeline, pipeline_id)).track()


async def fitting(
    session: AsyncSession, access: Access, team_id: UUID | None, pipeline_id: UUID | None
) -> Track:
    """The pipeline for a new deal of a team, held; unless one is named the first of the team's own, or of
    everybody's where it has none. Raises InvalidInput when there is none, or the named one is of others.
    """
    path = access.team_path(team_id)
    if pipeline_id is None:
        in_use = select(Pipeline).where(Pipeline.deleted_at.is_(None)).order_by(Pipeline.id)
        serving = [one for one in await session.scalars(in_use) if one.track().serves(path)]
        first = next((one for one in serving if one.team_ids), serving[0] if serving else None)
        if first is None:
            raise InvalidInput.at("/pipeline_id", "missing")
        pipeline_id = first.id
    chosen = await held(session, pipeline_id)
    if not chosen.serves(path):
        raise InvalidInput.at("/pipeline_id", "pipeline_of_others")
    return chosen


async def stage_names(session: AsyncSession, pipeline_ids: Collection[UUID]) -> dict[UUID, str]:
    """Stage → its name, of all that some pipelines have or had."""
    rows = await session.scalars(select(Pipeline).where(Pipeline.id.in_(pipeline_ids)))
    return {UUID(one["id"]): one["name"] for row in rows for one in (*row.former_stages, *row.stages)}
