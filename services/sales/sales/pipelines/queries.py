"""What the list of pipelines offers, and which stages others have."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.pipelines.models import Pipeline
from sales.pipelines.schemas import PipelineRead
from sales.records import table_of

TABLE: Final = table_of(Pipeline)
LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in PipelineRead.model_fields],
    key=TABLE.c.id,
    offers={
        "name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True),
        "team_ids": Offer(Kind.REFERENCES, TABLE.c.team_ids, nullable=False),
    },
    sort="name",
    deleted_at=TABLE.c.deleted_at,
)


async def stages_of_others(session: AsyncSession, pipeline_id: UUID) -> frozenset[str]:
    """The ids of all stages, former ones too, that are not this pipeline's."""
    rows = await session.execute(
        select(TABLE.c.stages, TABLE.c.former_stages).where(TABLE.c.id != pipeline_id)
    )
    return frozenset(one["id"] for stages, former in rows for one in (*stages, *former))
