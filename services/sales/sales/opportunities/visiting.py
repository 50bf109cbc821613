"""Where deals have been: each moves from one stage to the next at one moment, so that no time is missing."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sales.opportunities.models import Opportunity, StageVisit
from sales.opportunities.schemas import VisitRead
from sales.pipelines import service as pipelines


def arrive(session: AsyncSession, deal: Opportunity, at: datetime) -> None:
    """It stands in its stage from now on."""
    session.add(
        StageVisit(
            opportunity_id=deal.id,
            pipeline_id=deal.pipeline_id,
            stage_id=deal.stage_id,
            entered_at=at,
            entered_by=str(session.info["actor"]),
        )
    )


async def leave(session: AsyncSession, deal: Opportunity, at: datetime, outcome: str) -> None:
    """It stands there no more."""
    standing = (StageVisit.opportunity_id == deal.id, StageVisit.left_at.is_(None))
    await session.execute(update(StageVisit).where(*standing).values(left_at=at, outcome=outcome))


async def visits(session: AsyncSession, opportunity_id: UUID) -> list[dict[str, Any]]:
    """Where a deal has been, first to last."""
    its = select(StageVisit).where(StageVisit.opportunity_id == opportunity_id)
    found = (await session.scalars(its.order_by(StageVisit.entered_at, StageVisit.id))).all()
    names = await pipelines.stage_names(session, {one.pipeline_id for one in found})
    now = datetime.now(UTC)
    return [
        {
            **{name: getattr(one, name) for name in VisitRead.model_fields if hasattr(one, name)},
            "stage_name": names.get(one.stage_id, ""),
            "seconds": max(0, int(((one.left_at or now) - one.entered_at).total_seconds())),
        }
        for one in found
    ]
