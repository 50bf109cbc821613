"""What customers are told, and what became of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.notifications.events import DeliveryChanged
from crm.sales.events.orders import InvoiceIssued, InvoicePaid, OrderConfirmed, ShipmentShipped
from sales import messaging
from sales.order_messages import service
from sales.order_messages.models import OrderMessage


@on(OrderConfirmed, ShipmentShipped, InvoiceIssued, InvoicePaid)
async def tell_customer(session: AsyncSession, event: service.News, heard: Heard) -> None:
    """An order is confirmed, on its way, billed or paid."""
    await service.tell(session, event, heard)


@on(DeliveryChanged, when=messaging.ours(service.KEY))
async def learn_of_delivery(session: AsyncSession, event: DeliveryChanged, _heard: Heard) -> None:
    """A message reached the customer, or did not."""
    await messaging.learn(session, OrderMessage, service.KEY, event)
