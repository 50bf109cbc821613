"""Purging what was deleted long ago, with everything that hangs on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change, announce_changes
from chassis.custom_fields import rows as custom
from chassis.operations import service as operations
from chassis.outbox import publish
from chassis.tables import change
from crm.customer.events import CustomerPurged, CustomerUpdated
from customer.consents.purging import purge_with as purge_consents
from customer.contacts import purging as contacts
from customer.customers.models import Customer
from customer.external import forget
from customer.interactions import purging as interactions
from customer.records import table_of

BATCH: Final = 100


async def purge(session: AsyncSession, before: datetime) -> int:
    """Remove customers deleted before a moment, at most a hundred; returns how many.

    Links and timeline go with the row, and so does its history: what is purged is not kept elsewhere.
    """
    statement = select(Customer.id, Customer.version).where(Customer.deleted_at < before)
    rows = (await session.execute(statement.limit(BATCH).with_for_update(skip_locked=True))).all()
    if not rows:
        return 0
    ids = [row.id for row in rows]
    await _orphan(session, ids)
    await interactions.purge_with(session, ids)
    await contacts.purge_with(session, ids)
    await purge_consents(session, customer_ids=ids)
    gone = delete(Customer).where(Customer.id.in_(ids))
    await session.execute(gone.execution_options(synchronize_session=False))
    await forget(session, ids)
    await custom.forget(session, table_of(Customer), ids)
    await session.execute(delete(change).where(change.c.record_id.in_(ids)))
    await operations.forget(session, ids)
    announce_changes(session, [Change("customer", row.id, row.version + 1, "purged", {}, {}) for row in rows])
    publish(session, *(CustomerPurged(customer_id=row.id, version=row.version + 1) for row in rows))
    return len(rows)


async def _orphan(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """Customers below purged ones stand on their own, so that none is left pointing nowhere."""
    found = (
        await session.scalars(select(Customer).where(Customer.parent_id.in_(ids)).with_for_update())
    ).all()
    for child in found:
        child.parent_id = None
    await session.flush()
    if found:
        publish(session, *(CustomerUpdated(**one.card(), fields=["parent_id"]) for one in found))
