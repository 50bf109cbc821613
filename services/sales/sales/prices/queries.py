"""What lists of prices offer, and which prices are in force."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.prices.models import Price
from sales.prices.schemas import PriceRead
from sales.records import table_of

TABLE: Final = table_of(Price)

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in PriceRead.model_fields],
    key=TABLE.c.id,
    offers={
        "price_book_id": Offer(Kind.REFERENCE, TABLE.c.price_book_id, nullable=False),
        "product_id": Offer(Kind.REFERENCE, TABLE.c.product_id, nullable=False),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
    },
    sort="created_at",
    deleted_at=TABLE.c.deleted_at,
)


async def in_force(
    session: AsyncSession, products: Collection[UUID], books: Collection[UUID], on: date
) -> Sequence[Any]:
    """Prices of these products in these books on a day."""
    columns = [TABLE.c[name] for name in ("id", "product_id", "price_book_id", "steps", "terms")]
    statement = select(*columns).where(
        TABLE.c.product_id.in_(products),
        TABLE.c.price_book_id.in_(books),
        TABLE.c.deleted_at.is_(None),
        func.coalesce(TABLE.c.starts_on <= on, True),
        func.coalesce(TABLE.c.ends_on >= on, True),
    )
    return (await session.execute(statement)).all()


def at_the_same_time(price: Price) -> ColumnElement[bool]:
    """Other prices of its product in its book that are in force on one of its days."""
    same = and_(TABLE.c.product_id == price.product_id, TABLE.c.price_book_id == price.price_book_id)
    begun = or_(TABLE.c.starts_on.is_(None), TABLE.c.starts_on <= (price.ends_on or date.max))
    not_over = or_(TABLE.c.ends_on.is_(None), TABLE.c.ends_on >= (price.starts_on or date.min))
    return and_(same, TABLE.c.id != price.id, TABLE.c.deleted_at.is_(None), begun, not_over)
