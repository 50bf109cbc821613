"""Purging what was deleted long ago, with its history: only when nothing refers to it any more, so that what
came of it keeps saying where it came from.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.changes import Change, announce_changes
from chassis.operations import service as operations
from chassis.outbox import publish
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tables import change
from crm.event import Event
from crm.sales.events.contracts import ContractPurged
from crm.sales.events.leads import LeadPurged
from crm.sales.events.opportunities import OpportunityPurged
from crm.sales.events.quotes import QuotePurged
from sales.contracts.models import Contract
from sales.leads.models import Lead
from sales.opportunities.models import Opportunity, StageVisit
from sales.orders.models import Order
from sales.quotes.documents.models import QuoteDocument
from sales.quotes.models import Quote
from sales.quotes.public.models import QuoteLink
from sales.quotes.sending.models import QuoteSending
from sales.records import Record
from sales.settings import SalesSettings

BATCH: Final = 100


class Kind(NamedTuple):
    """A kind of record that can be deleted and restored."""

    model: type[Record]
    purged: type[Event]
    referring: Sequence[Any] = ()
    """Columns that keep it while they name it."""
    parts: Sequence[Any] = ()
    """Columns whose rows go with it."""


KINDS: Final = (
    Kind(Lead, LeadPurged),
    Kind(Contract, ContractPurged),
    Kind(
        Quote,
        QuotePurged,
        referring=(
            Order.quote_id,
            Contract.quote_id,
            QuoteDocument.quote_id,
            QuoteLink.quote_id,
            QuoteSending.quote_id,
        ),
    ),
    Kind(
        Opportunity,
        OpportunityPurged,
        referring=(Lead.opportunity_id, Quote.opportunity_id, Order.opportunity_id),
        parts=(StageVisit.opportunity_id,),
    ),
)
"""What refers to others before these."""


async def purge(session: AsyncSession, kind: Kind, before: datetime) -> int:
    """Remove those deleted before a moment, at most a hundred; returns how many."""
    model: Any = kind.model
    free = [~exists().where(column == model.id) for column in kind.referring]
    due = select(model.id, model.version).where(model.deleted_at < before, *free)
    some = due.order_by(model.deleted_at).limit(BATCH).with_for_update(skip_locked=True)
    rows = (await session.execute(some)).all()
    if not rows:
        return 0
    ids = [row.id for row in rows]
    for column in (*kind.parts, model.id):
        gone = delete(column.class_).where(column.in_(ids))
        await session.execute(gone.execution_options(synchronize_session=False))
    await session.execute(delete(change).where(change.c.record_id.in_(ids)))
    await operations.forget(session, ids)
    thing, record = model.__tablename__, kind.purged.record
    announce_changes(session, [Change(thing, row.id, row.version + 1, "purged", {}, {}) for row in rows])
    publish(session, *(kind.purged(**{record: row.id, "version": row.version + 1}) for row in rows))
    return len(rows)


@every(3600)
async def purge_deleted(runtime: Runtime) -> None:
    """Purge what can be restored no more, in small transactions until none is due."""
    before = datetime.now(UTC) - timedelta(days=SalesSettings.of(runtime.settings).restore_days)
    for kind in KINDS:
        done = BATCH
        while done == BATCH:
            async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
                done = await purge(session, kind, before)
