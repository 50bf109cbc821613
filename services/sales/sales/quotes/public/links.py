"""Making links, and finding what they open."""

import secrets
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import NotFound
from sales.quotes.models import Quote
from sales.quotes.public.models import QuoteLink

BYTES: Final = 32


async def new_link(session: AsyncSession, quote_id: UUID, by: UUID) -> str:
    """A token that opens the quote, which nobody can guess and nobody can be told again."""
    token = secrets.token_urlsafe(BYTES)
    await keep_link(session, quote_id, by, token)
    return token


async def keep_link(session: AsyncSession, quote_id: UUID, by: UUID, token: str) -> None:
    """Let a token open the quote; once is enough."""
    link = insert(QuoteLink).values(quote_id=quote_id, token_hash=_hash(token), created_by=by)
    await session.execute(link.on_conflict_do_nothing())


async def opened_by(session: AsyncSession, token: str, *, lock: bool = False) -> Quote:
    """The quote that a token opens. Raises NotFound, the same for all others."""
    linked = select(Quote).join(QuoteLink, QuoteLink.quote_id == Quote.id)
    statement = linked.where(QuoteLink.token_hash == _hash(token))
    found: Quote | None = await session.scalar(statement.with_for_update(of=Quote) if lock else statement)
    if found is None:
        raise NotFound(thing="quote")
    return found


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
