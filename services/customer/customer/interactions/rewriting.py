"""Timeline entries changed set by set."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce_changes
from chassis.outbox import publish
from crm.customer.events import InteractionUpdated
from customer import storing
from customer.customers import timeline
from customer.interactions.models import Interaction
from customer.records import table_of
from customer.storing import Values

TABLE: Final = table_of(Interaction)


async def load(session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, Values]:
    """Entries made by hand, deleted ones too; what the master wrote itself is evidence."""
    statement = select(TABLE).where(TABLE.c.id.in_(ids), TABLE.c.kind == "noted").order_by(TABLE.c.id)
    rows = await session.execute(statement.with_for_update() if lock else statement)
    return {row["id"]: dict(row) for row in rows.mappings()}


async def rewrite(
    session: AsyncSession, before: Mapping[UUID, Values], after: Mapping[UUID, Values], told: storing.Told
) -> None:
    """Write the entries that differ, and when each customer was last in contact."""
    now = datetime.now(UTC)
    rows = [row | {"version": row["version"] + 1, "updated_at": now} for row in after.values()]
    changes = {row["id"]: storing.updated(TABLE, before[row["id"]], row, told) for row in rows}
    rows = [row for row in rows if changes[row["id"]].after]
    if not rows:
        return
    await storing.store_changed(session, TABLE, before, rows)
    announce_changes(session, [changes[row["id"]] for row in rows])
    await _set_latest(session, {row["customer_id"] for row in rows})
    events = [
        InteractionUpdated(
            interaction_id=row["id"],
            version=row["version"],
            customer_id=row["customer_id"],
            deleted=row["deleted_at"] is not None,
        )
        for row in rows
    ]
    publish(session, *events)


async def _set_latest(session: AsyncSession, customer_ids: Collection[UUID]) -> None:
    entry = Interaction
    where = (entry.customer_id.in_(customer_ids), entry.deleted_at.is_(None), entry.channel != "system")
    statement = select(entry.customer_id, func.max(entry.occurred_at)).where(*where)
    found = dict((await session.execute(statement.group_by(entry.customer_id))).all())
    await timeline.set_latest_of(session, {id_: found.get(id_) for id_ in sorted(customer_ids)})
