"""Contacts changed set by set, with what they are at customers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import Change, announce_changes
from chassis.custom_fields import rows as custom
from chassis.outbox import publish
from crm.customer.events import ContactDeleted, ContactEvent, ContactRestored, ContactUpdated
from customer import storing
from customer.contacts.models import Contact, ContactLink
from customer.contacts.values import FOUND_BY, derived
from customer.records import table_of
from customer.storing import NOTHING, Told, Values

TABLE: Final = table_of(Contact)
LINKS: Final = table_of(ContactLink)
LOADED: Final = [column for column in TABLE.columns if column.key not in ("search_text", "search_grams")]
SAID: Final = ("title", "department", "decision_role")
LINK: Final = "customers."
"""What states call links: `customers.<customer id>`."""


async def load(session: AsyncSession, ids: Collection[UUID], *, lock: bool) -> dict[UUID, Values]:
    """Rows by id with their links, deleted ones too; locked in one order for all."""
    statement = select(*LOADED).where(TABLE.c.id.in_(ids)).order_by(TABLE.c.id)
    found = await session.execute(statement.with_for_update() if lock else statement)
    rows = {row["id"]: dict(row) for row in found.mappings()}
    links = select(ContactLink).where(ContactLink.contact_id.in_(rows))
    for link in await session.scalars(links.execution_options(populate_existing=True)):
        rows[link.contact_id][f"{LINK}{link.customer_id}"] = link.state()
    return rows


async def rewrite(
    session: AsyncSession,
    before: Mapping[UUID, Values],
    after: Mapping[UUID, Values],
    told: Told = NOTHING,
) -> int:
    """Write the contacts and links that differ; returns how many."""
    now, rows, changes, links = datetime.now(UTC), [], list[Change](), list[tuple[UUID, str, Any]]()
    for id_, row in after.items():
        moved = sorted(name for name in row if name.startswith(LINK) and row[name] != before[id_].get(name))
        new = {name: one for name, one in row.items() if not name.startswith(LINK)}
        new = custom.computed(TABLE, new | {"version": row["version"] + 1, "updated_at": now})
        change = storing.updated(TABLE, before[id_], new, _with_links(told, id_, before[id_], row, moved))
        if change.after:
            if change.after.keys() & FOUND_BY:
                new |= derived(new)
            rows.append(new)
            changes.append(change)
            links += [(id_, name.removeprefix(LINK), row[name]) for name in moved]
    if rows:
        await storing.store_changed(session, TABLE, before, rows)
        await _link(session, links)
        announce_changes(session, changes)
        await _tell(session, rows, changes)
    return len(rows)


def _with_links(told: Told, id_: UUID, before: Values, after: Values, moved: Sequence[str]) -> Told:
    if not moved:
        return told
    was, became = told.get(id_, ({}, {}))
    old = {name.removeprefix(LINK): before[name] for name in moved if before.get(name)}
    new = {name.removeprefix(LINK): after[name] for name in moved}
    return {id_: (was | {"customers": old}, became | {"customers": new})}


async def _link(session: AsyncSession, links: Sequence[tuple[UUID, str, Any]]) -> None:
    gone = [(UUID(customer), id_) for id_, customer, state in links if state is None]
    if gone:
        await session.execute(delete(LINKS).where(tuple_(LINKS.c.customer_id, LINKS.c.contact_id).in_(gone)))
    rows = [
        {"customer_id": UUID(customer), "contact_id": id_, "is_primary": False}
        | {name: state[name] for name in SAID}
        for id_, customer, state in links
        if state is not None
    ]
    if rows:
        statement = insert(LINKS)
        newer = {name: statement.excluded[name] for name in SAID}
        await session.execute(
            statement.on_conflict_do_update(index_elements=["customer_id", "contact_id"], set_=newer), rows
        )


async def _tell(session: AsyncSession, rows: Sequence[Values], changes: Sequence[Change]) -> None:
    works_for = await customers_of(session, [row["id"] for row in rows])
    events = list[ContactEvent]()
    for row, change in zip(rows, changes, strict=True):
        named = {"contact_id": row["id"], "version": row["version"], "name": row["name"]}
        card = named | {"customer_ids": works_for[row["id"]]}
        if change.kind == "deleted":
            events.append(ContactDeleted(**card))
        elif change.kind == "restored":
            events.append(ContactRestored(**card))
        else:
            events.append(ContactUpdated(**card, fields=sorted(change.after)))
    publish(session, *events)


async def customers_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Whom contacts work for."""
    found: dict[UUID, list[UUID]] = {id_: [] for id_ in ids}
    statement = select(LINKS.c.contact_id, LINKS.c.customer_id).where(LINKS.c.contact_id.in_(ids))
    for contact_id, customer_id in await session.execute(statement.order_by(LINKS.c.customer_id)):
        found[contact_id].append(customer_id)
    return found
