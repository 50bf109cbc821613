"""Which facts customers are told of, and what became of that.

An order says whether its contact is told (`Order.tell_customer`): by default yes when a person entered it
with a contact, and no when an API key did, by which the past is brought in. Who has no address, or does not
want to be told, is not reached; the ledger of notifications says so, and so does the order.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard
from chassis.identifiers import new_id
from crm.sales.events.orders import InvoiceIssued, InvoicePaid, OrderConfirmed, ShipmentShipped
from sales.customers import service as customers
from sales.invoices import service as invoices
from sales.order_messages.models import OrderMessage
from sales.order_messages.writing import Values, of_invoice, of_order, of_shipment
from sales.orders import service as orders
from sales.orders.parts import Order
from sales.shipments import service as shipments

TASK: Final = "orders.message"
KEY: Final = "order-message:"
"""What the keys of these messages begin with in the ledger."""
SHOWN: Final = 200
UNSENT: Final = {"version": 1, "state": "queued", "attempts": 0, "delivery_version": 0}
News = OrderConfirmed | ShipmentShipped | InvoiceIssued | InvoicePaid
TOPICS: Final[dict[type[News], str]] = {
    OrderConfirmed: "order-confirmed",
    ShipmentShipped: "order-shipped",
    InvoiceIssued: "invoice-issued",
    InvoicePaid: "invoice-paid",
}


async def tell(session: AsyncSession, event: News, heard: Heard) -> None:
    """Write down what the customer is to be told, on each channel that it goes out by, once."""
    order = await orders.get(session, session.info["actor"], event.order_id)
    channels = session.info["settings"].customer_messages.get(TOPICS[type(event)], ())
    said = await _said(session, order, event) if order.tell_customer and channels else None
    if said is None:
        return
    known = await customers.names(session, [order.customer_id])
    name = {"customer": known[order.customer_id]} if known else {}
    row = {
        **UNSENT,
        "order_id": order.id,
        "record_id": event.record_id,
        "topic": TOPICS[type(event)],
        **{one: getattr(order, one) for one in ("customer_id", "contact_id")},
        "params": {**said, **name},
        "requested_by": heard.person or session.info["actor"].id,
    }
    rows = [{**row, "id": new_id(), "channel": one} for one in channels]
    await session.execute(insert(OrderMessage).values(rows).on_conflict_do_nothing())


async def _said(session: AsyncSession, order: Order, event: News) -> Values | None:
    """What there is to say; None when it is no news for the customer."""
    actor = session.info["actor"]
    if isinstance(event, OrderConfirmed):
        return of_order(order)
    if isinstance(event, ShipmentShipped):
        return of_shipment(order, event, (await shipments.get(session, actor, event.shipment_id)).lines)
    if isinstance(event, InvoiceIssued):
        link = invoices.link_of(session.info["settings"], event.invoice_id)
        return of_invoice(order, event) | {"due_on": str(event.due_on), "link": link}
    paid = (await invoices.get(session, actor, event.invoice_id)).paid
    return of_invoice(order, event) if paid else None  # nothing was due, or all of it was credited


async def messages_of(session: AsyncSession, order_id: UUID) -> Sequence[OrderMessage]:
    """The last ones of an order, newest first."""
    newest = select(OrderMessage).where(OrderMessage.order_id == order_id).order_by(OrderMessage.id.desc())
    return (await session.scalars(newest.limit(SHOWN))).all()
