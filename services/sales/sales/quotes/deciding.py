"""Approval of discounts above what may be given freely."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.outbox import publish
from crm.sales.events.quotes import QuoteApproved, QuoteRejected, QuoteReopened, QuoteSubmitted
from sales import owned
from sales.discount_limits.service import excess_of
from sales.quotes.models import Quote
from sales.quotes.service import told


async def excess(session: AsyncSession, access: Access, quote: Quote) -> list[dict[str, Any]]:
    """Its lines with more discount than may be given freely, as things stand."""
    return await excess_of(session, access, quote.team_id, quote.lines, quote.discount_percent)


async def submit(session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, note: str) -> Quote:
    """Ask for approval of a draft."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.submit(actor.id, datetime.now(UTC), note, await excess(session, access, quote))
    await session.flush()
    publish(session, QuoteSubmitted(**told(quote), asked_by=actor.id))
    return quote


async def approve(session: AsyncSession, actor: Actor, quote_id: UUID, note: str) -> Quote:
    """Let it be issued as it is. Raises OwnApproval for whoever asked."""
    quote = await _decided(session, actor, quote_id, "approved", note)
    publish(session, QuoteApproved(**told(quote), asked_by=quote.asked_by, decided_by=actor.id))
    return quote


async def reject(session: AsyncSession, actor: Actor, quote_id: UUID, note: str) -> Quote:
    """Have it changed. Raises OwnApproval for whoever asked: they can take it back themselves."""
    quote = await _decided(session, actor, quote_id, "rejected", note)
    publish(session, QuoteRejected(**told(quote), asked_by=quote.asked_by, decided_by=actor.id))
    return quote


async def _decided(session: AsyncSession, actor: Actor, quote_id: UUID, decision: str, note: str) -> Quote:
    quote = await owned.locked(session, actor, Quote, quote_id, "approve")
    quote.decide(decision, actor.id, datetime.now(UTC), note)
    await session.flush()
    return quote


async def reopen(session: AsyncSession, actor: Actor, quote_id: UUID) -> Quote:
    """Make one that waits for approval, or has it, a draft again."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.reopen()
    await session.flush()
    publish(session, QuoteReopened(**told(quote)))
    return quote
