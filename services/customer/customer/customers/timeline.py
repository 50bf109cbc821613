"""When a customer was last in contact: kept on its row by the timeline."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from customer.customers.models import Customer
from customer.records import table_of

TABLE: Final = table_of(Customer)


async def note_latest(session: AsyncSession, moments: Sequence[tuple[UUID, datetime]]) -> None:
    """Raise the moment of the last contact; no new version, for it is derived."""
    latest: dict[UUID, datetime] = {}
    for customer_id, at in moments:
        latest[customer_id] = max(at, latest.get(customer_id, at))
    if not latest:
        return
    earlier = or_(TABLE.c.last_interaction_at.is_(None), TABLE.c.last_interaction_at < bindparam("at"))
    statement = (
        update(TABLE)
        .where(TABLE.c.id == bindparam("customer"), earlier)
        .values(last_interaction_at=bindparam("at"))
    )
    rows = [{"customer": id_, "at": at} for id_, at in sorted(latest.items())]
    connection = await session.connection()
    await connection.execute(statement, rows)


async def set_latest(session: AsyncSession, customer_id: UUID, at: datetime | None) -> None:
    """Put the moment of the last contact right after an entry was moved or removed."""
    await session.execute(
        update(Customer)
        .where(Customer.id == customer_id)
        .values(last_interaction_at=at)
        .execution_options(synchronize_session=False)
    )


async def set_latest_of(session: AsyncSession, moments: Mapping[UUID, datetime | None]) -> None:
    """The same for many customers."""
    statement = (
        update(TABLE).where(TABLE.c.id == bindparam("customer")).values(last_interaction_at=bindparam("at"))
    )
    connection = await session.connection()
    await connection.execute(statement, [{"customer": id_, "at": at} for id_, at in moments.items()])
