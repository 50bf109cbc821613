"""Deals, as other services ask about them."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from sales.answering import Kind
from sales.opportunities.models import Opportunity
from sales.opportunities.queries import LISTING, listed
from sales.opportunities.schemas import OpportunityRead


async def _shown(_: AsyncSession, rows: Sequence[Any]) -> Sequence[Any]:
    return listed(rows)


OPPORTUNITIES: Final = Kind(
    Opportunity, OpportunityRead, LISTING, title=lambda row: str(row.name), shown=_shown
)
