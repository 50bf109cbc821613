"""Contacts in bulk, for imports, each with what it is at one customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind
from chassis.changes import Change, announce_changes
from chassis.copying import write_rows
from chassis.custom_fields import rows as custom
from chassis.custom_fields.fields import merged
from chassis.explain import Place
from chassis.identifiers import new_id
from chassis.outbox import publish
from crm.customer.events import ContactCreated, ContactUpdated
from customer import storing
from customer.contacts import scope
from customer.contacts.models import ContactLink
from customer.contacts.rewriting import LINKS, LOADED, SAID, TABLE, customers_of
from customer.contacts.schemas import ContactCreate
from customer.contacts.values import derived
from customer.customers import scope as customers
from customer.external import remember
from customer.storing import Values, Written

LISTS: Final = ("phones", "emails", "external_ids")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact to write: values as `check_row` gives them."""

    values: Mapping[str, Any]
    id: UUID | None = None
    """An existing contact to update; None creates one."""
    customer_id: UUID | None = None
    """The customer to link it to, if any."""
    external: tuple[str, str] | None = None
    """(source, external id) to remember for the record."""


@dataclass
class _State:
    """One contact before and after the rows that name it."""

    before: Values | None
    after: Values
    links: dict[UUID, Values]


async def write_many(session: AsyncSession, actor: Actor, rows: Sequence[ContactRow]) -> list[Written]:
    """Create and update contacts and their links in a few statements; the results come in the rows' order.

    Needs customer.update on the customer named, and for an existing contact on one of its customers.
    """
    places = await customers.places(session, [row.customer_id for row in rows if row.customer_id])
    found = await _locked(session, actor, {row.id for row in rows if row.id})
    states: dict[UUID, _State] = {}
    results = [_prepare(actor, row, places, found, states) for row in rows]
    links = await _link(session, states)
    versions = await _write(session, states, links)
    written = [
        one._replace(
            outcome="unchanged" if one.id not in versions else one.outcome, version=versions.get(one.id)
        )
        if one.id in states
        else one
        for one in results
    ]
    pairs = [(row.external, one.id) for row, one in zip(rows, results, strict=True) if one.id in states]
    await remember(session, "contact", pairs)
    return written


def _prepare(
    actor: Actor,
    row: ContactRow,
    places: Mapping[UUID, Place],
    found: Mapping[UUID, Values],
    states: dict[UUID, _State],
) -> Written:
    if row.customer_id:
        place = places.get(row.customer_id)
        if place is None or not actor.scope("customer.read").covers(*place):
            return Written(row.id, "not_found")
        if not actor.scope("customer.update").covers(*place):
            return Written(row.id, "not_allowed")
    elif not actor.may("customer.update"):
        return Written(row.id, "not_allowed")
    if row.id is not None and row.id not in found:
        return Written(row.id, "not_found")
    id_ = row.id or new_id()
    if id_ not in states:
        old = found.get(id_)
        states[id_] = _State(old, dict(old) if old else _new(actor, id_), {})
    state = states[id_]
    state.after = _merged(state.after, row)
    if row.customer_id:
        given = row.values.get("link", {})
        state.links[row.customer_id] = state.links.get(row.customer_id, {}) | given
    return Written(id_, "updated" if state.before else "created")


def _new(actor: Actor, id_: UUID) -> Values:
    values: Values = dict.fromkeys(ContactCreate.model_fields.keys() - {"customers"})
    created_by = actor.id if actor.kind is Kind.USER else None
    values |= {"id": id_, "version": 0, "created_by": created_by, "custom": custom.first(TABLE, None)}
    return values | {name: [] for name in LISTS}


def _merged(old: Values, row: ContactRow) -> Values:
    given = {name: value for name, value in row.values.items() if name != "link"}
    if row.external:
        given["external_ids"] = [row.external[1]]
    if "custom" in given:
        given["custom"] = merged(old["custom"], given["custom"])
    return old | {
        name: storing.joined(old[name], value) if name in LISTS else value for name, value in given.items()
    }


