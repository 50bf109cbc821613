"""What is done with contacts; what they are at a customer is in links.py."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.custom_fields import giving
from chassis.explain import Place, Placed
from chassis.http.edits import reconcile
from chassis.organisation import defaults_of
from chassis.outbox import publish
from chassis.problems import NotAllowed, NotFound
from crm.customer.events import ContactCreated, ContactDeleted, ContactRestored, ContactUpdated
from customer.contacts import links, queries, scope
from customer.contacts.models import Contact
from customer.contacts.schemas import ContactCreate, ContactUpdate
from customer.contacts.values import FOUND_BY, derived, display_name, required
from customer.customers import scope as customers

MOST_MAIN: Final = 5


async def create(session: AsyncSession, actor: Actor, access: Access, body: ContactCreate) -> Contact:
    """Add a contact; needs customer.update on each customer it is linked to."""
    actor.require("customer.update")
    given = {name: getattr(body, name) for name in ContactCreate.model_fields if name != "customers"}
    values = required(given, defaults_of(access).region)
    values |= {"name": display_name(values), "external_ids": []}
    values["custom"] = await giving.first(session, actor, access, "contact", body.custom)
    created_by = actor.id if actor.kind is Kind.USER else None
    contact = Contact(**values, **derived(values), created_by=created_by)
    session.add(contact)
    await session.flush()
    for link in body.customers:
        await links.attach(session, actor, contact, link)
    customer_ids = [link.customer_id for link in body.customers]
    publish(session, ContactCreated(**links.card(contact, customer_ids)))
    return contact


async def get(session: AsyncSession, actor: Actor, contact_id: UUID) -> Contact:
    """A live contact the actor may see. Raises NotFound."""
    return await _one(session, contact_id, Contact.deleted_at.is_(None), scope.holding(actor))


async def placed(session: AsyncSession, actor: Actor, contact_id: UUID) -> Placed:
    """Where a contact lies: with each of its customers, or with who made it. Raises NotFound."""
    contact = await get(session, actor, contact_id)
    ids = await links.customers_of(session, contact.id)
    if not ids:
        return Placed([Place(contact.created_by, None)])
    return Placed(list((await customers.places(session, ids)).values()))


async def locked(session: AsyncSession, actor: Actor, contact_id: UUID) -> Contact:
    """A live contact to change, locked. Raises NotFound, or NotAllowed when it may only be read."""
    await get(session, actor, contact_id)
    return await _to_change(session, actor, contact_id)


async def _to_change(session: AsyncSession, actor: Actor, contact_id: UUID) -> Contact:
    statement = select(Contact).where(Contact.id == contact_id, scope.holding(actor, "customer.update"))
    contact = await session.scalar(statement.with_for_update().execution_options(populate_existing=True))
    if contact is None:
        raise NotAllowed(permission="customer.update")
    return contact


async def _one(session: AsyncSession, contact_id: UUID, *where: ColumnElement[bool]) -> Contact:
    contact = await session.scalar(select(Contact).where(Contact.id == contact_id, *where))
    if contact is None:
        raise NotFound(thing="contact", id=str(contact_id))
    return contact


async def update(
    session: AsyncSession, actor: Actor, access: Access, contact_id: UUID, base: int, body: ContactUpdate
) -> Contact:
    """Change fields; two people's edits of different fields merge, of the same field conflict (412)."""
    contact = await locked(session, actor, contact_id)
    values = required(body.changes(), defaults_of(access).region)
    if "custom" in values:
        values |= await giving.changes(session, actor, access, "contact", contact, values.pop("custom"))
    wanted = giving.gathered(contact, await reconcile(session, contact, base, values))
    changed = {name: value for name, value in wanted.items() if getattr(contact, name) != value}
    if not changed:
        return contact
    custom = contact.custom
    _set(contact, changed)
    await session.flush()
    card = links.card(contact, await links.customers_of(session, contact.id))
    fields = giving.names_of(changed, custom, contact.custom)
    publish(session, ContactUpdated(**card, fields=fields))
    return contact


def _set(contact: Contact, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(contact, name, value)
    if changed.keys() & FOUND_BY:
        for name, value in derived(vars(contact)).items():
            setattr(contact, name, value)


async def delete(session: AsyncSession, actor: Actor, contact_id: UUID) -> None:
    """Delete a contact; it can be restored, with its links, for some days."""
    contact = await locked(session, actor, contact_id)
    contact.deleted_at = datetime.now(UTC)
    await session.flush()
    publish(session, ContactDeleted(**links.card(contact, await links.customers_of(session, contact.id))))


async def restore(session: AsyncSession, actor: Actor, contact_id: UUID) -> Contact:
    """Bring a deleted contact back; a live one stays as it is."""
    await _one(session, contact_id, scope.holding(actor))
    contact = await _to_change(session, actor, contact_id)
    if contact.deleted_at is None:
        return contact
    contact.deleted_at = None
    await session.flush()
    publish(session, ContactRestored(**links.card(contact, await links.customers_of(session, contact.id))))
    return contact


async def main_contacts(session: AsyncSession, actor: Actor, customer_id: UUID) -> list[dict[str, Any]]:
    """The main contact of a customer and the next few by name, as lists show them."""
    rows = await session.execute(queries.MAIN, {"customer": customer_id, "limit": MOST_MAIN})
    return await queries.shown(session, actor, rows.mappings().all())


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these contacts the actor may read."""
    where = (Contact.id.in_(ids), Contact.deleted_at.is_(None), scope.holding(actor))
    return set(await session.scalars(select(Contact.id).where(*where)))
