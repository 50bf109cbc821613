"""Which customers somebody may see, as SQL: other features inherit it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Halves, Reach
from chassis.explain import Place
from customer.customers.models import Customer
from customer.records import table_of


def branches(actor: Actor, *, deleted: bool = False) -> list[ColumnElement[bool]]:
    """Disjoint predicates of the customers that are shown; deleted ones to those who may delete."""
    readable = actor.scope("customer.read").halves(Customer.owner_id, Customer.team_id)
    if not deleted:
        return readable
    deletable = actor.scope("customer.delete").predicate(Customer.owner_id, Customer.team_id)
    return [and_(one, deletable) for one in readable]


def halves(actor: Actor) -> Halves:
    """Those of the customers that may be read, for statements that are made once."""
    return actor.scope("customer.read").parametrised(Customer.owner_id, Customer.team_id)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Live customers that may be read."""
    return and_(Customer.deleted_at.is_(None), or_(*branches(actor)))


def visible(actor: Actor) -> ColumnElement[bool]:
    """Live customers that may be read, and deleted ones that may be restored."""
    if not actor.may("customer.delete"):
        return readable(actor)
    return or_(
        readable(actor),
        and_(Customer.deleted_at.is_not(None), or_(*branches(actor, deleted=True))),
    )


def sees(actor: Actor, row: Any) -> bool:
    """The same for a row that is already loaded."""
    needed = ("customer.read",) if row.deleted_at is None else ("customer.read", "customer.delete")
    return all(actor.scope(one).covers(row.owner_id, row.team_id) for one in needed)


def readable_ids(actor: Actor, permission: str = "customer.read") -> Select[Any]:
    """Ids of live customers on which the permission is held, for `IN`."""
    scope = actor.scope(permission)
    return select(Customer.id).where(
        Customer.deleted_at.is_(None), scope.predicate(Customer.owner_id, Customer.team_id)
    )


def ids_in(halves: Halves) -> CompoundSelect[Any]:
    """Ids of the live customers in the halves, each read from its own index."""
    table = table_of(Customer)
    live = select(table.c.id).where(table.c.deleted_at.is_(None))
    return union_all(*(live.where(half) for half in halves.clauses))


def cards_in(halves: Halves) -> Select[Any]:
    """Id, number and name of the same customers, to join with: looked up one by one."""
    table = table_of(Customer)
    live = select(table.c.id, table.c.number, table.c.name).where(table.c.deleted_at.is_(None))
    return live.where(or_(*halves.clauses))


def readable_cards(actor: Actor) -> Select[Any]:
    """Id, number and name of live customers that may be read, to join with."""
    table = table_of(Customer)
    return select(table.c.id, table.c.number, table.c.name).where(readable(actor))


def everything(actor: Actor) -> bool:
    """Whether the actor reads all customers, so that no list needs to ask."""
    return actor.reach("customer.read") is Reach.ALL


def is_narrow(actor: Actor) -> bool:
    """Whether the actor reads own customers and those of one team at most: one run of an index each."""
    scope = actor.scope("customer.read")
    return scope.reach is not Reach.ALL and len(scope.team_ids) <= 1


async def places(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Owner and team of live customers, for checks of many rows at once."""
    if not ids:
        return {}
    statement = select(Customer.id, Customer.owner_id, Customer.team_id)
    rows = await session.execute(statement.where(Customer.id.in_(set(ids)), Customer.deleted_at.is_(None)))
    return {row.id: Place(row.owner_id, row.team_id) for row in rows}
