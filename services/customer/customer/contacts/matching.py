"""Which contacts somebody means, by what is written in a file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from chassis.actors import Actor
from customer.contacts import scope
from customer.contacts.models import Contact
from customer.external import collected, resolved


async def match(
    session: AsyncSession,
    actor: Actor,
    key: str,
    values: Sequence[str],
    source: str | None = None,
    *,
    customer_id: UUID | None = None,
) -> dict[str, list[UUID]]:
    """Live contacts the actor may read, at one customer if it is named, by value; unknown values are absent.

    Keys: external_id (of the source, if one is named), name, and email or phone in their normal form.
    """
    where: list[ColumnElement[bool]] = [Contact.deleted_at.is_(None), scope.holding(actor)]
    if customer_id:
        where.append(scope.at_customer(customer_id))
    if key == "external_id":
        known = await resolved(session, "contact", source, values)
        ids = {one for found in known.values() for one in found}
        live = set(await session.scalars(select(Contact.id).where(Contact.id.in_(ids), *where)))
        kept = {value: [one for one in found if one in live] for value, found in known.items()}
        return {value: found for value, found in kept.items() if found}
    if key == "name":
        return collected(
            await session.execute(select(Contact.name, Contact.id).where(Contact.name.in_(values), *where))
        )
    return collected(await session.execute(_by_handle(values, where)))


def _by_handle(values: Sequence[str], where: Sequence[ColumnElement[bool]]) -> Any:
    wanted = literal(list(values), ARRAY(Text()))
    each = select(Contact.id, func.unnest(Contact.handles).label("value"))
    rows = each.where(Contact.handles.bool_op("&&")(wanted), *where).subquery()
    return select(rows.c.value, rows.c.id).where(rows.c.value.in_(values))
