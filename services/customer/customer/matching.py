"""Which records somebody means, by what is written in a file: what customers, contacts and timeline entries
have in common. What is found is kept to the live records that may be read (`where`).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Text, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from customer.external import collected, resolved
from customer.records import among

Matches = dict[str, list[UUID]]
"""Ids by value; values that nothing has are absent."""


async def by_external_id(
    session: AsyncSession,
    table: Table,
    values: Sequence[str],
    source: str | None,
    *where: ColumnElement[bool],
) -> Matches:
    """By what a source calls them; any source when none is named."""
    known = await resolved(session, table.name, source, values)
    if not known:
        return {}
    ids = {one for found in known.values() for one in found}
    live = set(await session.scalars(select(table.c.id).where(among(table.c.id, ids), *where)))
    kept = {value: [one for one in found if one in live] for value, found in known.items()}
    return {value: found for value, found in kept.items() if found}


async def by_column(
    session: AsyncSession, column: ColumnElement[Any], values: Sequence[str], *where: ColumnElement[bool]
) -> Matches:
    """By a field's whole value."""
    table = column.table
    return collected(await session.execute(select(column, table.c.id).where(among(column, values), *where)))


async def by_handle(
    session: AsyncSession, table: Table, values: Sequence[str], *where: ColumnElement[bool]
) -> Matches:
    """By mail address or phone in their normal form."""
    wanted = literal(list(values), ARRAY(Text()))
    each = select(table.c.id, func.unnest(table.c.handles).label("value"))
    rows = each.where(table.c.handles.bool_op("&&")(wanted), *where).subquery()
    found = select(rows.c.value, rows.c.id).where(among(rows.c.value, values))
    return collected(await session.execute(found))
