"""Records that somebody looks after: who may see and change them, and giving them to others.

What may be done with one is called as its table: `opportunity.read`, `opportunity.assign`.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from chassis.access import Access
from chassis.actors import Actor
from chassis.changes import Change
from chassis.explain import Place, Placed
from chassis.owning import Assignment, landing_place, require_person, require_team, target_of
from chassis.problems import NotFound
from libs.references import PersonRef, TeamRef
from sales.records import Record

PLACE: Final = ("owner_id", "team_id")


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


def landing(actor: Actor, access: Access, thing: str, owner_id: UUID | None, team_id: UUID | None) -> Place:
    """Where a new one lands: with the actor and the owner's first team unless said. Raises NotAllowed where
    they may create none, InvalidInput for people and teams that are not there.
    """
    place = Place(*landing_place(actor, access, owner_id, team_id))
    actor.require_on(f"{thing}.create", *place)
    require_person(access, owner_id)
    require_team(access, team_id)
    return place


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


async def many(
    session: AsyncSession, model: type[O], ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, O]:
    """Those that exist, deleted ones too; locked in one order for all, so that nobody deadlocks."""
    statement = select(model).where(model.id.in_(ids)).order_by(model.id)
    statement = statement.execution_options(populate_existing=True)  # a savepoint may have undone changes
    found = await session.scalars(statement.with_for_update() if lock else statement)
    return {one.id: one for one in found}


def needs(thing: str, fields: Collection[str], *, creation: bool = False) -> set[str]:
    """The permissions that writing these fields needs. Records that an act created come and go by
    `creation`, not as deleted ones.
    """
    if "deleted_at" in fields:
        return {f"{thing}.create" if creation else f"{thing}.delete"}
    moved = set(fields) & set(PLACE)
    return ({f"{thing}.assign"} if moved else set()) | ({f"{thing}.update"} if set(fields) - moved else set())


def refusal(actor: Actor, record: Owned, needed: Collection[str]) -> str | None:
    """Why the actor may not change a record so: not_found, not_allowed."""
    place = (record.owner_id, record.team_id)
    if not actor.scope(f"{record.__tablename__}.read").covers(*place):
        return "not_found"
    if all(actor.scope(permission).covers(*place) for permission in needed):
        return None
    return "not_allowed" if record.deleted_at is None else "not_found"


def given(record: Owned, change: Change) -> Given | None:
    """Who looked after a changed record before; None when that is as it was."""
    if change.after.keys().isdisjoint(PLACE):
        return None
    was = {name: change.before.get(name, getattr(record, name)) for name in PLACE}
    return Given(*(UUID(str(one)) if one else None for one in was.values()))


async def _one(
    session: AsyncSession, model: type[O], id_: UUID, where: ColumnElement[bool], *, lock: bool = False
) -> O:
    statement = select(model).where(model.id == id_, where)
    found: O | None = await session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(thing=model.__tablename__, id=str(id_))
    return found
