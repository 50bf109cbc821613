"""Winning and losing deals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.outbox import publish
from crm.sales.events.opportunities import OpportunityLost, OpportunityWon
from sales.opportunities import valuing, visiting
from sales.opportunities.models import Opportunity
from sales.opportunities.moving import now
from sales.opportunities.schemas import Losing, Winning
from sales.opportunities.service import locked


async def win(session: AsyncSession, access: Access, deal: Opportunity, body: Winning) -> None:
    """The customer buys; the deal is locked by whoever calls. Raises NotOpen."""
    at = now(deal)
    deal.win(at, body.reason, body.note)
    await _closed(session, access, deal, at, "won")
    publish(session, OpportunityWon(**deal.card(), closed_at=at, reason=body.reason))


async def lose(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: Losing
) -> Opportunity:
    """The customer does not buy. Raises NotOpen."""
    deal = await locked(session, actor, opportunity_id)
    at = now(deal)
    deal.lose(at, body.reason, body.note)
    await _closed(session, access, deal, at, "lost")
    publish(session, OpportunityLost(**deal.card(), closed_at=at, reason=body.reason))
    return deal


async def _closed(session: AsyncSession, access: Access, deal: Opportunity, at: datetime, how: str) -> None:
    await valuing.value(session, access, deal)
    await session.flush()
    await visiting.leave(session, deal, at, how)
