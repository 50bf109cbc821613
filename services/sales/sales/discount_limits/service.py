"""What is done with discount limits, and what they say of lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.owning import require_team
from chassis.problems import DomainError
from sales.discount_limits.models import DiscountLimit
from sales.discount_limits.rules import excess
from sales.discount_limits.schemas import DiscountLimitCreate, DiscountLimitUpdate
from sales.lines.schemas import LineRead
from sales.products import service as products
from sales.records import live, mark_deleted


class DiscountLimitExists(DomainError):
    """There is a limit for this team and this product."""


async def create(
    session: AsyncSession, actor: Actor, access: Access, body: DiscountLimitCreate
) -> DiscountLimit:
    """Limit what may be given freely."""
    actor.require("price_book.manage")
    require_team(access, body.team_id)
    if body.product_id:
        await products.require_live(session, body.product_id)
    limit = DiscountLimit(**body.model_dump())
    session.add(limit)
    try:
        await session.flush()
    except IntegrityError:
        team_id, product_id = (str(one) if one else None for one in (body.team_id, body.product_id))
        raise DiscountLimitExists(team_id=team_id, product_id=product_id) from None
    return limit


async def update(
    session: AsyncSession, actor: Actor, limit_id: UUID, base: int, body: DiscountLimitUpdate
) -> DiscountLimit:
    """Limit it otherwise; what was approved or issued stays so."""
    actor.require("price_book.manage")
    limit = await live(session, DiscountLimit, limit_id, lock=True)
    for name, value in (await reconcile(session, limit, base, body.changes())).items():
        setattr(limit, name, value)
    await session.flush()
    return limit


async def delete(session: AsyncSession, actor: Actor, limit_id: UUID) -> None:
    """Limit it no more."""
    actor.require("price_book.manage")
    mark_deleted(await live(session, DiscountLimit, limit_id, lock=True))
    await session.flush()


async def excess_of(
    session: AsyncSession,
    access: Access,
    team_id: UUID | None,
    lines: Sequence[dict[str, Any]],
    off_the_whole: Decimal,
) -> list[dict[str, Any]]:
    """Lines of a team's quote or order with more discount than may be given freely."""
    some, teams = [LineRead.model_validate(one) for one in lines], access.team_path(team_id)
    theirs = or_(DiscountLimit.team_id.is_(None), DiscountLimit.team_id.in_(teams))
    sold = {one.product_id for one in some}
    on_these = or_(DiscountLimit.product_id.is_(None), DiscountLimit.product_id.in_(sold))
    found = await session.scalars(
        select(DiscountLimit).where(theirs, on_these, DiscountLimit.deleted_at.is_(None))
    )
    limits = {(one.team_id, one.product_id): one.percent for one in found}
    return list(excess(some, off_the_whole, limits, teams))
