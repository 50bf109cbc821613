"""What deals come to: their lines priced, and that in the organisation's currency."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.organisation import base_currency, today
from chassis.problems import InvalidInput
from libs.money import rounded
from sales.exchange_rates import service as exchange_rates
from sales.lines.schemas import LineGiven
from sales.lines.service import price_lines
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
    if deal.amount is not None:
        deal.amount = rounded(deal.amount, deal.currency)


async def value(session: AsyncSession, access: Access, deal: Opportunity, on: date | None = None) -> None:
    """Value a deal by the rate of a day, today's unless said."""
    rate = await exchange_rates.rate_on(session, access, deal.currency, on or today(access))
    deal.value(rate, base_currency(access))


def as_given(lines: Sequence[Mapping[str, Any]]) -> list[LineGiven]:
    """Lines as somebody wrote them, of those that are kept with their prices."""
    return [LineGiven.model_validate({name: one[name] for name in LineGiven.model_fields}) for one in lines]
