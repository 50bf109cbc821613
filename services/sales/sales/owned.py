"""Records that somebody looks after: who may see and change them, and giving them to others.

What may be done with one is called as its table: `opportunity.read`, `opportunity.assign`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Place, Placed
from chassis.owning import Assignment, target_of
from chassis.problems import NotFound
from libs.references import PersonRef, TeamRef
from sales.records import Record


class Owned(Record):
    """A record with an owner and a team."""

    __abstract__ = True

    owner_id: Mapped[PersonRef | None]
    team_id: Mapped[TeamRef | None]


O = TypeVar("O", bound=Owned)  # noqa: E741  # an owned record


class Given(NamedTuple):
    """Who looked after a record before it was given to somebody else."""

    previous_owner_id: UUID | None
    previous_team_id: UUID | None


def branches(actor: Actor, model: type[Owned], *, deleted: bool = False) -> list[ColumnElement[bool]]:
    """Disjoint predicates of those that are shown; deleted ones to those who may delete."""
    readable = actor.scope(f"{model.__tablename__}.read").halves(model.owner_id, model.team_id)
    return [and_(one, _deletable(actor, model)) for one in readable] if deleted else readable


def readable(actor: Actor, model: type[Owned]) -> ColumnElement[bool]:
    """Live ones that may be read."""
    return and_(model.deleted_at.is_(None), or_(*branches(actor, model)))


def visible(actor: Actor, model: type[Owned]) -> ColumnElement[bool]:
    """Live ones that may be read, and deleted ones that may be restored."""
    gone = and_(model.deleted_at.is_not(None), or_(*branches(actor, model, deleted=True)))
    return or_(readable(actor, model), gone)


def _deletable(actor: Actor, model: type[Owned]) -> ColumnElement[bool]:
    permission = f"{model.__tablename__}.delete"
    if not actor.may(permission):
        return false()
    return actor.scope(permission).predicate(model.owner_id, model.team_id)


async def get(session: AsyncSession, actor: Actor, model: type[O], id_: UUID) -> O:
    """One that the actor may see. Raises NotFound."""
    return await _one(session, model, id_, visible(actor, model))


async def locked(session: AsyncSession, actor: Actor, model: type[O], id_: UUID, action: str) -> O:
    """A live one to change, locked. Raises NotFound, or NotAllowed when it may only be read."""
    found = await _one(session, model, id_, readable(actor, model), lock=True)
    actor.require_on(f"{model.__tablename__}.{action}", found.owner_id, found.team_id)
    return found


async def restorable(session: AsyncSession, actor: Actor, model: type[O], id_: UUID) -> O:
    """One to bring back, locked; a live one needs the same permission. Raises NotFound or NotAllowed."""
    found = await _one(session, model, id_, visible(actor, model), lock=True)
    actor.require_on(f"{model.__tablename__}.delete", found.owner_id, found.team_id)
    return found


async def placed(session: AsyncSession, actor: Actor, model: type[Owned], id_: UUID) -> Placed:
    """Where one that the actor may see lies. Raises NotFound."""
    found = await get(session, actor, model, id_)
    here = [Place(found.owner_id, found.team_id)]
    return Placed(here, found.deleted_at is not None, restored_with=f"{model.__tablename__}.delete")


def give(record: Owned, access: Access, body: Assignment) -> Given | None:
    """Let somebody else look after it; who did so before, or None when nothing changes."""
    target: Mapping[str, Any] = target_of(access, body)
    before = Given(record.owner_id, record.team_id)
    for name, value in target.items():
        setattr(record, name, value)
    return before if before != (record.owner_id, record.team_id) else None


async def _one(
    session: AsyncSession, model: type[O], id_: UUID, where: ColumnElement[bool], *, lock: bool = False
) -> O:
    statement = select(model).where(model.id == id_, where)
    found: O | None = await session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(thing=model.__tablename__, id=str(id_))
    return found
