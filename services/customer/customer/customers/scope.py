"""Which customers somebody may see, as SQL: other features inherit it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Halves, Reach
from chassis.explain import Place
from customer.customers.models import Customer
from customer.records import table_of
from customer.searched_lists import Scoped
from customer.searching import unseen


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


def indexed(halves: Halves) -> ColumnElement[bool]:
    """What the index for searches tells of the halves: the rows with one of these owners or teams."""
    if halves.shape in (Reach.ALL, Reach.NONE):
        return true()
    table, owner = table_of(Customer), bindparam("scope_owner", halves.values["scope_owner"], Uuid())
    teams: Any = halves.values["scope_teams"]
    if halves.shape is Reach.OWN:
        wanted: ColumnElement[Any] = array([owner])
    elif halves.shape is Reach.TEAM:
        wanted = array([owner, bindparam("scope_teams", teams, Uuid())])
    else:
        wanted = func.array_append(bindparam("scope_teams", teams, ARRAY(Uuid())), owner)
    return array([table.c.owner_id, table.c.team_id]).bool_op("&&")(unseen(wanted))


def cards_of(halves: Halves) -> list[Select[Any]]:
    """Id, number and name of the live customers of each half."""
    table = table_of(Customer)
    live = select(table.c.id, table.c.number, table.c.name).where(table.c.deleted_at.is_(None))
    return [live.where(half) for half in halves.clauses]


def cards_in(halves: Halves) -> Select[Any]:
    """Those of all halves with owner and team, to join with: looked up one by one."""
    (every,) = cards_of(halves._replace(clauses=(or_(*halves.clauses),)))
    return every.add_columns(Customer.owner_id, Customer.team_id)


def readable_cards(actor: Actor) -> Select[Any]:
    """Id, number and name of live customers that may be read, to join with."""
    table = table_of(Customer)
    return select(table.c.id, table.c.number, table.c.name).where(readable(actor))


def everything(actor: Actor) -> bool:
    """Whether the actor reads all customers, so that no list needs to ask."""
    return actor.reach("customer.read") is Reach.ALL


def scoped(actor: Actor) -> Scoped:
    """Those that may be read, for searches; one's own and those of one team are a run of an index each."""
    theirs = halves(actor)
    return Scoped(theirs, indexed, theirs.shape in (Reach.OWN, Reach.TEAM))


async def places(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Owner and team of live customers, for checks of many rows at once."""
    if not ids:
        return {}
    statement = select(Customer.id, Customer.owner_id, Customer.team_id)
    rows = await session.execute(statement.where(Customer.id.in_(set(ids)), Customer.deleted_at.is_(None)))
    return {row.id: Place(row.owner_id, row.team_id) for row in rows}
