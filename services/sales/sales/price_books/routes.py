"""REST: price books, and the customers that buy by them."""

from typing import Any
from uuid import UUID

from fastapi import Depends, Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from sales.customers.asking import card_of
from sales.price_books import queries, service
from sales.price_books.schemas import PriceBookCreate, PriceBookCustomerRead, PriceBookRead, PriceBookUpdate

router = Router(prefix="/price-books", tags=["price books"])


async def readable_customer(actor: Caller, runtime: Opened, customer_id: UUID) -> None:
    """Asked of the master before the transaction begins."""
    actor.require("price_book.manage")
    await card_of(runtime, actor, customer_id)


@router.post("", status_code=201, response_model=PriceBookRead)
async def create(actor: Caller, session: Writing, body: PriceBookCreate, response: Response) -> Any:
    """Make a price book; needs price_book.manage. A name that is there already, and a second default of a
    currency, are 409.
    """
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/price-books/{created.id}"
    tag(response, created)
    return created


@router.get("", response_model=Page[PriceBookRead])
async def list_price_books(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Price books, by name. Needs product.read."""
    actor.require("product.read")
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{price_book_id}", response_model=PriceBookRead)
async def read(actor: Caller, session: Reading, price_book_id: UUID, response: Response) -> Any:
    """One price book, with its version as ETag. Needs product.read."""
    actor.require("product.read")
    found = await service.get(session, price_book_id)
    tag(response, found)
    return found


@router.patch("/{price_book_id}", response_model=PriceBookRead)
async def update(
    actor: Caller,
    session: Writing,
    price_book_id: UUID,
    base: BaseVersion,
    body: PriceBookUpdate,
    response: Response,
) -> Any:
    """Rename a price book, move its dates, make it the default. Needs price_book.manage."""
    changed = await service.update(session, actor, price_book_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{price_book_id}", status_code=204)
async def delete(actor: Caller, session: Writing, price_book_id: UUID) -> None:
    """Remove a price book: nobody buys by it any more. Needs price_book.manage."""
    await service.delete(session, actor, price_book_id)


@router.get("/{price_book_id}/customers", response_model=Page[PriceBookCustomerRead])
async def list_customers(
    actor: Caller, session: Reading, runtime: Opened, price_book_id: UUID, query: Listed
) -> Any:
    """The customers that buy by a book; those below them in their groups do too. Needs
    price_book.manage.
    """
    actor.require("price_book.manage")
    await service.get(session, price_book_id)
    table = queries.CUSTOMERS
    here = table.c.price_book_id == price_book_id, table.c.deleted_at.is_(None)
    found = await page(session, queries.SERVED, query, context_of(actor, runtime.access), [true()], *here)
    return found.as_page(found.rows)


@router.put(
    "/{price_book_id}/customers/{customer_id}", status_code=204, dependencies=[Depends(readable_customer)]
)
async def give_to(actor: Caller, session: Writing, price_book_id: UUID, customer_id: UUID) -> None:
    """Let a customer that the caller may read, and those below it in its group, buy by the book. One that has
    a book of this currency already is 409. Needs price_book.manage.
    """
    await service.give_to(session, actor, price_book_id, customer_id)


@router.delete("/{price_book_id}/customers/{customer_id}", status_code=204)
async def take_from(actor: Caller, session: Writing, price_book_id: UUID, customer_id: UUID) -> None:
    """Let a customer buy by the book no more. Needs price_book.manage."""
    await service.take_from(session, actor, price_book_id, customer_id)
