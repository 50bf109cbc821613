"""Which contacts somebody means, by what is written in a file."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chassis.actors import Actor
from customer.contacts import scope
from customer.contacts.models import Contact, ContactLink
from customer.customers import scope as customers
from customer.external import collected
from customer.matching import Matches, by_column, by_external_id, by_handle
from customer.records import table_of

TABLE: Final = table_of(Contact)
Named = tuple[UUID, str]
"""A customer, and the name of somebody there."""


async def match(
    session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str | None = None
) -> Matches:
    """Live contacts the actor may read, by value; unknown values are absent.

    Keys: external_id (of the source, if one is named), name, and email or phone in their normal form.
    """
    if key == "external_id":
        return await by_external_id(session, TABLE, values, source, *_live(actor))
    if key == "name":
        return await by_column(session, TABLE.c.name, values, *_live(actor))
    return await by_handle(session, TABLE, values, *_live(actor))


async def named_at(session: AsyncSession, actor: Actor, wanted: Collection[Named]) -> dict[Named, list[UUID]]:
    """Live contacts the actor may read, by a customer they work for and their name."""
    if not wanted:
        return {}
    customers, names = zip(*wanted, strict=True)
    asked = select(
        func.unnest(literal(list(customers), ARRAY(Uuid()))).label("customer_id"),
        func.unnest(literal(list(names), ARRAY(Text()))).label("name"),
    ).subquery()
    link = aliased(ContactLink)  # the scope asks about links of its own
    statement = (
        select(asked.c.customer_id, asked.c.name, Contact.id)
        .join(link, link.customer_id == asked.c.customer_id)
        .join(Contact, (Contact.id == link.contact_id) & (Contact.name == asked.c.name))
        .where(*_live(actor))
    )
    rows = await session.execute(statement)
    return collected(((customer, name), id_) for customer, name, id_ in rows)


async def named(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Sequence[Any]:
    """Id and name of live contacts that the actor may read, and one of their customers that they may read."""
    if not ids:
        return []
    link = aliased(ContactLink)  # the scope asks about links of its own
    theirs = select(link.customer_id).where(
        link.contact_id == Contact.id, link.customer_id.in_(customers.readable_ids(actor))
    )
    one = theirs.order_by(link.is_primary.desc(), link.customer_id).limit(1).scalar_subquery()
    statement = select(Contact.id, Contact.name, one.label("customer_id"))
    return (await session.execute(statement.where(Contact.id.in_(ids), *_live(actor)))).all()


def _live(actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Contact.deleted_at.is_(None), scope.holding(actor)
