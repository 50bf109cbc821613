"""Which customers somebody means, by what is written in a file."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers import scope
from customer.customers.models import Customer
from customer.matching import Matches, by_column, by_external_id, by_handle
from customer.records import table_of

TABLE: Final = table_of(Customer)


async def match(
    session: AsyncSession, actor: Actor, key: str, values: Sequence[str], source: str | None = None
) -> Matches:
    """Live customers the actor may read, by value; unknown values are absent.

    Keys: external_id (of the source, if one is named), number, name, tax_number, and email or phone in
    their normal form.
    """
    readable = scope.readable(actor)
    if key == "external_id":
        return await by_external_id(session, TABLE, values, source, readable)
    if key in ("email", "phone"):
        return await by_handle(session, TABLE, values, readable)
    return await by_column(session, TABLE.c[key], values, readable)
