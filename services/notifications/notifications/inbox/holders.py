"""Who may do something with a record."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Text, and_, cast, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.tables import access as table

MOST: Final = 20
"""So many people are told of one record, however many may do it."""


async def holders(
    session: AsyncSession, permission: str, owner_id: UUID | None, team_id: UUID | None, *, but: UUID
) -> list[UUID]:
    """Active people whose permission covers a record, apart from one of them: the nearest ones.

    Near is a narrow reach, and then a team close to the record's.
    """
    access = Access("")
    access.replace(await _known(session, permission))
    path = access.team_path(team_id)
    candidates = map(access.acting, access.principals())
    covering = [one for one in candidates if one.scope(permission).covers(owner_id, team_id)]
    covering.sort(key=lambda one: (one.reach(permission), _steps(one, path), one.id))
    return [one.id for one in covering if one.id != but][:MOST]


async def _known(session: AsyncSession, permission: str) -> list[Any]:
    """What it takes of the access projection: the teams, and who has a role with the permission."""
    columns = select(table.c.kind, table.c.id, table.c.data)
    granting = and_(table.c.kind == "role", table.c.data["permissions"].has_key(permission))
    found = (await session.execute(columns.where(or_(granting, table.c.kind == "team")))).all()
    role_ids = [str(id_) for kind, id_, _ in found if kind == "role"]
    holding = table.c.data["role_ids"].has_any(cast(role_ids, ARRAY(Text)))
    people = columns.where(table.c.kind == "user", table.c.data.contains({"active": True}), holding)
    return [*found, *(await session.execute(people)).all()]


def _steps(actor: Actor, path: Sequence[UUID]) -> int:
    """How far above a record's team the actor's own is."""
    return min((step for step, team in enumerate(path) if team in actor.grants.team_ids), default=len(path))
