"""REST: deals and quotes become orders."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Writing
from chassis.http.edits import tag
from chassis.runtime import Runtime
from sales.orders.parts import Order
from sales.orders.schemas import OrderRead
from sales.orders.showing import shown
from sales.winning import service
from sales.winning.schemas import DealOrdering, Ordering, Win, Won

deals = Router(prefix="/opportunities/{opportunity_id}/win", tags=["opportunities"])
won = Router(prefix="/opportunities/{opportunity_id}/order", tags=["opportunities"])
offers = Router(prefix="/quotes/{quote_id}/order", tags=["quotes"])


@deals.post("", status_code=201, response_model=Won)
async def win(
    actor: Caller, session: Writing, runtime: Opened, opportunity_id: UUID, body: Win, response: Response
) -> Any:
    """The customer buys: the deal is won, and an order is made of its accepted quote, or else of its lines,
    with whoever looks after it; both happen or neither. The deal takes over lines, amount and currency of
    that quote; amount and rate stay as they are from here on. A deal that is not open is 409: however many
    win it at once, there is one order.

    Needs opportunity.update; order.create for an order, and order.update to confirm it.
    """
    deal, order = await service.win(session, actor, runtime.access, opportunity_id, body)
    if order is not None:
        response.headers["Location"] = f"/orders/{order.id}"
    made = None if order is None else await shown(session, runtime.access, order)
    return Won(opportunity=deal, order=made)


@won.post("", status_code=201, response_model=OrderRead)
async def order_deal(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    opportunity_id: UUID,
    body: DealOrdering,
    response: Response,
) -> Any:
    """A deal that was won without an order gets one after all, of its accepted quote or else of its lines. A
    deal that is not won, has an order that is not cancelled, or has nothing to order, is 409: it has one
    order, however many ask for it. Needs opportunity.read, order.create where the deal or the quote lies, and
    order.update to confirm the order.
    """
    made = await service.order_won(session, actor, runtime.access, opportunity_id, body)
    return await _ordered(session, runtime, response, made)


@offers.post("", status_code=201, response_model=OrderRead)
async def order(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: Ordering, response: Response
) -> Any:
    """An accepted quote becomes an order, with the lines and prices that were offered. A quote that is not
    accepted, and one that has an order (or whose deal has one) that is not cancelled, is 409. Needs
    quote.read, order.create where the quote lies, and order.update to confirm the order.
    """
    made = await service.order(session, actor, runtime.access, quote_id, confirm=body.confirm)
    return await _ordered(session, runtime, response, made)


async def _ordered(session: AsyncSession, runtime: Runtime, response: Response, made: Order) -> OrderRead:
    response.headers["Location"] = f"/orders/{made.id}"
    tag(response, made)
    return await shown(session, runtime.access, made)
