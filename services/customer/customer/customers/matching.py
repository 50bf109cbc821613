"""Which customers somebody means, by what is written in a file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from chassis.actors import Actor
from customer.customers import scope
from customer.customers.models import Customer
from customer.external import collected, resolved

COLUMNS: Final[Mapping[str, ColumnElement[Any]]] = {
    "number": Customer.__table__.c.number,
    "name": Customer.__table__.c.name,
    "tax_number": Customer.__table__.c.tax_number,
}


async def match(
    session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str | None = None
) -> dict[str, list[UUID]]:
    """Live customers the actor may read, by value; unknown values are absent.

    Keys: external_id (of the source, if one is named), number, name, tax_number, and email or phone in
    their normal form.
    """
    if key == "external_id":
        known = await resolved(session, "customer", source, values)
        ids = {one for found in known.values() for one in found}
        live = set(
            await session.scalars(select(Customer.id).where(Customer.id.in_(ids), scope.readable(actor)))
        )
        kept = {value: [one for one in found if one in live] for value, found in known.items()}
        return {value: found for value, found in kept.items() if found}
    if key in ("email", "phone"):
        return collected(await session.execute(_by_handle(actor, values)))
    column = COLUMNS[key]
    statement = select(column, Customer.id).where(column.in_(values), scope.readable(actor))
    return collected(await session.execute(statement))


def _by_handle(actor: Actor, values: Sequence[str]) -> Any:
    wanted = literal(list(values), ARRAY(Text()))
    each = select(Customer.id, func.unnest(Customer.handles).label("value"))
    rows = each.where(Customer.handles.bool_op("&&")(wanted), scope.readable(actor)).subquery()
    return select(rows.c.value, rows.c.id).where(rows.c.value.in_(values))
