"""Issuing quotes, and what ends them: an answer, their last day, a later version, the seller."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import base_currency, today
from chassis.outbox import publish
from crm.sales.events.quotes import (
    QuoteAccepted,
    QuoteDeclined,
    QuoteExpired,
    QuoteIssued,
    QuoteSuperseded,
    QuoteWithdrawn,
)
from sales import owned
from sales.exchange_rates import service as exchange_rates
from sales.quotes import queries
from sales.quotes.deciding import excess
from sales.quotes.documents import service as documents
from sales.quotes.models import Quote
from sales.quotes.public.links import new_link
from sales.quotes.service import told, with_versions
from sales.quotes.showing import seller

TOGETHER: Final = 100
LINK: Final = "link"
"""Who answered, when it was the customer itself."""


async def issue(session: AsyncSession, actor: Actor, access: Access, quote_id: UUID) -> tuple[Quote, str]:
    """Offer it, bindingly, in place of any version before; the quote and the token of its first link."""
    quote, versions = await with_versions(session, actor, quote_id, "update")
    now, on = datetime.now(UTC), today(access)
    reasons = await excess(session, access, quote)
    rate = await exchange_rates.rate_on(session, access, quote.currency, on)
    quote.issue(actor.id, now, on, reasons)
    quote.seller, quote.base_currency, quote.exchange_rate = (
        seller(access, quote),
        base_currency(access),
        rate,
    )
    superseded = [one for one in versions if one.state == "issued" and one is not quote]
    for former in superseded:
        former.end("superseded", now)
    await session.flush()
    await documents.request(session, quote.id, quote.version, "issued", actor.id)
    token = await new_link(session, quote.id, actor.id)
    publish(session, *(QuoteSuperseded(**told(one)) for one in superseded), QuoteIssued(**told(quote)))
    return quote, token


async def withdraw(session: AsyncSession, actor: Actor, quote_id: UUID, reason: str) -> Quote:
    """Take it back."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.end("withdrawn", datetime.now(UTC), reason)
    await session.flush()
    publish(session, QuoteWithdrawn(**told(quote)))
    return quote


async def answered(
    session: AsyncSession, quote: Quote, state: str, on: date, evidence: dict[str, Any], reason: str = ""
) -> bool:
    """The customer accepts or declines a locked quote; whether that is news. Raises QuoteOver or
    QuoteState.
    """
    now = datetime.now(UTC)
    news = quote.answer(state, now, on, {"at": now.isoformat(), **evidence}, reason)
    if news:
        await session.flush()
        kind = QuoteAccepted if state == "accepted" else QuoteDeclined
        publish(session, kind(**told(quote), by_link=evidence["by"] == LINK))
    return news


async def entered(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, state: str, **said: str
) -> Quote:
    """What the customer answered by other means, entered by somebody who works here."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    kept = {name: one for name, one in said.items() if name != "reason"}
    evidence = {"by": str(actor), "revision": quote.revision, **kept}
    await answered(session, quote, state, today(access), evidence, said.get("reason", ""))
    return quote


async def expire(session: AsyncSession, on: date) -> int:
    """End some whose last day is over; how many."""
    found = (await session.scalars(queries.due(on, TOGETHER))).all()
    for quote in found:
        quote.end("expired", datetime.now(UTC))
    await session.flush()
    publish(session, *(QuoteExpired(**told(one)) for one in found))
    return len(found)
