"""Which contacts somebody may see and change.

A contact is readable with any of its customers; one without customers belongs to whoever made it.
Changing, deleting and restoring it needs customer.update on at least one of its customers.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach
from customer.contacts.models import Contact, ContactLink
from customer.customers import scope as customers


def branches(actor: Actor, permission: str = "customer.read") -> list[ColumnElement[bool]]:
    """Disjoint predicates of the contacts on which a permission is held."""
    if actor.reach(permission) is Reach.ALL:
        return [true()]
    if not actor.may(permission):
        return [false()]
    return [_linked(customers.readable_ids(actor, permission)), _own(actor)]


def holding(actor: Actor, permission: str = "customer.read") -> ColumnElement[bool]:
    """The same as one predicate."""
    return or_(*branches(actor, permission))


def _linked(customer_ids: Select[Any]) -> ColumnElement[bool]:
    return exists().where(ContactLink.contact_id == Contact.id, ContactLink.customer_id.in_(customer_ids))


def _own(actor: Actor) -> ColumnElement[bool]:
    return and_(Contact.created_by == actor.id, ~exists().where(ContactLink.contact_id == Contact.id))


def at_customer(customer_id: UUID) -> ColumnElement[bool]:
    """The contacts of one customer."""
    return Contact.id.in_(select(ContactLink.contact_id).where(ContactLink.customer_id == customer_id))


async def working_for(session: AsyncSession, customer_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Which of these contacts are live and linked to a customer."""
    statement = select(Contact.id).where(
        Contact.id.in_(ids), Contact.deleted_at.is_(None), at_customer(customer_id)
    )
    return set(await session.scalars(statement))
