"""What is mailed to people because of what happened elsewhere."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, on
from crm.identity.events import SecondFactorReset
from crm.sales.events.opportunities import OpportunityWon
from notifications.deliveries import reactions


@on(OpportunityWon)
async def mail_of_won_deal(session: AsyncSession, event: OpportunityWon, heard: Heard) -> None:
    """A deal was won: the owner's team is told by mail, as far as they want that."""
    await reactions.tell_team(session, event, heard)


@on(SecondFactorReset)
async def mail_of_second_factor(session: AsyncSession, event: SecondFactorReset, heard: Heard) -> None:
    """Somebody's second factor was taken away: they get a mail whatever they prefer."""
    await reactions.tell_person(session, event, heard)
