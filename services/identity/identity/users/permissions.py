"""What somebody may do, and who may do something to them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach, Scope
from chassis.masks import Masks
from identity.roles import service as roles
from identity.roles.delegation import require_hidden, require_within
from identity.teams import service as teams
from identity.users import queries
from identity.users.models import User

_user = User.__table__.c


class Holder(Protocol):
    """Who holds roles in teams: a person, an API key."""

    @property
    def id(self) -> UUID: ...
    @property
    def role_ids(self) -> list[UUID]: ...
    @property
    def team_ids(self) -> list[UUID]: ...


async def require_charge(session: AsyncSession, actor: Actor, user: Holder) -> None:
    """Refuse to take charge of somebody who may do more than the actor: a password set for them, a role
    given to them would otherwise be a way to their rights. Raises BeyondOwnPermissions."""
    if actor.id == user.id:
        return
    held_roles = await roles.named(session, user.role_ids)
    await _require_within(session, actor, user, roles.added_up(held_roles), roles.masks_of(held_roles))


async def require_grantable(session: AsyncSession, actor: Actor, user: Holder) -> None:
    """Refuse roles and teams that add up to more than the actor holds; takes hold of both."""
    await teams.require_live(session, user.team_ids)
    given = await roles.require_live(session, user.role_ids)
    await _require_within(session, actor, user, roles.added_up(given), roles.masks_of(given))


async def held(
    session: AsyncSession, user: User, owner_id: UUID | None = None, team_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Each permission with its scope, the roles that give it, the teams it covers and what is hidden from
    who reads with it; with an owner or a team only what reaches a row of theirs."""
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
            "masks": roles.masks_explained(permission, held_roles),
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


async def with_masks(
    session: AsyncSession, permission: str, rows: Sequence[Row[Any]]
) -> list[dict[str, Any]]:
    """People with the fields hidden from them of what they read with a permission."""
    known = {
        role.id: role for role in await roles.named(session, [id_ for row in rows for id_ in row.role_ids])
    }
    return [
        {
            **row._mapping,
            "masked": roles.hidden(permission, [known[id_] for id_ in row.role_ids if id_ in known]),
        }
        for row in rows
    ]


async def _require_within(
    session: AsyncSession, actor: Actor, user: Holder, reaches: Mapping[str, Reach], masks: Masks
) -> None:
    require_hidden(actor, reaches, masks)
    subtree = await teams.subtree(session, user.team_ids) if Reach.SUBTREE in reaches.values() else set()
    require_within(actor, reaches, user.team_ids, subtree)