async def _locked(session: AsyncSession, actor: Actor, ids: set[UUID]) -> dict[UUID, Values]:
    may = scope.holding(actor, "customer.update")
    statement = select(*LOADED).where(TABLE.c.id.in_(ids), TABLE.c.deleted_at.is_(None), may)
    rows = (await session.execute(statement.order_by(TABLE.c.id).with_for_update())).mappings() if ids else ()
    return {row["id"]: dict(row) for row in rows}


Linked = dict[UUID, dict[UUID, tuple[Values | None, Values]]]


async def _link(session: AsyncSession, states: Mapping[UUID, _State]) -> Linked:
    """What changes about links: (before, after) by contact and customer."""
    wanted = [(customer, id_) for id_, state in states.items() for customer in state.links]
    known: dict[tuple[UUID, UUID], Values] = {}
    if any(state.before for state in states.values()):
        ids = [id_ for id_, state in states.items() if state.before]
        for link in await session.scalars(select(ContactLink).where(ContactLink.contact_id.in_(ids))):
            known[(link.customer_id, link.contact_id)] = link.state()
    changes: Linked = {}
    for customer, id_ in wanted:
        before = known.get((customer, id_))
        empty: Values = dict.fromkeys((*SAID, "reports_to_id"))
        after = (before or empty | {"primary": False}) | states[id_].links[customer]
        if after != before:
            changes.setdefault(id_, {})[customer] = (before, after)
    return changes


async def _write(session: AsyncSession, states: Mapping[UUID, _State], links: Linked) -> dict[UUID, int]:
    """Contacts, links, change rows and events; returns the new versions."""
    now = datetime.now(UTC)
    rows = {
        id_: custom.computed(
            TABLE,
            state.after | derived(state.after) | {"version": state.after["version"] + 1, "updated_at": now},
        )
        for id_, state in states.items()
        if state.after != state.before or id_ in links
    }
    fresh = [row for id_, row in rows.items() if states[id_].before is None]
    stale = [row for id_, row in rows.items() if states[id_].before is not None]
    if fresh:
        await write_rows(session, TABLE, fresh)
    if stale:
        await storing.store(session, TABLE, stale)
    known = {id_: state.before for id_, state in states.items() if state.before}
    await custom.index(session, TABLE, list(rows.values()), known)
    await _write_links(session, links)
    if rows:
        changes = {id_: _change(states[id_], row, links.get(id_, {})) for id_, row in rows.items()}
        announce_changes(session, list(changes.values()))
        works_for = await customers_of(session, list(rows))
        publish(session, *[_event(row, works_for[id_], changes[id_]) for id_, row in rows.items()])
    return {id_: row["version"] for id_, row in rows.items()}


async def _write_links(session: AsyncSession, links: Linked) -> None:
    rows = [
        {"customer_id": customer, "contact_id": id_}
        | {name: after.get(name) for name in SAID}
        | {"is_primary": False}
        for id_, changed in links.items()
        for customer, (_, after) in changed.items()
    ]
    if rows:
        statement = insert(LINKS)
        newer = {name: func.coalesce(statement.excluded[name], LINKS.c[name]) for name in SAID}
        await session.execute(
            statement.on_conflict_do_update(index_elements=["customer_id", "contact_id"], set_=newer), rows
        )


def _change(state: _State, row: Values, links: Mapping[UUID, tuple[Values | None, Values]]) -> Change:
    change = storing.updated(TABLE, state.before, row) if state.before else storing.created(TABLE, row)
    if links:
        before = {str(customer): one for customer, (one, _) in links.items() if one}
        after = {str(customer): one for customer, (_, one) in links.items()}
        if state.before:
            change.before["customers"] = before
        change.after["customers"] = after
    return change


def _event(row: Values, customer_ids: list[UUID], change: Change) -> ContactCreated | ContactUpdated:
    card = {
        "contact_id": row["id"],
        "version": row["version"],
        "name": row["name"],
        "customer_ids": customer_ids,
    }
    if change.kind == "created":
        return ContactCreated(**card)
    return ContactUpdated(**card, fields=sorted(change.after))
