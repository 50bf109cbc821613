"""Company groups: a tree of customers, without circles."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chassis.actors import Actor
from chassis.problems import DomainError, InvalidInput
from customer.customers import scope
from customer.customers.models import Customer
from customer.customers.schemas import Group, GroupMember

MOST_LEVELS: Final = 20
MOST_MEMBERS: Final = 500
LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('customer group', 0))")


class GroupCircle(DomainError):
    """A customer cannot be above itself in its group."""

    status = 409


class GroupTooDeep(DomainError):
    """A group has at most twenty levels."""

    status = 409


async def require_parent(session: AsyncSession, actor: Actor, child_id: UUID | None, parent_id: UUID) -> None:
    """Check that the parent is a company the actor can see, and not the child or below it.

    Changes of groups wait for each other: two at once could close a circle that neither sees.
    """
    if child_id == parent_id:
        raise GroupCircle(parent_id=str(parent_id))
    await session.execute(LOCK)
    where = (Customer.id == parent_id, scope.readable(actor))
    kind = await session.scalar(select(Customer.kind).where(*where))
    if kind is None:
        raise InvalidInput.at("/parent_id", "customer_unknown")
    if kind != "company":
        raise InvalidInput.at("/parent_id", "not_a_company")
    above = await ancestors(session, parent_id)
    if child_id in above:
        raise GroupCircle(parent_id=str(parent_id))
    if len(above) >= MOST_LEVELS:
        raise GroupTooDeep(most=MOST_LEVELS)


async def ancestors(session: AsyncSession, customer_id: UUID) -> list[UUID]:
    """The customer and those above it, upwards."""
    start = select(Customer.id, Customer.parent_id, literal(0).label("level")).where(
        Customer.id == customer_id
    )
    chain = start.cte(recursive=True)
    above = select(Customer.id, Customer.parent_id, chain.c.level + 1)
    chain = chain.union_all(
        above.join(chain, Customer.id == chain.c.parent_id).where(chain.c.level < 2 * MOST_LEVELS)
    )
    return list(await session.scalars(select(chain.c.id).order_by(chain.c.level)))


async def group_of(session: AsyncSession, actor: Actor, customer_id: UUID) -> Group:
    """The whole group of a customer from its top down, at most 500 members."""
    root_id = (await ancestors(session, customer_id))[-1]
    rows = await _members(session, actor, root_id)
    members = [_member(row) for row in rows[:MOST_MEMBERS]]
    return Group(root_id=root_id, members=members, truncated=len(rows) > MOST_MEMBERS)


async def _members(session: AsyncSession, actor: Actor, root_id: UUID) -> Sequence[Any]:
    start = select(Customer.id, literal(0).label("level")).where(Customer.id == root_id)
    tree = start.cte(recursive=True)
    child = aliased(Customer)
    below = select(child.id, tree.c.level + 1).join(tree, child.parent_id == tree.c.id)
    tree = tree.union_all(below.where(child.deleted_at.is_(None), tree.c.level < 2 * MOST_LEVELS))
    columns = (
        Customer.id,
        Customer.parent_id,
        Customer.number,
        Customer.name,
        Customer.kind,
        Customer.owner_id,
    )
    statement = (
        select(*columns, scope.readable(actor).label("readable"))
        .join(tree, tree.c.id == Customer.id)
        .order_by(tree.c.level, Customer.name_key, Customer.id)
        .limit(MOST_MEMBERS + 1)
    )
    return (await session.execute(statement)).all()


def _member(row: Any) -> GroupMember:
    if not row.readable:
        return GroupMember(id=row.id, parent_id=row.parent_id, readable=False)
    return GroupMember.model_validate(row, from_attributes=True)


async def closing_circles(session: AsyncSession, parents: Mapping[UUID, UUID]) -> dict[UUID, str]:
    """Which customers cannot get the parent wanted for them, and why: parent_unknown, group_circle."""
    await session.execute(LOCK)
    above = await _above(session, set(parents.values()))
    found: dict[UUID, str] = {}
    for child, parent in parents.items():
        seen, one = set[UUID](), parent if parent in above else None
        while one is not None and one not in seen and one != child:
            seen.add(one)
            one = parents.get(one) or above.get(one)
        if parent not in above:
            found[child] = "parent_unknown"
        elif one is not None:
            found[child] = "group_circle"
    return found


async def _above(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Customers and all above them, each with its parent."""
    chain = select(Customer.id, Customer.parent_id).where(Customer.id.in_(ids)).cte(recursive=True)
    above = select(Customer.id, Customer.parent_id).join(chain, Customer.id == chain.c.parent_id)
    chain = chain.union(above)
    return dict((await session.execute(select(chain.c.id, chain.c.parent_id))).all())
