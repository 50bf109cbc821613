"""Many leads changed at once, with points, change rows and events as single edits make them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.changes import Change, change_of
from chassis.outbox import publish
from crm.sales.events.leads import (
    LeadAssigned,
    LeadDeleted,
    LeadDisqualified,
    LeadEvent,
    LeadRestored,
    LeadUpdated,
)
from sales import owned
from sales.leads.models import DISQUALIFIED, Lead
from sales.leads.scoring import rescore

STANDING: Final = frozenset({*owned.PLACE, "status", "reason", "deleted_at"})
"""What changes no points: they are for what is known of somebody."""


def require_changeable(lead: Lead) -> None:
    """Refuse to change a lead that is converted, or about to be; one that is deleted can always come back."""
    if lead.deleted_at is None:
        lead.be_changeable()


async def settle(session: AsyncSession, access: Access, leads: Sequence[Lead]) -> Collection[UUID]:
    """Save those that were changed, with all that follows from it; which ones."""
    changes = {lead.id: change for lead in leads if (change := change_of(lead))}
    changed = [lead for lead in leads if lead.id in changes]
    described = [lead for lead in changed if changes[lead.id].after.keys() - STANDING]
    with session.no_autoflush:
        for lead in described:
            lead.derive()
        if described:
            await rescore(session, access, *described)
    await session.flush()
    publish(session, *(event for lead in changed for event in _events(lead, changes[lead.id])))
    return changes.keys()


def _events(lead: Lead, change: Change) -> Iterator[LeadEvent]:
    """What is told of it, as of single edits."""
    if change.kind == "deleted":
        yield LeadDeleted(**lead.card())
    elif change.kind == "restored":
        yield LeadRestored(**lead.card())
    if before := owned.given(lead, change):
        yield LeadAssigned(**lead.card(), **before._asdict(), rule_id=None)
    fields = set(change.after) - {*owned.PLACE, "deleted_at"}
    if "status" in fields and lead.status == DISQUALIFIED:
        fields -= {"status", "reason"}
        yield LeadDisqualified(**lead.card(), reason=lead.reason or "")
    if fields:
        yield LeadUpdated(**lead.card(), fields=sorted(fields))
