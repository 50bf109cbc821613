"""Customers as objects that have custom fields, and as things that references in such fields name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.declaration import Customised
from chassis.outbox import publish
from crm.customer.events import CustomerUpdated
from customer.customers import scope
from customer.customers.models import Customer
from libs.formulas import Type

TEXTS: Final = ("name", "kind", "number", "industry", "size", "source", "currency", "language")


async def recomputed(session: AsyncSession, records: Sequence[Any]) -> None:
    """Tell that computed values changed."""
    publish(session, *(CustomerUpdated(**one.card(), fields=["custom"]) for one in records))


async def named(
    session: AsyncSession, actor: Actor, _access: Access, ids: Collection[UUID]
) -> Mapping[UUID, str]:
    """Live customers that may be read, by number."""
    statement = select(Customer.id, Customer.number).where(Customer.id.in_(ids), scope.readable(actor))
    return {row.id: row.number for row in await session.execute(statement)}


CUSTOMERS: Final = Customised(
    Customer, {**dict.fromkeys(TEXTS, Type.TEXT), "registered_on": Type.DATE}, recomputed
)
"""With the columns that formulas may read."""
