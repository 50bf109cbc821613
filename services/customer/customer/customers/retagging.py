"""Taking a retired tag off the customers that have it, some hundreds at a time."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from chassis.outbox import publish
from crm.customer.events import CustomerUpdated
from customer.customers.models import Customer

BATCH: Final = 500


async def replace_tag(session: AsyncSession, old: UUID, new: UUID | None) -> int:
    """Put `new` in the place of `old`, or nothing; returns how many customers had it, at most 500."""
    has = Customer.tags.bool_op("@>")(literal([str(old)], ARRAY(Text())))
    statement = select(Customer).where(has).order_by(Customer.id).limit(BATCH)
    customers = (await session.scalars(statement.with_for_update())).all()
    for customer in customers:
        swapped = (str(new) if one == str(old) and new else one for one in customer.tags)
        customer.tags = [one for one in dict.fromkeys(swapped) if one != str(old)]
        customer.updated_at = datetime.now(UTC)
    await session.flush()
    if customers:
        publish(session, *(CustomerUpdated(**one.card(), fields=["tags"]) for one in customers))
    return len(customers)
