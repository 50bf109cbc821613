"""How deals fare from stage to stage, and how fast."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, ColumnElement, Uuid, literal
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import base_currency, defaults_of, today
from chassis.problems import InvalidInput
from sales import owned
from sales.amounts import Money
from sales.opportunities.funnel import queries
from sales.opportunities.funnel.schemas import Funnel, FunnelQuery, FunnelStage, Velocity
from sales.opportunities.models import Opportunity
from sales.opportunities.queries import TABLE
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Stage

USUAL: Final = timedelta(days=89)
SHORTEST: Final = 1.0
"""Days; a deal that is won within one has taken one."""


async def funnel(
    session: AsyncSession, actor: Actor, access: Access, pipeline_id: UUID, asked: FunnelQuery
) -> Funnel:
    """The figures of the deals that came to stages, and were closed, in a time."""
    track = await pipelines.track(session, pipeline_id)
    until = asked.until or today(access)
    since = asked.since or until - USUAL
    if until < since:
        raise InvalidInput.at("?until", "ends_before_start")
    zone = ZoneInfo(defaults_of(access).zone)
    time = _midnight(since, zone), _midnight(until + timedelta(days=1), zone)
    wanted, currency = list(_wanted(actor, asked)), base_currency(access)
    stages = await queries.stages(session, track.id, *time, wanted)
    closed = await queries.closed(session, track.id, *time, wanted, currency)
    return Funnel(
        pipeline_id=track.id,
        since=since,
        until=until,
        stages=[_stage(one, stages.get(one.id)) for one in track.stages],
        velocity=velocity(closed, currency),
    )


def velocity(closed: Any, currency: str) -> Velocity:
    """Deals × win rate × value ÷ cycle, with its factors."""
    ended = closed.won + closed.lost
    rate = closed.won / ended if ended else None
    cycle = None if closed.cycle_days is None else max(float(closed.cycle_days), SHORTEST)
    value = closed.average_value
    per_day = None
    if rate is not None and cycle is not None and value is not None:
        per_day = closed.open_deals * Decimal(rate) * value / Decimal(cycle)
    return Velocity(
        open_deals=closed.open_deals,
        won=closed.won,
        lost=closed.lost,
        win_rate=_percent(rate),
        average_value=None if value is None else Money.of(value, currency),
        cycle_days=None if cycle is None else round(cycle, 1),
        per_day=None if per_day is None else Money.of(per_day, currency),
    )


def _wanted(actor: Actor, asked: FunnelQuery) -> Iterator[ColumnElement[bool]]:
    yield owned.readable(actor, Opportunity)
    if asked.owner_id:
        yield TABLE.c.owner_id == asked.owner_id
    if asked.product_id:
        yield TABLE.c.product_ids.bool_op("@>")(literal([asked.product_id], ARRAY(Uuid())))


def _stage(stage: Stage, row: Any) -> FunnelStage:
    if row is None:
        nothing = dict.fromkeys(("entered", "gone_on", "lost", "standing"), 0)
        return FunnelStage(stage_id=stage.id, name=stage.name, conversion=None, median_days=None, **nothing)
    return FunnelStage(
        stage_id=stage.id,
        name=stage.name,
        entered=row.entered,
        gone_on=row.gone_on,
        lost=row.lost,
        standing=row.standing,
        conversion=_percent(row.gone_on / row.entered),
        median_days=round(float(row.median_days), 1),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
