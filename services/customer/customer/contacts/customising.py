"""Contacts as objects that have custom fields, and as things that references in such fields name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.declaration import Customised
from chassis.outbox import publish
from crm.customer.events import ContactUpdated
from customer.contacts import links, rewriting, scope
from customer.contacts.models import Contact
from libs.formulas import Type


async def recomputed(session: AsyncSession, records: Sequence[Any]) -> None:
    """Tell that computed values changed."""
    at = await rewriting.customers_of(session, [one.id for one in records])
    cards = (links.card(one, at[one.id]) for one in records)
    publish(session, *(ContactUpdated(**card, fields=["custom"]) for card in cards))


async def named(
    session: AsyncSession, actor: Actor, _access: Access, ids: Collection[UUID]
) -> Mapping[UUID, str]:
    """Live contacts that may be read, by name."""
    live = (Contact.deleted_at.is_(None), scope.holding(actor))
    rows = await session.execute(select(Contact.id, Contact.name).where(Contact.id.in_(ids), *live))
    return {row.id: row.name for row in rows}


CONTACTS: Final = Customised(
    Contact, {"name": Type.TEXT, "language": Type.TEXT, "birthday": Type.DATE}, recomputed
)
"""With the columns that formulas may read."""
