"""Purging contacts: those deleted long ago, and those whose last customer was purged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change, announce_changes
from chassis.custom_fields import rows as custom
from chassis.operations import service as operations
from chassis.outbox import publish
from chassis.tables import change
from crm.customer.events import ContactPurged
from customer.consents.purging import purge_with as purge_consents
from customer.contacts.models import Contact, ContactLink
from customer.external import forget
from customer.records import table_of

BATCH: Final = 100


async def purge(session: AsyncSession, before: datetime) -> int:
    """Remove contacts deleted before a moment with their links and history, at most a hundred."""
    statement = select(Contact.id).where(Contact.deleted_at < before).limit(BATCH)
    ids = (await session.scalars(statement.with_for_update(skip_locked=True))).all()
    await _remove(session, ids)
    return len(ids)


async def purge_with(session: AsyncSession, customer_ids: Sequence[UUID]) -> None:
    """Remove the contacts that work for none but these customers."""
    here = select(ContactLink.contact_id).where(ContactLink.customer_id.in_(customer_ids))
    elsewhere = exists().where(
        ContactLink.contact_id == Contact.id, ContactLink.customer_id.not_in(customer_ids)
    )
    statement = select(Contact.id).where(Contact.id.in_(here), ~elsewhere).with_for_update()
    await _remove(session, (await session.scalars(statement)).all())


async def _remove(session: AsyncSession, ids: Sequence[UUID]) -> None:
    if not ids:
        return
    await purge_consents(session, contact_ids=ids)
    gone = delete(Contact).where(Contact.id.in_(ids)).returning(Contact.id, Contact.version)
    rows = (await session.execute(gone.execution_options(synchronize_session=False))).all()
    await forget(session, ids)
    await custom.forget(session, table_of(Contact), ids)
    await session.execute(delete(change).where(change.c.record_id.in_(ids)))
    await operations.forget(session, ids)
    announce_changes(session, [Change("contact", row.id, row.version + 1, "purged", {}, {}) for row in rows])
    publish(session, *(ContactPurged(contact_id=row.id, version=row.version + 1) for row in rows))
