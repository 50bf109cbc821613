"""Quotes, as other services ask about them: the last version stands for all."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sales.answering import Kind
from sales.customers import service as customers
from sales.quotes.models import Quote
from sales.quotes.queries import LISTING, TABLE
from sales.quotes.schemas import QuoteRead
from sales.quotes.showing import listed


async def _shown(session: AsyncSession, rows: Sequence[Any]) -> Sequence[Any]:
    return listed(rows, await customers.names(session, {row.customer_id for row in rows}))


QUOTES: Final = Kind(
    Quote,
    QuoteRead,
    LISTING,
    title=lambda row: row.title or row.number,
    shown=_shown,
    only=[TABLE.c.latest],
)
