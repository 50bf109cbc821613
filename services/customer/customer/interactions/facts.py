"""Facts of the customer master itself and of other services, written to the timeline.

They are told by their own events and change rows, so they have none as timeline entries.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind
from chassis.copying import at_commit
from chassis.identifiers import new_id
from customer.interactions.models import Interaction
from customer.records import table_of


class Fact(NamedTuple):
    """What happened to a customer, as kind and parameters: readers translate."""

    customer_id: UUID
    kind: str
    params: dict[str, Any]
    at: datetime | None = None
    """Now, if it is not said."""
    by: UUID | None = None
    """The person who did it, when that is not whoever acts."""


async def note_facts(session: AsyncSession, actor: Actor, facts: Sequence[Fact]) -> None:
    """Write facts to the timelines of their customers."""
    now = datetime.now(UTC)
    recorded_by = actor.id if actor.kind is Kind.USER else None
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "version": 1,
            "customer_id": fact.customer_id,
            "channel": "system",
            "direction": "none",
            "kind": fact.kind,
            "params": fact.params,
            "occurred_at": fact.at or now,
            "participants": [],
            "recorded_by": fact.by or recorded_by,
        }
        for fact in facts
    ]
    if rows:
        at_commit(session, table_of(Interaction), rows)
