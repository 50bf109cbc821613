"""What is done with price books."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.outbox import publish
from chassis.problems import DomainError, InvalidInput, NotFound
from crm.sales.events.products import PriceBookChanged
from sales.price_books import queries
from sales.price_books.models import PriceBook, PriceBookCustomer
from sales.price_books.schemas import PriceBookCreate, PriceBookUpdate
from sales.records import live, mark_deleted, referred


class PriceBookExists(DomainError):
    """There is a book of this name, capitals apart, or another default of its currency."""


class BuysByAnotherBook(DomainError):
    """The customer has a book of this currency already."""


async def create(session: AsyncSession, actor: Actor, body: PriceBookCreate) -> PriceBook:
    """Make a book without prices."""
    actor.require("price_book.manage")
    book = PriceBook(**body.model_dump())
    session.add(book)
    await _save(session, book)
    return book


async def get(session: AsyncSession, price_book_id: UUID) -> PriceBook:
    """A book that somebody may buy by. Raises NotFound."""
    return await live(session, PriceBook, price_book_id)


async def require_live(session: AsyncSession, price_book_id: UUID) -> PriceBook:
    """A book that a price is written into, kept from being removed meanwhile. Raises InvalidInput."""
    return await referred(session, PriceBook, price_book_id)


async def of(session: AsyncSession, price_book_id: UUID) -> PriceBook:
    """The book of a price, also when it was removed."""
    return await session.get_one(PriceBook, price_book_id)


async def serving(
    session: AsyncSession, currency: str, on: date, customer_id: UUID | None, parent_id: UUID | None
) -> Sequence[Any]:
    """The books that a customer buys by on a day, each once, the first one before all, as far as they have
    the tax in their prices like the first.
    """
    found = await queries.serving(session, currency, on, customer_id, parent_id)
    books: dict[UUID, Any] = {}
    for one in found:
        if one.tax_included == found[0].tax_included:
            books.setdefault(one.id, one)
    return list(books.values())


async def update(
    session: AsyncSession, actor: Actor, price_book_id: UUID, base: int, body: PriceBookUpdate
) -> PriceBook:
    """Rename it, move its dates, make it the default."""
    actor.require("price_book.manage")
    book = await live(session, PriceBook, price_book_id, lock=True)
    for name, value in (await reconcile(session, book, base, body.changes())).items():
        setattr(book, name, value)
    if book.starts_on and book.ends_on and book.ends_on < book.starts_on:
        raise InvalidInput.at("/ends_on", "ends_before_start")
    if session.is_modified(book):
        await _save(session, book)
    return book


async def delete(session: AsyncSession, actor: Actor, price_book_id: UUID) -> None:
    """Nobody buys by it any more, and who did may be given another; its prices stay for what was offered by
    them.
    """
    actor.require("price_book.manage")
    book = await live(session, PriceBook, price_book_id, lock=True)
    served = select(PriceBookCustomer).where(
        PriceBookCustomer.price_book_id == book.id, PriceBookCustomer.deleted_at.is_(None)
    )
    for one in (book, *await session.scalars(served)):
        mark_deleted(one)
    await _save(session, book)


async def give_to(session: AsyncSession, actor: Actor, price_book_id: UUID, customer_id: UUID) -> None:
    """Let a customer, and those below it in its group, buy by the book; once is enough."""
    actor.require("price_book.manage")
    currency = (await live(session, PriceBook, price_book_id, lock=True)).currency
    standing = await _given(session, customer_id, currency)
    if standing is not None and standing.price_book_id == price_book_id:
        return
    session.add(PriceBookCustomer(price_book_id=price_book_id, customer_id=customer_id, currency=currency))
    try:
        await session.flush()
    except IntegrityError:
        raise BuysByAnotherBook(customer_id=str(customer_id), currency=currency) from None


async def take_from(session: AsyncSession, actor: Actor, price_book_id: UUID, customer_id: UUID) -> None:
    """Let a customer buy by the book no more. Raises NotFound when it does not."""
    actor.require("price_book.manage")
    book = await live(session, PriceBook, price_book_id, lock=True)
    standing = await _given(session, customer_id, book.currency)
    if standing is None or standing.price_book_id != book.id:
        raise NotFound(thing="price_book_customer", id=str(customer_id))
    mark_deleted(standing)
    await session.flush()


async def _given(session: AsyncSession, customer_id: UUID, currency: str) -> PriceBookCustomer | None:
    statement = select(PriceBookCustomer).where(
        PriceBookCustomer.customer_id == customer_id,
        PriceBookCustomer.currency == currency,
        PriceBookCustomer.deleted_at.is_(None),
    )
    found: PriceBookCustomer | None = await session.scalar(statement)
    return found


async def _save(session: AsyncSession, book: PriceBook) -> None:
    name, currency = book.name, book.currency
    try:
        await session.flush()
    except IntegrityError:
        raise PriceBookExists(name=name, currency=currency) from None
    publish(session, PriceBookChanged(**book.card(), deleted=book.deleted_at is not None))
