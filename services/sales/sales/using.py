"""By what a record is used: what refers to it and lives. Undo of a creation leaves such records alone."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sales.orders.models import Order
from sales.quotes.models import Quote

Uses = dict[UUID, dict[str, int]]


async def of_opportunities(session: AsyncSession, ids: Collection[UUID]) -> Uses:
    """Live quotes and orders of deals."""
    found: Uses = {}
    for name, model in (("quotes", Quote), ("orders", Order)):
        at, live = model.opportunity_id, model.deleted_at.is_(None)
        counted = select(at, func.count()).where(at.in_(ids), live).group_by(at)
        for id_, count in await session.execute(counted):
            if id_:
                found.setdefault(id_, {})[name] = count
    return found
