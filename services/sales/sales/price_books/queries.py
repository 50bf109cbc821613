"""What lists of price books offer, and which books serve a customer."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.price_books.models import PriceBook, PriceBookCustomer
from sales.price_books.schemas import PriceBookCustomerRead, PriceBookRead
from sales.records import table_of

BOOKS: Final = table_of(PriceBook)
CUSTOMERS: Final = table_of(PriceBookCustomer)

LISTING: Final = Listing(
    source=BOOKS,
    columns=[BOOKS.c[name] for name in PriceBookRead.model_fields],
    key=BOOKS.c.id,
    offers={
        "name": Offer(Kind.TEXT, BOOKS.c.name, nullable=False, sorts=True),
        "currency": Offer(Kind.CHOICE, BOOKS.c.currency, nullable=False),
        "is_default": Offer(Kind.BOOLEAN, BOOKS.c.is_default, nullable=False),
    },
    sort="name",
    deleted_at=BOOKS.c.deleted_at,
)
SERVED: Final = Listing(
    source=CUSTOMERS,
    columns=[CUSTOMERS.c[name] for name in PriceBookCustomerRead.model_fields],
    key=CUSTOMERS.c.id,
    offers={
        "customer_id": Offer(Kind.REFERENCE, CUSTOMERS.c.customer_id, nullable=False),
        "created_at": Offer(
            Kind.MOMENT, CUSTOMERS.c.created_at, nullable=False, sorts=True, by=CUSTOMERS.c.id
        ),
    },
    sort="created_at",
)


async def serving(
    session: AsyncSession, currency: str, on: date, customer_id: UUID | None, parent_id: UUID | None
) -> Sequence[Any]:
    """The books that a customer buys by on a day, the first one before all: its own, that of the customer
    above it, the default. `because` says which it is; one that is two of these is there twice.
    """
    mine, above = (CUSTOMERS.c.customer_id == one if one else false() for one in (customer_id, parent_id))
    because = case((mine, "customer"), (above, "parent"), else_="default").label("because")
    given = and_(CUSTOMERS.c.price_book_id == BOOKS.c.id, CUSTOMERS.c.deleted_at.is_(None), or_(mine, above))
    rank = case((mine, 0), (above, 1), else_=2)
    statement = (
        select(BOOKS.c.id, BOOKS.c.name, BOOKS.c.tax_included, because)
        .select_from(BOOKS.outerjoin(CUSTOMERS, given))
        .where(
            BOOKS.c.currency == currency,
            BOOKS.c.deleted_at.is_(None),
            func.coalesce(BOOKS.c.starts_on <= on, True),
            func.coalesce(BOOKS.c.ends_on >= on, True),
            or_(CUSTOMERS.c.id.is_not(None), BOOKS.c.is_default),
        )
        .order_by(rank)
    )
    return (await session.execute(statement)).all()
