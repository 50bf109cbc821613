"""What the board asks the table of deals: twice, however many stages and deals there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from sales.opportunities.queries import NAMED, SHOWN, TABLE
from sales.pipelines.stages import Stage

Condition = ColumnElement[bool]
STANDING: Final = (TABLE.c.status == "open", TABLE.c.deleted_at.is_(None))


async def figures(
    session: AsyncSession,
    stages: Sequence[Stage],
    scope: Condition,
    wanted: Sequence[Condition],
    at: datetime,
) -> dict[Any, Any]:
    """Stage → how many deals stand in it and what they come to."""
    unvalued = and_(TABLE.c.amount.is_not(None), TABLE.c.base_amount.is_(None))
    statement = (
        select(
            TABLE.c.stage_id,
            func.count().label("count"),
            func.coalesce(func.sum(TABLE.c.base_amount), 0).label("base_amount"),
            func.coalesce(func.sum(TABLE.c.weighted_amount), 0).label("weighted_amount"),
            func.count().filter(unvalued).label("unvalued"),
            func.count().filter(TABLE.c.rots_at < at).label("rotting"),
        )
        .where(TABLE.c.stage_id.in_([one.id for one in stages]), *STANDING, scope, *wanted)
        .group_by(TABLE.c.stage_id)
    )
    return {row.stage_id: row for row in await session.execute(statement)}


async def cards(
    session: AsyncSession,
    stages: Sequence[Stage],
    branches: Sequence[Condition],
    wanted: Sequence[Condition],
    limit: int,
) -> Sequence[Any]:
    """The first deals of each stage, in the order of the board."""
    ids = [one.id for one in stages]
    column = func.unnest(literal(ids, ARRAY(Uuid()))).table_valued("id").render_derived(name="stage")
    parts = [
        select(TABLE.c.id, TABLE.c.place)
        .where(TABLE.c.stage_id == column.c.id, *STANDING, branch, *wanted)
        .order_by(TABLE.c.place)
        .limit(limit)
        .correlate(column)
        for branch in branches
    ]
    every = union_all(*parts).subquery()
    top = select(every.c.id).order_by(every.c.place).limit(limit).lateral("top")
    chosen = select(top.c.id).select_from(column.join(top, literal(value=True)))
    shown = select(*SHOWN, TABLE.c.place).select_from(NAMED).where(TABLE.c.id.in_(chosen))
    return (await session.execute(shown.order_by(TABLE.c.place))).all()
