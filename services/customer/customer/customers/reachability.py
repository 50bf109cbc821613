"""Customers as consent sees them: who is there, and on whose clock."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers.models import Customer
from customer.records import among, table_of

TABLE: Final = table_of(Customer)
NEEDED: Final = [TABLE.c[name] for name in ("id", "name", "time_zone", "language", "emails", "phones")]


async def found(
    session: AsyncSession, actor: Actor, ids: Collection[UUID], permission: str = "customer.read"
) -> dict[UUID, Mapping[Any, Any]]:
    """The live customers among these on which the permission is held."""
    held = actor.scope(permission).predicate(TABLE.c.owner_id, TABLE.c.team_id)
    where = (among(TABLE.c.id, ids), TABLE.c.deleted_at.is_(None), held)
    return {row["id"]: row for row in (await session.execute(select(*NEEDED).where(*where))).mappings()}


async def hold(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Keep these where they are until their timelines have been written to: before their contacts are locked,
    as whoever links the two does."""
    statement = select(TABLE.c.id).where(among(TABLE.c.id, ids)).order_by(TABLE.c.id)
    await session.execute(statement.with_for_update(read=True, key_share=True))


async def customers_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """On whose timeline it is told: their own."""
    return {id_: [id_] for id_ in ids}


async def countries(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The country of their first address that names one."""
    statement = select(TABLE.c.id, TABLE.c.country)
    where = (among(TABLE.c.id, ids), TABLE.c.country.is_not(None))
    return {row.id: row.country for row in await session.execute(statement.where(*where))}
