"""REST: discount limits."""

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
from sales.discount_limits import service
from sales.discount_limits.queries import LISTING
from sales.discount_limits.schemas import DiscountLimitCreate, DiscountLimitRead, DiscountLimitUpdate

router = Router(prefix="/discount-limits", tags=["discount limits"])


@router.post("", status_code=201, response_model=DiscountLimitRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: DiscountLimitCreate, response: Response
) -> Any:
    """Limit what quotes and orders may give without approval. Of several limits that on the product counts
    before one on all products, and that of the nearest team before everybody's; where there is none, nothing
    is limited. A second one for the same team and product is 409. Needs price_book.manage.
    """
    created = await service.create(session, actor, runtime.access, body)
    tag(response, created)
    return created


@router.get("", response_model=Page[DiscountLimitRead])
async def list_limits(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Discount limits, in the order they were set. Needs quote.read."""
    actor.require("quote.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.patch("/{discount_limit_id}", response_model=DiscountLimitRead)
async def update(
    actor: Caller,
    session: Writing,
    discount_limit_id: UUID,
    base: BaseVersion,
    body: DiscountLimitUpdate,
    response: Response,
) -> Any:
    """Set another percentage; what was approved or issued stays so. Needs price_book.manage."""
    changed = await service.update(session, actor, discount_limit_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{discount_limit_id}", status_code=204)
async def delete(actor: Caller, session: Writing, discount_limit_id: UUID) -> None:
    """Limit it no more. Needs price_book.manage."""
    await service.delete(session, actor, discount_limit_id)
