"""Contacts as consent sees them: who is there, and on whose clock."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.contacts import scope
from customer.contacts.models import Contact, ContactLink
from customer.customers import reachability as customers
from customer.records import table_of

TABLE: Final = table_of(Contact)
NEEDED: Final = [TABLE.c[name] for name in ("id", "time_zone", "language", "phones")]


async def found(
    session: AsyncSession, actor: Actor, ids: Collection[UUID], permission: str = "customer.read"
) -> dict[UUID, Mapping[Any, Any]]:
    """The live contacts among these on which the permission is held."""
    where = (_among(TABLE.c.id, ids), TABLE.c.deleted_at.is_(None), scope.holding(actor, permission))
    return {row["id"]: row for row in (await session.execute(select(*NEEDED).where(*where))).mappings()}


async def standings(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What lists are filtered by: what each agreed to and what not."""
    statement = select(TABLE.c.id, TABLE.c.consents, TABLE.c.opt_outs).where(_among(TABLE.c.id, ids))
    rows = await session.execute(statement)
    return {row.id: {"consents": tuple(row.consents), "opt_outs": tuple(row.opt_outs)} for row in rows}


async def customers_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The customers each works for, the one where they are the main contact first."""
    works_for: dict[UUID, list[UUID]] = {}
    statement = select(ContactLink.contact_id, ContactLink.customer_id)
    statement = statement.where(_among(ContactLink.contact_id, ids))
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


def _among(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    """One array instead of a thousand parameters: the statement stays the same text."""
    among: ColumnElement[bool] = column == any_(literal(list(ids), ARRAY(Uuid())))
    return among
