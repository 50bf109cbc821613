"""What contacts are at customers: links and the org chart they make.

Every change here locks the customer first, so that two people cannot close a circle together.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.changes import Change, announce_changes
from chassis.outbox import publish
from chassis.problems import DomainError, InvalidInput, NotFound
from crm.customer.events import ContactUpdated
from customer.contacts import scope
from customer.contacts.models import Contact, ContactLink
from customer.contacts.schemas import LinkCreate, LinkGiven
from customer.customers import service as customers


class ReportingCircle(DomainError):
    """Nobody reports to somebody below themselves."""

    status = 409


def card(contact: Contact, customer_ids: Sequence[UUID]) -> dict[str, Any]:
    """What every event about a contact carries."""
    return {
        "contact_id": contact.id,
        "version": contact.version,
        "name": contact.name,
        "customer_ids": list(customer_ids),
    }


async def customers_of(session: AsyncSession, contact_id: UUID) -> list[UUID]:
    """Ids of the customers a contact works for."""
    statement = select(ContactLink.customer_id).where(ContactLink.contact_id == contact_id)
    return list(await session.scalars(statement.order_by(ContactLink.customer_id)))


async def attach(session: AsyncSession, actor: Actor, contact: Contact, body: LinkCreate) -> None:
    """Link a new contact to a customer, in the contact's first version."""
    await customers.locked(session, actor, body.customer_id, "customer.update")
    link = ContactLink(customer_id=body.customer_id, contact_id=contact.id)
    await _fill(session, link, body)
    session.add(link)
    await session.flush()
    after = {"customers": {str(link.customer_id): link.state()}}
    announce_changes(session, [Change("contact", contact.id, contact.version, "updated", {}, after)])


async def put(
    session: AsyncSession, actor: Actor, contact_id: UUID, customer_id: UUID, body: LinkGiven
) -> Contact:
    """Say what a readable contact is at a customer; needs customer.update on that customer."""
    await customers.locked(session, actor, customer_id, "customer.update")
    contact = await _locked(session, actor, contact_id)
    link = await session.get(ContactLink, (customer_id, contact_id))
    before = link.state() if link else None
    if link is None:
        link = ContactLink(customer_id=customer_id, contact_id=contact_id)
    await _fill(session, link, body)
    session.add(link)
    await session.flush()
    if link.state() != before:
        await _announce(session, contact, customer_id, before, link.state())
    return contact


async def remove(session: AsyncSession, actor: Actor, contact_id: UUID, customer_id: UUID) -> None:
    """Take a contact from a customer; those who reported to it there report to nobody."""
    await customers.locked(session, actor, customer_id, "customer.update")
    contact = await _locked(session, actor, contact_id)
    link = await session.get(ContactLink, (customer_id, contact_id))
    if link is None:
        raise NotFound(thing="link", id=str(customer_id))
    where = (ContactLink.customer_id == customer_id, ContactLink.reports_to_id == contact_id)
    for below in (await session.scalars(select(ContactLink).where(*where))).all():
        await _change(session, below, reports_to_id=None)
    before = link.state()
    await session.delete(link)
    await session.flush()
    await _announce(session, contact, customer_id, before, None)


async def _locked(session: AsyncSession, actor: Actor, contact_id: UUID) -> Contact:
    statement = select(Contact).where(
        Contact.id == contact_id, Contact.deleted_at.is_(None), scope.holding(actor)
    )
    contact = await session.scalar(statement.with_for_update())
    if contact is None:
        raise NotFound(thing="contact", id=str(contact_id))
    return contact


async def _fill(session: AsyncSession, link: ContactLink, body: LinkGiven) -> None:
    if body.reports_to_id:
        await _require_no_circle(session, link, body.reports_to_id)
    if body.primary:
        where = (
            ContactLink.customer_id == link.customer_id,
            ContactLink.is_primary,
            ContactLink.contact_id != link.contact_id,
        )
        for other in (await session.scalars(select(ContactLink).where(*where))).all():
            await _change(session, other, is_primary=False)
    link.reports_to_id, link.is_primary = body.reports_to_id, body.primary
    for name in {"title", "department", "decision_role"} - session.info["actor"].masked("contact"):
        setattr(link, name, getattr(body, name))  # what is hidden from the actor stays as it is


async def _require_no_circle(session: AsyncSession, link: ContactLink, above: UUID) -> None:
    rows = await session.execute(
        select(ContactLink.contact_id, ContactLink.reports_to_id).where(
            ContactLink.customer_id == link.customer_id
        )
    )
    chart = {row.contact_id: row.reports_to_id for row in rows}
    if above not in chart and above != link.contact_id:
        raise InvalidInput.at("/reports_to_id", "not_at_this_customer")
    current: UUID | None = above
    while current is not None:
        if current == link.contact_id:
            raise ReportingCircle(reports_to_id=str(above))
        current = chart.get(current)


async def _change(session: AsyncSession, link: ContactLink, **values: Any) -> None:
    before = link.state()
    for name, value in values.items():
        setattr(link, name, value)
    contact = await session.get_one(Contact, link.contact_id, with_for_update=True)
    await _announce(session, contact, link.customer_id, before, link.state())


async def _announce(
    session: AsyncSession,
    contact: Contact,
    customer_id: UUID,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    """A link's change is a change of its contact: a new version, a change row, an event."""
    contact.updated_at = datetime.now(UTC)
    await session.flush()
    key = str(customer_id)
    change = Change(
        "contact",
        contact.id,
        contact.version,
        "updated",
        {"customers": {key: before}},
        {"customers": {key: after}},
    )
    announce_changes(session, [change])
    known = await customers_of(session, contact.id)
    publish(session, ContactUpdated(**card(contact, known), fields=["customers"]))
