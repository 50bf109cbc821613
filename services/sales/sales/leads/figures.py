"""How many leads wait for a first response."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from libs.conditions import Context
from sales import owned
from sales.figures import Condition, asked, every, leaf
from sales.leads.models import OPEN, Lead
from sales.leads.queries import LISTING, TABLE

LEADS: Final[Mapping[str, Condition]] = {
    "waiting": every(leaf("status", "in", list(OPEN)), leaf("responded_at", "empty")),
    "late": every(leaf("response_overdue", "eq", value=True)),
}


async def waiting(session: AsyncSession, actor: Actor, context: Context) -> Sequence[Any]:
    """Owner → how many of the leads that the actor may read wait, and for how many it is overdue."""
    scope = owned.readable(actor, Lead)
    statement = select(TABLE.c.owner_id, *_counts()).where(_waiting(context), scope)
    return (await session.execute(statement.group_by(TABLE.c.owner_id))).all()


async def mine(session: AsyncSession, actor: Actor, context: Context, most: int) -> dict[str, Any]:
    """Those that the actor looks after: how many, and the ones to be answered first."""
    own = and_(_waiting(context), TABLE.c.owner_id == actor.id)
    counts = (await session.execute(select(*_counts()).where(own))).one()
    first = select(Lead).where(own).order_by(TABLE.c.respond_by.nulls_last(), TABLE.c.id).limit(most)
    return {**counts._mapping, "next": (await session.scalars(first)).all()}


def _waiting(context: Context) -> ColumnElement[bool]:
    return and_(asked(LISTING, LEADS["waiting"], context), TABLE.c.deleted_at.is_(None))


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    late = TABLE.c.respond_by < func.now()  # the rest of it is so with all that wait
    return func.count().label("waiting"), func.count().filter(late).label("late")
