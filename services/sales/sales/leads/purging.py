"""Purging leads that were deleted long ago. One that became a customer cannot be deleted, so that what came
of it keeps saying where it came from.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change, announce_changes
from chassis.operations import service as operations
from chassis.outbox import publish
from chassis.tables import change
from crm.sales.events.leads import LeadPurged
from sales.leads.models import Lead

BATCH: Final = 100


async def purge(session: AsyncSession, before: datetime) -> int:
    """Remove leads deleted before a moment with their history, at most a hundred; returns how many."""
    due = select(Lead.id, Lead.version).where(Lead.deleted_at < before).order_by(Lead.deleted_at).limit(BATCH)
    rows = (await session.execute(due.with_for_update(skip_locked=True))).all()
    if not rows:
        return 0
    ids = [row.id for row in rows]
    gone = delete(Lead).where(Lead.id.in_(ids))
    await session.execute(gone.execution_options(synchronize_session=False))
    await session.execute(delete(change).where(change.c.record_id.in_(ids)))
    await operations.forget(session, ids)
    announce_changes(session, [Change("lead", row.id, row.version + 1, "purged", {}, {}) for row in rows])
    publish(session, *(LeadPurged(lead_id=row.id, version=row.version + 1) for row in rows))
    return len(rows)
