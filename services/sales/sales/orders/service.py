"""What is done with orders; every function checks what the actor may do on what it can see."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.explain import Place, Placed
from chassis.http.edits import reconcile
from chassis.numbers import next_number
from chassis.organisation import base_currency, today
from chassis.outbox import publish
from chassis.owning import Assignment
from chassis.problems import DomainError
from crm.sales.events.orders import (
    OrderAssigned,
    OrderCancelled,
    OrderClosed,
    OrderConfirmed,
    OrderCreated,
    OrderReopened,
    OrderUpdated,
)
from sales import owned
from sales.amounts import in_digits
from sales.exchange_rates import service as exchange_rates
from sales.lines import service as lines
from sales.lines.service import Kept
from sales.orders.approving import require_approved
from sales.orders.models import Order, number_of, numbers
from sales.orders.schemas import OrderCreate, OrderTerms, OrderUpdate
from sales.orders.standing import ZERO
from sales.pricing.service import Buyer


class OrderExists(DomainError):
    """The deal or the quote has an order already, which is not cancelled."""


async def create(
    session: AsyncSession, actor: Actor, access: Access, buyer: Buyer, body: OrderCreate
) -> Order:
    """Enter an order, priced by today's books."""
    place = owned.landing(actor, access, "order", body.owner_id, body.team_id)
    currency = body.currency or base_currency(access)
    kept = await lines.price_lines(session, buyer, currency, today(access), body.lines)
    whose = {"customer_id": body.customer_id, **place._asdict()}
    return await enter(session, access, kept, _terms(actor, body), currency=currency, **whose)


async def enter(
    session: AsyncSession, access: Access, kept: Kept, terms: dict[str, Any], **values: Any
) -> Order:
    """Write a new order with priced lines. Raises OrderExists for a deal or quote that has one."""
    day, serial = today(access), await next_number(session, numbers)
    nothing = {"billed": ZERO, "paid": ZERO, "progress": {}, "ended_because": ""}
    open_ = dict.fromkeys(("delivery", "billing", "payment"), "none")
    order = Order(
        **values, **terms, **nothing, **open_,
        state="draft", ordered_on=day, serial=serial, number=number_of(day.year, serial),
    )  # fmt: skip
    order.write(kept)
    order.derive()
    session.add(order)
    try:
        await session.flush()
    except IntegrityError:
        raise OrderExists() from None
    publish(session, OrderCreated(**order.card()))
    return order


async def take_over(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    lines_of: Sequence[Mapping[str, Any]],
    place: Place,
    *,
    confirm: bool,
    **values: Any,
) -> Order:
    """An order of what was agreed elsewhere: lines as they were kept there, at their prices."""
    actor.require_on("order.create", *place)
    terms = _terms(actor, OrderTerms(contact_id=values.pop("contact_id", None)))
    order = await enter(session, access, lines.kept_again(lines_of), terms, **values, **place._asdict())
    if confirm:
        actor.require_on("order.update", *place)
        await accept(session, actor, access, order)
    return order


async def of_deal(session: AsyncSession, opportunity_id: UUID) -> Order | None:
    """The order that came of a deal and was not cancelled, whoever may see it."""
    statement = select(Order).where(Order.opportunity_id == opportunity_id, Order.state != "cancelled")
    found: Order | None = await session.scalar(statement)
    return found


async def get(session: AsyncSession, actor: Actor, order_id: UUID) -> Order:
    """An order that the actor may read. Raises NotFound."""
    return await owned.get(session, actor, Order, order_id)


async def placed(session: AsyncSession, actor: Actor, order_id: UUID) -> Placed:
    """Where an order that the actor may read lies. Raises NotFound."""
    return await owned.placed(session, actor, Order, order_id)


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    buyer: Buyer,
    order_id: UUID,
    base: int,
    body: OrderUpdate,
) -> Order:
    """Change what is agreed, and the lines of a draft."""
    order = await owned.locked(session, actor, Order, order_id, "update")
    order.require("draft", "confirmed")
    values = _columns(body.changes())
    if order.state == "draft" and order.contact_id is None and values.get("contact_id"):
        values.setdefault("tell_customer", actor.kind is Kind.USER)
    if "lines" in values:
        order.require("draft")
        kept = await lines.price_lines(session, buyer, order.currency, today(access), body.lines)
        values["lines"] = kept.lines
    wanted = await reconcile(session, order, base, values)
    changed = {name: value for name, value in wanted.items() if getattr(order, name) != value}
    if not changed:
        return order
    for name, value in changed.items():
        setattr(order, name, value)
    if "lines" in changed:
        order.write(kept)
    order.derive()
    await session.flush()
    publish(session, OrderUpdated(**order.card(), fields=sorted(changed)))
    return order


async def assign(
    session: AsyncSession, actor: Actor, access: Access, order_id: UUID, body: Assignment
) -> Order:
    """Let somebody else look after an order, and with it after its shipments, returns and invoices."""
    order = await owned.locked(session, actor, Order, order_id, "assign")
    if before := owned.give(order, access, body):
        await session.flush()
        publish(session, OrderAssigned(**order.card(), **before._asdict()))
    return order


async def confirm(session: AsyncSession, actor: Actor, access: Access, order_id: UUID) -> Order:
    """Accept a draft."""
    order = await owned.locked(session, actor, Order, order_id, "update")
    await accept(session, actor, access, order)
    return order


async def accept(session: AsyncSession, actor: Actor, access: Access, order: Order) -> None:
    """Confirm an order, at the rate of the day. Raises ApprovalRequired."""
    await require_approved(session, actor, access, order)
    day, base = today(access), base_currency(access)
    order.confirm(day, await exchange_rates.rate_on(session, access, order.currency, day), base)
    await session.flush()
    worth = order.base_net
    told = {"requested_on": order.requested_on, "customer_reference": order.customer_reference}
    publish(
        session,
        OrderConfirmed(
            **order.card(),
            **told,
            base_currency=base,
            base_net=None if worth is None else in_digits(worth, base),
        ),
    )


async def cancel(session: AsyncSession, actor: Actor, order_id: UUID, reason: str) -> Order:
    """Call an order off of which nothing was delivered or billed."""
    order = await owned.locked(session, actor, Order, order_id, "update")
    order.cancel(reason)
    await session.flush()
    publish(session, OrderCancelled(**order.card(), reason=reason))
    return order


async def close(session: AsyncSession, actor: Actor, order_id: UUID, reason: str) -> Order:
    """Let a confirmed order be done, whatever is delivered and billed of it."""
    order = await owned.locked(session, actor, Order, order_id, "update")
    order.close(reason)
    await session.flush()
    publish(session, OrderClosed(**order.card(), reason=reason))
    return order


async def reopen(session: AsyncSession, actor: Actor, order_id: UUID) -> Order:
    """Let a closed order go on."""
    order = await owned.locked(session, actor, Order, order_id, "update")
    order.reopen()
    await session.flush()
    publish(session, OrderReopened(**order.card()))
    return order


def _terms(actor: Actor, body: OrderTerms) -> dict[str, Any]:
    given = {name: getattr(body, name) for name in OrderTerms.model_fields}
    if body.tell_customer is None:
        given["tell_customer"] = body.contact_id is not None and actor.kind is Kind.USER
    return _columns(given)


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    """Values as the row keeps them."""
    addresses = {
        name: given[name].model_dump() for name in ("shipping_address", "billing_address") if given.get(name)
    }
    return given | addresses
