"""The daily round that purges what was deleted longer ago than it can be restored."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from customer.contacts.purging import purge as purge_contacts
from customer.customers.purging import purge as purge_customers
from customer.interactions.purging import purge as purge_interactions
from customer.settings import CustomerSettings

Purge = Callable[[AsyncSession, datetime], Awaitable[int]]
PURGES: tuple[Purge, ...] = (purge_interactions, purge_contacts, purge_customers)


@every(3600)
async def purge_deleted(runtime: Runtime) -> None:
    """Purge in small transactions until nothing is due."""
    before = datetime.now(UTC) - timedelta(days=CustomerSettings.of(runtime.settings).restore_days)
    for purge in PURGES:
        while await _once(runtime, purge, before):
            pass


async def _once(runtime: Runtime, purge: Purge, before: datetime) -> int:
    async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
        return await purge(session, before)
