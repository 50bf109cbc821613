"""Quotes that wait: for their customers, and for somebody's approval."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach
from libs.conditions import Context
from sales import owned
from sales.customers import service as customers
from sales.figures import MINE, Condition, asked, every, leaf
from sales.quotes.models import Quote
from sales.quotes.queries import COLUMNS, LISTING, TABLE
from sales.quotes.showing import listed

SOON: Final = 7
"""Days, today among them, in which a quote ends that should be asked about."""
_ISSUED: Final = leaf("state", "eq", "issued")
QUOTES: Final[Mapping[str, Condition]] = {
    "waiting": every(_ISSUED),
    "expiring": every(_ISSUED, leaf("valid_until", "next_days", SOON)),
}


async def mine(session: AsyncSession, actor: Actor, context: Context, most: int) -> dict[str, Any]:
    """Those that the actor looks after: how many, and the ones that end first."""
    waiting, expiring = (asked(LISTING, QUOTES[name], context) for name in ("waiting", "expiring"))
    own = and_(waiting, TABLE.c.owner_id == actor.id, TABLE.c.deleted_at.is_(None))
    counted = select(func.count().label("waiting"), func.count().filter(expiring).label("expiring"))
    counts = (await session.execute(counted.where(own))).one()
    return {**counts._mapping, "next": await _first(session, own, TABLE.c.valid_until, most)}


async def approvals(session: AsyncSession, actor: Actor, context: Context, most: int) -> dict[str, Any]:
    """Those that wait until the actor approves them: how many, and the ones that wait the longest."""
    wanted = and_(asked(LISTING, to_approve(actor), context), owned.readable(actor, Quote))
    count = await session.scalar(select(func.count()).select_from(TABLE).where(wanted))
    return {"waiting": count or 0, "next": await _first(session, wanted, TABLE.c.asked_at, most)}


def to_approve(actor: Actor) -> Condition:
    """What others ask the actor's approval for."""
    waiting = (leaf("state", "eq", "awaiting_approval"), leaf("asked_by", "ne", "me"))
    return every(*waiting, *_approvable(actor))


def _approvable(actor: Actor) -> Sequence[Condition]:
    """What keeps to those that the actor may approve, where more may be read."""
    if actor.reach("quote.approve") >= actor.reach("quote.read"):
        return []
    teams = [str(one) for one in actor.scope("quote.approve").team_ids]
    theirs = [leaf("team_id", "in", teams)] if teams and actor.reach("quote.approve") > Reach.OWN else []
    return [{"any": [MINE, *theirs]}]


async def _first(
    session: AsyncSession, wanted: ColumnElement[bool], by: ColumnElement[Any], most: int
) -> list[dict[str, Any]]:
    statement = select(*COLUMNS).where(wanted).order_by(by, TABLE.c.id).limit(most)
    rows = (await session.execute(statement)).all()
    return listed(rows, await customers.names(session, {row.customer_id for row in rows}))
