"""What became of quotes that were sent by mail."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.notifications.events import DeliveryChanged
from sales import messaging
from sales.quotes.sending import service
from sales.quotes.sending.models import QuoteSending


@on(DeliveryChanged, when=messaging.ours(service.KEY))
async def learn_of_sending(session: AsyncSession, event: DeliveryChanged, _heard: Heard) -> None:
    """A quote reached the customer, or did not."""
    await messaging.learn(session, QuoteSending, service.KEY, event)
