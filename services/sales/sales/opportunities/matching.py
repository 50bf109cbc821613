"""Which deals somebody means, by what is written in a file, and where those are."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from sales.matching import Matches, by_external_id
from sales.opportunities.models import Opportunity


class Known(NamedTuple):
    """Where a deal is, and whose."""

    pipeline_id: UUID
    customer_id: UUID


async def match(session: AsyncSession, actor: Actor, values: Sequence[str], source: str) -> Matches:
    """Live deals that the actor may read, by what a source calls them; unknown values are absent."""
    return await by_external_id(session, actor, Opportunity, source, values)


async def known(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, Known]:
    """Where deals are that were matched."""
    asked = select(Opportunity.id, Opportunity.pipeline_id, Opportunity.customer_id)
    rows = await session.execute(asked.where(Opportunity.id.in_(ids))) if ids else ()
    return {row.id: Known(row.pipeline_id, row.customer_id) for row in rows}
