"""What lists of quotes offer, and quotes that are taken together."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.customers import service as customers
from sales.quotes.models import Quote
from sales.quotes.schemas import QuoteRead
from sales.records import table_of

TABLE: Final = table_of(Quote)
COLUMNS: Final = [TABLE.c[name] for name in QuoteRead.model_fields if name != "customer_name"]

LISTING: Final = Listing(
    source=TABLE,
    columns=COLUMNS,
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "latest": Offer(Kind.BOOLEAN, TABLE.c.latest, nullable=False),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id, nullable=False),
        "opportunity_id": Offer(Kind.REFERENCE, TABLE.c.opportunity_id),
        "owner_id": Offer(Kind.REFERENCE, TABLE.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
        "asked_by": Offer(Kind.REFERENCE, TABLE.c.asked_by),
        "valid_until": Offer(Kind.DATE, TABLE.c.valid_until, sorts=True),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
    },
    sort="-created_at",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: customers.found_by(TABLE, query),
)


async def of_number(session: AsyncSession, number: str) -> Sequence[Quote]:
    """All versions of an offer, the first one first, locked. Whoever holds the first one has the offer:
    only then is it read which others there are.
    """
    first = select(Quote.id).where(Quote.number == number, Quote.revision == 1)
    await session.execute(first.with_for_update())
    versions = select(Quote).where(Quote.number == number).order_by(Quote.revision)
    fresh = versions.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(fresh)).all()


def due(on: date, most: int) -> Any:
    """Issued quotes whose last day is over, locked; those that somebody else holds are left for later."""
    past = and_(Quote.state == "issued", Quote.valid_until < on)
    return select(Quote).where(past).order_by(Quote.valid_until).limit(most).with_for_update(skip_locked=True)
