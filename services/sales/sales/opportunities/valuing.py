"""What deals come to: their lines priced, and that in the organisation's currency."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.organisation import base_currency, today
from chassis.problems import InvalidInput
from sales.exchange_rates import service as exchange_rates
from sales.lines.schemas import LineGiven
from sales.lines.service import kept_again, price_lines
from sales.opportunities.models import Opportunity
from sales.pricing.service import Buyer

MOST: Final = Decimal(10**12)
"""What a deal can come to, as much as its amount by hand."""


async def price(
    session: AsyncSession, access: Access, deal: Opportunity, buyer: Buyer, lines: Sequence[LineGiven]
) -> None:
    """Price what is sold in a deal by today's books; where something is, its net total is the amount."""
    deal.lines, deal.product_ids = [], []
    if lines:
        kept = await price_lines(session, buyer, deal.currency, today(access), lines)
        if kept.total.net > MOST:
            raise InvalidInput.at("/lines", "total_too_large", most=str(MOST))
        deal.lines, deal.product_ids, deal.amount = kept.lines, kept.product_ids, kept.total.net


def agree(deal: Opportunity, lines: Sequence[Mapping[str, Any]], currency: str) -> None:
    """A deal comes to what the customer accepted, whatever was expected of it."""
    kept = kept_again(lines)
    deal.currency = currency
    deal.lines, deal.product_ids, deal.amount = kept.lines, kept.product_ids, kept.total.net


async def value(session: AsyncSession, access: Access, deal: Opportunity, on: date | None = None) -> None:
    """Value a deal by the rate of a day, today's unless said."""
    await value_all(session, access, [(deal, on)])


async def value_all(
    session: AsyncSession, access: Access, deals: Iterable[tuple[Opportunity, date | None]]
) -> None:
    """The same for many, each with its day; each rate is read once, those of many currencies in one order."""
    rates: dict[tuple[str, date], Decimal | None] = {}
    for deal, on in sorted(deals, key=lambda one: one[0].currency):
        key = deal.currency, on or today(access)
        if key not in rates:
            with session.no_autoflush:  # an act is saved once, with all that follows
                rates[key] = await exchange_rates.rate_on(session, access, *key)
        deal.value(rates[key], base_currency(access))
