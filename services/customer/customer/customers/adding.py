"""New customers as rows: the same whether one is created or a file brings thousands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.changes import announce_changes
from chassis.custom_fields import rows as custom
from chassis.identifiers import new_id
from chassis.outbox import publish
from crm.customer.events import CustomerCreated
from customer import storing
from customer.customers.rewriting import TABLE, card
from customer.customers.values import derived, number_of
from customer.interactions.facts import Fact, note_facts
from customer.storing import Values

Place = tuple[UUID | None, UUID | None]
"""Owner and team."""
LISTS: Final = ("addresses", "phones", "emails", "tags", "external_ids")
BLANK: Final = dict.fromkeys(TABLE.columns.keys()) | {"kind": "company", "lifecycle": "lead", "version": 1}


def draft(values: Mapping[str, Any], place: Place, external_ids: Sequence[str]) -> Values:
    """A row but for what follows from its number; `values` are checked ones, some of the columns."""
    now = datetime.now(UTC)
    lists: Values = {name: [] for name in (*LISTS, "consents", "opt_outs")}
    moments = {"created_at": now, "updated_at": now, "quiet_since": now}
    landed = {"id": new_id(), "owner_id": place[0], "team_id": place[1], "external_ids": list(external_ids)}
    return {**BLANK, **lists, **moments, **values, **landed}


def numbered(row: Values, serial: int) -> Values:
    """The whole row."""
    values = row | {"serial": serial, "number": number_of(serial)}
    return custom.computed(TABLE, values | derived(values))


async def tell(session: AsyncSession, actor: Actor, rows: Sequence[Values]) -> None:
    """What goes with new rows: the index of custom values, change rows, timeline facts, events."""
    await custom.index(session, TABLE, rows)
    announce_changes(session, [storing.created(TABLE, row) for row in rows])
    facts = [Fact(row["id"], "customer_created", {"number": row["number"]}) for row in rows]
    await note_facts(session, actor, facts)
    publish(session, *(CustomerCreated(**card(row)) for row in rows))
