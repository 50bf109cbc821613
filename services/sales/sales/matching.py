"""Which records somebody means, by what is written in a file: of those that may be read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Text, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from sales.owned import Owned, readable

Matches = Mapping[str, Sequence[UUID]]
"""Ids by value; values that nothing has are absent."""


def external(source: str, id_: str) -> str:
    """What another system calls a record, as records keep it."""
    return f"{source}:{id_}"


async def having(
    session: AsyncSession, actor: Actor, model: type[Owned], column: Any, values: Sequence[str], *more: Any
) -> Sequence[Row[Any]]:
    """(value, id, …) of the live records in whose list one of these values stands."""
    wanted = literal(list(values), ARRAY(Text()))
    each = select(func.unnest(column).label("value"), model.id, *more)
    rows = each.where(column.bool_op("&&")(wanted), readable(actor, model)).subquery()
    return (await session.execute(select(*rows.c).where(rows.c.value == any_(wanted)))).all()


async def by_external_id(
    session: AsyncSession, actor: Actor, model: type[Any], source: str, values: Sequence[str]
) -> Matches:
    """By what a source calls them."""
    names = {external(source, one): one for one in values}
    found: dict[str, list[UUID]] = {}
    for row in await having(session, actor, model, model.external_ids, list(names)):
        found.setdefault(names[row.value], []).append(row.id)
    return found
