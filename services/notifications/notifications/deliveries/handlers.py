"""What is mailed to people because of what happened elsewhere."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.identity.events import SecondFactorReset
from crm.sales.events.opportunities import OpportunityWon
from crm.sales.events.quotes import (
    QuoteAccepted,
    QuoteApproved,
    QuoteDeclined,
    QuoteRejected,
    QuoteSubmitted,
)
from notifications.deliveries import reactions
from notifications.inbox import selling


@on(
    OpportunityWon,
    QuoteSubmitted,
    QuoteApproved,
    QuoteRejected,
    QuoteAccepted,
    QuoteDeclined,
    when=selling.is_news,
)
async def mail_sellers(session: AsyncSession, event: selling.Sold, heard: Heard) -> None:
    """A deal is won, a quote approved or answered: who sells is told by mail too, as they want it."""
    await reactions.tell_sellers(session, event, heard)


@on(SecondFactorReset)
async def mail_of_second_factor(session: AsyncSession, event: SecondFactorReset, heard: Heard) -> None:
    """Somebody's second factor was taken away: they get a mail whatever they prefer."""
    await reactions.tell_person(session, event, heard)
