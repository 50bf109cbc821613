"""Customers as other services see them: cards."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.customers import scope
from customer.customers.models import Customer
from customer.records import table_of

TABLE: Final = table_of(Customer)
COLUMNS: Final = [
    TABLE.c[name]
    for name in ("id", "number", "name", "owner_id", "team_id", "version", "deleted_at", "kind", "parent_id")
]


async def cards(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Sequence[Any]:
    """Cards of the customers the actor may read, deleted ones too."""
    may = actor.scope("customer.read").predicate(TABLE.c.owner_id, TABLE.c.team_id)
    return (await session.execute(select(*COLUMNS).where(TABLE.c.id.in_(ids), may))).all()


async def cards_after(session: AsyncSession, last: UUID | None, limit: int) -> Sequence[Any]:
    """Cards of all customers in order of id, deleted ones too, for projections."""
    statement = select(*COLUMNS).order_by(TABLE.c.id).limit(limit)
    return (await session.execute(statement.where(TABLE.c.id > last) if last else statement)).all()


async def existing(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Which of these customers are there, deleted ones too: purged ones are not."""
    return set(await session.scalars(select(TABLE.c.id).where(TABLE.c.id.in_(ids))))


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these customers the actor may read."""
    return set(await session.scalars(select(TABLE.c.id).where(TABLE.c.id.in_(ids), scope.readable(actor))))
