"""Asking for quotes to be sent."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import today
from sales import owned
from sales.quotes.models import Quote
from sales.quotes.sending.models import QuoteSending
from sales.quotes.sending.schemas import SendingCreate

TASK: Final = "quotes.send"
KEY: Final = "quote-sending:"
"""What the keys of these messages begin with in the ledger."""
SHOWN: Final = 50


async def request(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, body: SendingCreate
) -> QuoteSending:
    """Have an issued quote sent. Raises QuoteState, or QuoteOver when it can be answered no more."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.require_open(today(access))
    quote.require("issued")
    sending = QuoteSending(quote_id=quote.id, requested_by=actor.id, **body.model_dump())
    sending.wait()
    session.add(sending)
    await session.flush()
    await session.refresh(sending)
    return sending


async def of_quote(session: AsyncSession, quote_id: UUID) -> Sequence[QuoteSending]:
    """The last ones, newest first."""
    newest = select(QuoteSending).where(QuoteSending.quote_id == quote_id).order_by(QuoteSending.id.desc())
    return (await session.scalars(newest.limit(SHOWN))).all()
