"""What somebody may do, and who may do something to them."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach, Scope
from identity.roles import service as roles
from identity.roles.delegation import require_within
from identity.teams import service as teams
from identity.users import queries
from identity.users.models import User

_user = User.__table__.c


async def require_charge(session: AsyncSession, actor: Actor, user: User) -> None:
    """Refuse to take charge of somebody who may do more than the actor: a password set for them, a role
    given to them would otherwise be a way to their rights. Raises BeyondOwnPermissions."""
    if actor.id == user.id:
        return
    reaches = await roles.reaches(session, user.role_ids)
    await _require_within(session, actor, user, reaches)


async def require_grantable(session: AsyncSession, actor: Actor, user: User) -> None:
    """Refuse roles and teams that add up to more than the actor holds; takes hold of both."""
    await teams.require_live(session, user.team_ids)
    reaches = roles.added_up(await roles.require_live(session, user.role_ids))
    await _require_within(session, actor, user, reaches)


async def held(
    session: AsyncSession, user: User, owner_id: UUID | None = None, team_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Each permission with its scope, the roles that give it and the teams it covers; with an owner or a team
    only what reaches a row of theirs."""
    held_roles = await roles.named(session, user.role_ids)
    covered = {
        Reach.TEAM: [team.id for team in await teams.named(session, user.team_ids)],
        Reach.SUBTREE: sorted(await teams.subtree(session, user.team_ids)),
    }
    return [
        {
            "permission": permission,
            "scope": reach.name.lower(),
            "role_ids": [role.id for role in held_roles if permission in role.permissions],
            "team_ids": covered.get(reach, []),
        }
        for permission, reach in sorted(roles.added_up(held_roles).items())
        if (owner_id is None and team_id is None)
        or Scope(reach, user.id, tuple(covered.get(reach, ()))).covers(owner_id, team_id)
    ]


async def reaching(
    session: AsyncSession, permission: str, owner_id: UUID | None, team_id: UUID | None
) -> ColumnElement[bool]:
    """People who hold a permission on a row of this owner and team, as a predicate."""
    by_reach: dict[Reach, list[UUID]] = {reach: [] for reach in Reach}
    for role in await roles.giving(session, permission):
        by_reach[role.reaches[permission]].append(role.id)
    any_role = [role_id for ids in by_reach.values() for role_id in ids]
    ways = [queries.has_any(_user.role_ids, by_reach[Reach.ALL])]
    if owner_id:
        ways.append((_user.id == owner_id) & queries.has_any(_user.role_ids, any_role))
    if team_id:
        above = await teams.above(session, team_id)
        for reach, of in ((Reach.TEAM, [team_id]), (Reach.SUBTREE, above)):
            inside = queries.has_any(_user.team_ids, of)
            ways.append(inside & queries.has_any(_user.role_ids, by_reach[reach]))
    return _user.active.is_(True) & or_(*ways)


async def _require_within(session: AsyncSession, actor: Actor, user: User, reaches: dict[str, Reach]) -> None:
    subtree = await teams.subtree(session, user.team_ids) if Reach.SUBTREE in reaches.values() else set()
    require_within(actor, reaches, user.team_ids, subtree)
