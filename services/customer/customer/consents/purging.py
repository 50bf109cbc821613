"""What goes when a person or a company is removed for good.

Entries and preferences go with the row they belong to (foreign keys cascade); here goes what the chassis's
tables hold of them. Nothing stays: an opt-out ends with the record of whoever said it.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import change
from customer.consents.models import Consent, ContactPreference


async def purge_with(
    session: AsyncSession, *, contact_ids: Collection[UUID] = (), customer_ids: Collection[UUID] = ()
) -> None:
    """Remove the history of what these said; call it before their rows go."""
    for model in (Consent, ContactPreference):
        whose = or_(model.contact_id.in_(contact_ids), model.customer_id.in_(customer_ids))
        await session.execute(delete(change).where(change.c.record_id.in_(select(model.id).where(whose))))
