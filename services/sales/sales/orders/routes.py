"""REST: orders."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.owning import Assignment
from chassis.runtime import Runtime
from chassis.schemas import Page
from sales import owned
from sales.customers.asking import buyer_named, buyer_of_change, contact_at
from sales.orders import queries, service
from sales.orders.models import Order
from sales.orders.schemas import Ending, OrderCreate, OrderListed, OrderRead, OrderUpdate
from sales.orders.showing import listed, shown
from sales.pricing.service import Buyer

router = Router(prefix="/orders", tags=["orders"])
explained = explaining("orders", "order", service.placed)


async def wanted(actor: Caller, runtime: Opened, body: OrderCreate) -> tuple[OrderCreate, Buyer]:
    """What is to be entered, and for whom: the master is asked before the transaction begins."""
    actor.require("order.create")
    return body, await buyer_named(runtime, actor, body.customer_id, contact_at(body.contact_id))


async def change(
    actor: Caller, runtime: Opened, order_id: UUID, body: OrderUpdate
) -> tuple[OrderUpdate, Buyer]:
    """The same for a change that names a contact, or whose lines are priced anew."""
    return body, await buyer_of_change(
        runtime, actor, body, partial(service.get, actor=actor, order_id=order_id)
    )


async def answer(session: AsyncSession, runtime: Runtime, response: Response, order: Order) -> OrderRead:
    """The order as an answer, with its version."""
    tag(response, order)
    return await shown(session, runtime.access, order)


@router.post("", status_code=201, response_model=OrderRead)
async def create(
    actor: Caller,
    runtime: Opened,
    asked: Annotated[tuple[OrderCreate, Buyer], Depends(wanted)],
    session: Writing,
    response: Response,
) -> Any:
    """Enter an order, a draft; its lines are priced by today's books. Needs order.create where it lands: with
    the caller and the owner's first team unless said. Customers that the caller cannot read, and contacts of
    others, are 422.
    """
    body, buyer = asked
    created = await service.create(session, actor, runtime.access, buyer, body)
    response.headers["Location"] = f"/orders/{created.id}"
    return await answer(session, runtime, response, created)


@router.get("", response_model=Page[OrderListed])
async def list_orders(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Orders that the caller may read, the newest first; `q` finds numbers, the customer's own and names of
    customers. Needs order.read.
    """
    actor.require("order.read")
    here = owned.branches(actor, Order)
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), here)
    return found.as_page(await listed(session, found.rows))


@router.get("/{order_id}", response_model=OrderRead)
async def read(actor: Caller, session: Reading, runtime: Opened, order_id: UUID, response: Response) -> Any:
    """One order with its lines, how far each has come, and its version as ETag."""
    return await answer(session, runtime, response, await service.get(session, actor, order_id))


@router.patch("/{order_id}", response_model=OrderRead)
async def update(
    actor: Caller,
    runtime: Opened,
    asked: Annotated[tuple[OrderUpdate, Buyer], Depends(change)],
    session: Writing,
    order_id: UUID,
    base: BaseVersion,
    response: Response,
) -> Any:
    """Change an order; needs order.update. Lines are sent whole, are priced anew, and can be changed of a
    draft only; one that is cancelled or closed stays as it is (409).
    """
    body, buyer = asked
    changed = await service.update(session, actor, runtime.access, buyer, order_id, base, body)
    return await answer(session, runtime, response, changed)


@router.post("/{order_id}/assign", response_model=OrderRead)
async def assign(
    actor: Caller, session: Writing, runtime: Opened, order_id: UUID, body: Assignment, response: Response
) -> Any:
    """Give an order, and with it its shipments, returns and invoices, to another owner or team. The answer is
    the order as it then is, even if the caller can read it no more. Needs order.assign.
    """
    given = await service.assign(session, actor, runtime.access, order_id, body)
    return await answer(session, runtime, response, given)


@router.post("/{order_id}/confirm", response_model=OrderRead)
async def confirm(
    actor: Caller, session: Writing, runtime: Opened, order_id: UUID, response: Response
) -> Any:
    """Accept a draft: from now on lines and amounts stay as they are, and it can be delivered and billed. One
    without lines, or in another state, is 409; so is one with more discount than may be given freely, unless
    its quote offered it so, or the caller may approve it (quote.approve where the order lies) and does not
    look after the order. The customer is told, if the order says so. Needs order.update.
    """
    confirmed = await service.confirm(session, actor, runtime.access, order_id)
    return await answer(session, runtime, response, confirmed)


@router.post("/{order_id}/cancel", response_model=OrderRead)
async def cancel(
    actor: Caller, session: Writing, runtime: Opened, order_id: UUID, body: Ending, response: Response
) -> Any:
    """Call an order off. What was prepared, delivered or billed of it stands against that (409): cancel the
    shipment, credit the invoice, or close the order. Needs order.update.
    """
    ended = await service.cancel(session, actor, order_id, body.reason)
    return await answer(session, runtime, response, ended)


@router.post("/{order_id}/close", response_model=OrderRead)
async def close(
    actor: Caller, session: Writing, runtime: Opened, order_id: UUID, body: Ending, response: Response
) -> Any:
    """Let a confirmed order be done: nothing more of it is delivered or billed; returns, credit notes and
    payments still come. Shipments that have not left and announced returns stand against it (409). Needs
    order.update.
    """
    ended = await service.close(session, actor, order_id, body.reason)
    return await answer(session, runtime, response, ended)


@router.post("/{order_id}/reopen", response_model=OrderRead)
async def reopen(actor: Caller, session: Writing, runtime: Opened, order_id: UUID, response: Response) -> Any:
    """Let a closed order go on. Needs order.update."""
    return await answer(session, runtime, response, await service.reopen(session, actor, order_id))


@router.get("/{order_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, order_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, order_id)
    return await history_of(session, actor, runtime.access, "order", order_id, query)
