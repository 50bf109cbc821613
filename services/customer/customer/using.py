"""By what a record is used: what refers to it and lives. Undo of a creation leaves such records alone."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import change
from customer.consents.models import Consent
from customer.contacts.models import Contact, ContactLink
from customer.customers.models import Customer
from customer.interactions.models import Interaction

Uses = dict[UUID, dict[str, int]]
EVIDENCE: Final = "system"
"""The channel of entries that the master writes itself: they use nothing."""


async def of_customers(
    session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
) -> Uses:
    """Live contacts, timeline entries, customers below and consents of customers.

    What an act made itself and is not undone yet counts, but for what is below: group members stay when
    one above them goes.
    """
    link, entry = ContactLink, Interaction
    at = (link.customer_id.in_(ids), link.contact_id == Contact.id, Contact.deleted_at.is_(None))
    entries = (entry.customer_id.in_(ids), entry.deleted_at.is_(None), entry.channel != EVIDENCE)
    below = (Customer.parent_id.in_(ids), Customer.deleted_at.is_(None), ~made_by(Customer.id, cause_id))
    said = (Consent.customer_id.in_(ids), ~made_by(Consent.id, cause_id))
    found: Uses = {}
    await _count(session, found, "contacts", link.customer_id, *at, Contact.id.not_in(gone))
    await _count(session, found, "interactions", entry.customer_id, *entries, entry.id.not_in(gone))
    await _count(session, found, "children", Customer.parent_id, *below)
    await _count(session, found, "consents", Consent.customer_id, *said)
    return found


async def of_contacts(
    session: AsyncSession, ids: Collection[UUID], cause_id: UUID, gone: Collection[UUID]
) -> Uses:
    """Live timeline entries with contacts, people who report to them, and their consents."""
    entry, link = Interaction, ContactLink
    entries = (entry.contact_id.in_(ids), entry.deleted_at.is_(None))
    reports = (link.reports_to_id.in_(ids), link.contact_id == Contact.id, Contact.deleted_at.is_(None))
    said = (Consent.contact_id.in_(ids), ~made_by(Consent.id, cause_id))
    found: Uses = {}
    await _count(session, found, "interactions", entry.contact_id, *entries, entry.id.not_in(gone))
    await _count(session, found, "reports", link.reports_to_id, *reports, Contact.id.not_in(gone))
    await _count(session, found, "consents", Consent.contact_id, *said)
    return found


def made_by(record_id: Any, cause_id: UUID) -> ColumnElement[bool]:
    """Whether an act created a record."""
    mine = (change.c.record_id == record_id, change.c.cause_id == cause_id, change.c.kind == "created")
    return exists().where(*mine)


async def _count(
    session: AsyncSession, found: Uses, name: str, user_of: Any, *where: ColumnElement[bool]
) -> None:
    statement = select(user_of, func.count()).where(*where).group_by(user_of)
    for id_, count in await session.execute(statement):
        found.setdefault(id_, {})[name] = count
