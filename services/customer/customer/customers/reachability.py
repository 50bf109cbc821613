"""Customers as consent sees them: who is there, and on whose clock."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers.models import Customer
from customer.records import table_of

TABLE: Final = table_of(Customer)
NEEDED: Final = [TABLE.c[name] for name in ("id", "time_zone", "language", "phones")]


async def found(
    session: AsyncSession, actor: Actor, ids: Collection[UUID], permission: str = "customer.read"
) -> dict[UUID, Mapping[Any, Any]]:
    """The live customers among these on which the permission is held."""
    held = actor.scope(permission).predicate(TABLE.c.owner_id, TABLE.c.team_id)
    where = (_among(TABLE.c.id, ids), TABLE.c.deleted_at.is_(None), held)
    return {row["id"]: row for row in (await session.execute(select(*NEEDED).where(*where))).mappings()}


async def standings(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What lists are filtered by: what each agreed to and what not."""
    statement = select(TABLE.c.id, TABLE.c.consents, TABLE.c.opt_outs).where(_among(TABLE.c.id, ids))
    rows = await session.execute(statement)
    return {row.id: {"consents": tuple(row.consents), "opt_outs": tuple(row.opt_outs)} for row in rows}


async def hold(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Keep these where they are until their timelines have been written to: before their contacts are locked,
    as whoever links the two does."""
    statement = select(TABLE.c.id).where(_among(TABLE.c.id, ids)).order_by(TABLE.c.id)
    await session.execute(statement.with_for_update(read=True, key_share=True))


async def customers_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """On whose timeline it is told: their own."""
    return {id_: [id_] for id_ in ids}


async def countries(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The country of their first address that names one."""
    statement = select(TABLE.c.id, TABLE.c.country)
    where = (_among(TABLE.c.id, ids), TABLE.c.country.is_not(None))
    return {row.id: row.country for row in await session.execute(statement.where(*where))}


def _among(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    """One array instead of a thousand parameters: the statement stays the same text."""
    among: ColumnElement[bool] = column == any_(literal(list(ids), ARRAY(Uuid())))
    return among
