"""What is done with prices."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.outbox import publish
from chassis.problems import DomainError, FieldError, InvalidInput
from crm.sales.events.products import PriceChanged
from sales.price_books import service as price_books
from sales.prices import queries
from sales.prices.models import Price, tariff
from sales.prices.schemas import PriceCreate, PriceUpdate
from sales.pricing.rules import Tariff
from sales.products import service as products
from sales.records import live, mark_deleted


class PriceOverlaps(DomainError):
    """The product has another price in this book on some of these days."""


async def create(session: AsyncSession, actor: Actor, body: PriceCreate) -> Price:
    """Set a price."""
    actor.require("price_book.manage")
    price = Price(**_values({name: getattr(body, name) for name in PriceCreate.model_fields}))
    await products.require_live(session, price.product_id)
    await _write(session, price)
    return price


async def get(session: AsyncSession, price_id: UUID) -> Price:
    """A price that stands in its book. Raises NotFound."""
    return await live(session, Price, price_id)


async def tariffs(
    session: AsyncSession, products: Collection[UUID], books: Sequence[Any], on: date
) -> dict[UUID, Tariff]:
    """Product → what it costs: by the first of the books that has a price for it on the day."""
    if not products or not books:
        return {}
    rank = {book.id: place for place, book in enumerate(books)}
    found: dict[UUID, Tariff] = {}
    rows = await queries.in_force(session, products, rank, on)
    for row in sorted(rows, key=lambda row: -rank[row.price_book_id]):
        book = books[rank[row.price_book_id]]
        source = {"price_book": {"id": str(book.id), "name": book.name}, "because": book.because}
        found[row.product_id] = tariff(row, {**source, "price_id": str(row.id)})
    return found


async def update(session: AsyncSession, actor: Actor, price_id: UUID, base: int, body: PriceUpdate) -> Price:
    """Change a price; what was offered or ordered stays as it was."""
    actor.require("price_book.manage")
    price = await live(session, Price, price_id, lock=True)
    wanted = await reconcile(session, price, base, _values(body.changes()))
    changed = {name: value for name, value in wanted.items() if getattr(price, name) != value}
    if not changed:
        return price
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(price, name, value)
        await _write(session, price)
    return price


async def delete(session: AsyncSession, actor: Actor, price_id: UUID) -> None:
    """Take a price out of its book."""
    actor.require("price_book.manage")
    price = await live(session, Price, price_id, lock=True)
    mark_deleted(price)
    await session.flush()
    book = await price_books.of(session, price.price_book_id)
    publish(session, _told(price, book.currency))


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Steps and terms as their columns keep them, in rising order."""
    kept = dict(given)
    if "steps" in kept:
        steps = sorted(kept["steps"], key=lambda one: one.from_quantity)
        kept["steps"] = [one.model_dump(mode="json") for one in steps]
    if "terms" in kept:
        terms = sorted(kept["terms"], key=lambda one: one.months)
        kept["terms"] = [one.model_dump(mode="json") for one in terms]
    return kept


async def _write(session: AsyncSession, price: Price) -> None:
    if errors := list(_wrong(price)):
        raise InvalidInput(errors=errors)
    book = await price_books.require_live(session, price.price_book_id)
    # Two prices of one product in one book, set at once, could each be the only one.
    key = f"{price.price_book_id} {price.product_id}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    if await session.scalar(select(queries.TABLE.c.id).where(queries.at_the_same_time(price)).limit(1)):
        raise PriceOverlaps(product_id=str(price.product_id), price_book_id=str(price.price_book_id))
    session.add(price)
    await session.flush()
    publish(session, _told(price, book.currency))


def _wrong(price: Price) -> Iterator[FieldError]:
    if price.starts_on and price.ends_on and price.ends_on < price.starts_on:
        yield FieldError(pointer="/ends_on", kind="ends_before_start")
    for name, value in (("steps", "from_quantity"), ("terms", "months")):
        given = [Decimal(one[value]) for one in getattr(price, name)]
        for place in range(1, len(given)):
            if given[place] == given[place - 1]:
                yield FieldError(pointer=f"/{name}/{place}/{value}", kind="twice")


def _told(price: Price, currency: str) -> PriceChanged:
    return PriceChanged(
        price_id=price.id,
        version=price.version,
        price_book_id=price.price_book_id,
        product_id=price.product_id,
        currency=currency,
        amount=price.steps[0]["amount"],
        deleted=price.deleted_at is not None,
    )
