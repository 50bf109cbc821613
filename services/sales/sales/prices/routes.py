"""REST: prices."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from sales.prices import service
from sales.prices.queries import LISTING
from sales.prices.schemas import PriceCreate, PriceRead, PriceUpdate

router = Router(prefix="/prices", tags=["prices"])


@router.post("", status_code=201, response_model=PriceRead)
async def create(actor: Caller, session: Writing, body: PriceCreate, response: Response) -> Any:
    """Set what a product costs in a book; needs price_book.manage. Days on which it has a price there
    already are 409.
    """
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/prices/{created.id}"
    tag(response, created)
    return created


@router.get("", response_model=Page[PriceRead])
async def list_prices(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Prices, in the order they were set; filter by book or product. Needs product.read."""
    actor.require("product.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{price_id}", response_model=PriceRead)
async def read(actor: Caller, session: Reading, price_id: UUID, response: Response) -> Any:
    """One price, with its version as ETag. Needs product.read."""
    actor.require("product.read")
    found = await service.get(session, price_id)
    tag(response, found)
    return found


@router.patch("/{price_id}", response_model=PriceRead)
async def update(
    actor: Caller, session: Writing, price_id: UUID, base: BaseVersion, body: PriceUpdate, response: Response
) -> Any:
    """Change a price; what was offered or ordered stays as it was. Needs price_book.manage."""
    changed = await service.update(session, actor, price_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{price_id}", status_code=204)
async def delete(actor: Caller, session: Writing, price_id: UUID) -> None:
    """Take a price out of its book. Needs price_book.manage."""
    await service.delete(session, actor, price_id)
