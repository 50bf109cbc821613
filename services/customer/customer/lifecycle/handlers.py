"""What moves customers on: their deals."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.events import Heard, on
from crm.sales.events.opportunities import OpportunityCreated, OpportunityWon
from customer.customers import advancing
from customer.lifecycle.rules import Happening


@on(OpportunityCreated, OpportunityWon)
async def follow_deals(
    session: AsyncSession, event: OpportunityCreated | OpportunityWon, heard: Heard
) -> None:
    """A first deal makes a prospect, one that is won a customer."""
    happening: Happening = "bought" if isinstance(event, OpportunityWon) else "deal_opened"
    actor = service_actor("customer", heard.on_behalf_of or heard.actor)
    await advancing.happened(session, actor, event.customer_id, happening, heard.at)
