"""What the funnel asks of visits and deals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from sales.opportunities.models import StageVisit
from sales.opportunities.queries import TABLE
from sales.records import table_of

VISITS: Final = table_of(StageVisit)
DAY: Final = 86_400
Condition = ColumnElement[bool]


async def stages(
    session: AsyncSession, pipeline_id: UUID, start: datetime, end: datetime, wanted: Sequence[Condition]
) -> dict[UUID, Any]:
    """Stage → how the deals fared that came to it in a time."""
    deals = func.count(VISITS.c.opportunity_id.distinct())
    stood = extract("epoch", func.coalesce(VISITS.c.left_at, func.now()) - VISITS.c.entered_at) / DAY
    statement = (
        select(
            VISITS.c.stage_id,
            deals.label("entered"),
            deals.filter(VISITS.c.outcome.in_(("on", "won"))).label("gone_on"),
            deals.filter(VISITS.c.outcome == "lost").label("lost"),
            deals.filter(VISITS.c.left_at.is_(None)).label("standing"),
            func.percentile_cont(0.5).within_group(stood).label("median_days"),
        )
        .select_from(VISITS.join(TABLE, TABLE.c.id == VISITS.c.opportunity_id))
        .where(VISITS.c.pipeline_id == pipeline_id, *_between(VISITS.c.entered_at, start, end), *wanted)
        .group_by(VISITS.c.stage_id)
    )
    return {row.stage_id: row for row in await session.execute(statement)}


async def closed(
    session: AsyncSession,
    pipeline_id: UUID,
    start: datetime,
    end: datetime,
    wanted: Sequence[Condition],
    currency: str,
) -> Any:
    """How many deals are open, were won and lost in a time, what was won, as far as that is valued in a
    currency, and how long it took.
    """
    won, open_now = TABLE.c.status == "won", TABLE.c.status == "open"
    took = extract("epoch", TABLE.c.closed_at - TABLE.c.created_at) / DAY
    from_the_start = TABLE.c.closed_at >= TABLE.c.created_at  # history came when it was over
    statement = select(
        func.count().filter(open_now).label("open_deals"),
        func.count().filter(won).label("won"),
        func.count().filter(TABLE.c.status == "lost").label("lost"),
        func.avg(TABLE.c.base_amount).filter(won, TABLE.c.base_currency == currency).label("average_value"),
        func.avg(took).filter(won, from_the_start).label("cycle_days"),
    ).where(
        TABLE.c.pipeline_id == pipeline_id,
        or_(TABLE.c.closed_at.is_(None), and_(*_between(TABLE.c.closed_at, start, end))),
        *wanted,
    )
    return (await session.execute(statement)).one()


def _between(column: Any, start: datetime, end: datetime) -> tuple[Condition, Condition]:
    return column >= start, column < end
