"""What deals come to, for their owner or for a team: a statement each, however many people there are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from libs.conditions import Context, Op
from libs.conditions.periods import moments_of
from sales import owned
from sales.figures import Condition, asked, every, leaf
from sales.opportunities.models import Opportunity
from sales.opportunities.queries import LISTING, NAMED, SHOWN, TABLE, listed

Scope = ColumnElement[bool]
PUSHED: Final = 2
"""A deal that was put off so often does not go as its seller thinks."""
ON_BOARD: Final = and_(TABLE.c.status == "open", TABLE.c.deleted_at.is_(None))
UNVALUED: Final = and_(TABLE.c.amount.is_not(None), TABLE.c.base_amount.is_(None))
_OPEN: Final = leaf("status", "eq", "open")


def _by_today(field: str) -> list[Condition]:
    return [leaf(field, "more_than_days_ago", 0), leaf(field, "today")]


def _closed(status: str, month: str) -> Condition:
    return every(leaf("status", "eq", status), leaf("closed_at", month))


AMONG_OPEN: Final[Mapping[str, Condition]] = {
    "due": {"any": [*_by_today("next_step_on"), *_by_today("expected_close_on")]},
    "unplanned": leaf("next_step_on", "empty"),
    "rotting": leaf("rotting", "eq", value=True),
    "pushed": leaf("push_count", "ge", PUSHED),
}
"""What is asked of open deals besides."""
DEALS: Final[Mapping[str, Condition]] = {
    "open": every(_OPEN),
    **{name: every(_OPEN, one) for name, one in AMONG_OPEN.items()},
    "won": _closed("won", "this_month"),
    "won_before": _closed("won", "last_month"),
    "lost": _closed("lost", "this_month"),
    "lost_before": _closed("lost", "last_month"),
}


def mine(actor: Actor) -> Scope:
    """Deals that the actor looks after; they need not be read beyond."""
    return TABLE.c.owner_id == actor.id


def readable(actor: Actor) -> Scope:
    """Deals that the actor may read."""
    return owned.readable(actor, Opportunity)


async def opened(
    session: AsyncSession, scope: Scope, context: Context, counted: Sequence[str], by: Sequence[str] = ()
) -> Sequence[Any]:
    """What open deals come to, and how many of them are as AMONG_OPEN says."""
    columns = [TABLE.c[name] for name in by]
    filters = {name: asked(LISTING, AMONG_OPEN[name], context) for name in counted}
    statement = select(
        *columns,
        func.count().label("count"),
        func.coalesce(func.sum(TABLE.c.base_amount), 0).label("base_amount"),
        func.coalesce(func.sum(TABLE.c.weighted_amount), 0).label("weighted_amount"),
        func.count().filter(UNVALUED).label("unvalued"),
        *(func.count().filter(one).label(name) for name, one in filters.items()),
    )
    return (await session.execute(statement.where(ON_BOARD, scope).group_by(*columns))).all()


async def closed_by_owner(
    session: AsyncSession, scope: Scope, context: Context, currency: str
) -> Sequence[Any]:
    """How many deals each owner has won and lost this month and last, and what they came to."""
    return await _ended(session, scope, context, currency, TABLE.c.owner_id)


async def closed_by_day(
    session: AsyncSession, scope: Scope, context: Context, currency: str
) -> Sequence[Any]:
    """How many deals were won and lost on each day of this month and last, and what they came to."""
    day = cast(func.timezone(context.zone.key, TABLE.c.closed_at), Date).label("day")
    return await _ended(session, scope, context, currency, day)


async def _ended(
    session: AsyncSession, scope: Scope, context: Context, currency: str, by: ColumnElement[Any]
) -> Sequence[Any]:
    first, _ = moments_of(Op.LAST_MONTH, None, context)
    begun, end = moments_of(Op.THIS_MONTH, None, context)
    now = (TABLE.c.closed_at >= begun).label("now")
    is_in = TABLE.c.base_currency == currency
    out = and_(TABLE.c.amount.is_not(None), TABLE.c.base_amount.is_(None) | ~is_in)
    statement = select(
        by,
        TABLE.c.status,
        now,
        func.count().label("count"),
        func.coalesce(func.sum(TABLE.c.base_amount).filter(is_in), 0).label("base_amount"),
        func.count().filter(out).label("unvalued"),
    ).where(TABLE.c.closed_at >= first, TABLE.c.closed_at < end, TABLE.c.deleted_at.is_(None), scope)
    return (await session.execute(statement.group_by(by, TABLE.c.status, now))).all()


async def first(session: AsyncSession, scope: Scope, most: int) -> list[dict[str, Any]]:
    """The open deals where a step is due, or the end, before all others."""
    due = func.least(TABLE.c.next_step_on, TABLE.c.expected_close_on)
    statement = select(*SHOWN).select_from(NAMED).where(ON_BOARD, scope)
    return listed(await session.execute(statement.order_by(due.nulls_last(), TABLE.c.id).limit(most)))
