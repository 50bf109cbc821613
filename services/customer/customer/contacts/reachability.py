"""Contacts as consent sees them: who is there, and on whose clock."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.contacts import scope
from customer.contacts.models import Contact, ContactLink
from customer.customers import reachability as customers
from customer.records import among, table_of

TABLE: Final = table_of(Contact)
NEEDED: Final = [TABLE.c[name] for name in ("id", "name", "time_zone", "language", "emails", "phones")]


async def found(
    session: AsyncSession, actor: Actor, ids: Collection[UUID], permission: str = "customer.read"
) -> dict[UUID, Mapping[Any, Any]]:
    """The live contacts among these on which the permission is held."""
    where = (among(TABLE.c.id, ids), TABLE.c.deleted_at.is_(None), scope.holding(actor, permission))
    return {row["id"]: row for row in (await session.execute(select(*NEEDED).where(*where))).mappings()}


async def customers_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The customers each works for, the one where they are the main contact first."""
    works_for: dict[UUID, list[UUID]] = {}
    statement = select(ContactLink.contact_id, ContactLink.customer_id)
    statement = statement.where(among(ContactLink.contact_id, ids))
    for contact_id, customer_id in await session.execute(
        statement.order_by(ContactLink.is_primary.desc(), ContactLink.customer_id)
    ):
        works_for.setdefault(contact_id, []).append(customer_id)
    return works_for


async def countries(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Where each works: the country of their first customer that has one."""
    works_for = await customers_of(session, ids)
    known = await customers.countries(session, {one for some in works_for.values() for one in some})
    answers = {
        id_: next((known[one] for one in some if one in known), None) for id_, some in works_for.items()
    }
    return {id_: country for id_, country in answers.items() if country}
