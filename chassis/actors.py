"""Who acts: the principal behind a request, an event or a task, with what it may do.

Permissions are `object.action` with a scope; several roles add up and the widest scope wins
(architecture, section 5). `may` decides about an action as such, `scope` gives the predicate
for rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, SQLColumnExpression, Uuid, and_, any_, false, literal, or_, true
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.problems import NotAllowed

Column = SQLColumnExpression[Any]
_SERVICES = UUID("6d0d9a0e-3b39-5c15-9c63-0f3f6f5a1c0b")


class Kind(StrEnum):
    """What sort of principal acts."""

    USER = "user"
    CONTACT = "contact"
    PARTNER = "partner"
    API_KEY = "api_key"
    SERVICE = "service"


class Reach(IntEnum):
    """How far a permission reaches, from narrow to wide."""

    NONE = 0
    OWN = 1
    TEAM = 2
    SUBTREE = 3
    ALL = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows an actor may touch with one permission: its own, those of some teams, or all."""

    reach: Reach
    owner_id: UUID
    team_ids: tuple[UUID, ...] = ()

    def halves(self, owner: Column, team: Column) -> list[ColumnElement[bool]]:
        """Disjoint predicates, each answerable from one index; a list under scope is their UNION ALL."""
        if self.reach is Reach.ALL:
            return [true()]
        if self.reach is Reach.NONE:
            return [false()]
        own = owner == self.owner_id
        if not self.team_ids:
            return [own]
        return [own, and_(self._in_teams(team), owner.is_distinct_from(self.owner_id))]

    def _in_teams(self, team: Column) -> ColumnElement[bool]:
        """One team, as most people have, is an equality: an index that starts with it keeps its order."""
        if len(self.team_ids) == 1:
            return team == self.team_ids[0]
        return team == any_(literal(list(self.team_ids), ARRAY(Uuid())))

    def predicate(self, owner: Column, team: Column) -> ColumnElement[bool]:
        """The same rows as one predicate, for single rows and joins."""
        return or_(*self.halves(owner, team))

    def covers(self, owner_id: UUID | None, team_id: UUID | None) -> bool:
        """Whether one row, already loaded, lies within the scope."""
        if self.reach is Reach.ALL:
            return True
        if self.reach is Reach.NONE:
            return False
        return owner_id == self.owner_id or (team_id is not None and team_id in self.team_ids)


@dataclass(frozen=True, slots=True)
class Grants:
    """What roles and teams add up to for one principal."""

    reaches: Mapping[str, Reach] = field(default_factory=dict)
    team_ids: tuple[UUID, ...] = ()
    subtree_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A principal in the act of doing something."""

    kind: Kind
    id: UUID
    grants: Grants = field(default_factory=Grants)
    session_id: UUID | None = None
    on_behalf_of: str | None = None
    service: str | None = None
    token: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """The form kept in change rows and event headers: `user:<id>` or `service:<name>`."""
        return f"service:{self.service}" if self.service else f"{self.kind}:{self.id}"

    def reach(self, permission: str) -> Reach:
        """How far the permission reaches; services act without limits, their callers were checked."""
        if self.kind is Kind.SERVICE:
            return Reach.ALL
        return self.grants.reaches.get(permission, Reach.NONE)

    def scope(self, permission: str) -> Scope:
        """The rows this actor may touch with the permission."""
        reach = self.reach(permission)
        teams = {Reach.TEAM: self.grants.team_ids, Reach.SUBTREE: self.grants.subtree_ids}.get(reach, ())
        return Scope(reach, self.id, teams)

    def may(self, permission: str) -> bool:
        """Whether the permission is held at all, on whatever rows."""
        return self.reach(permission) is not Reach.NONE

    def require(self, permission: str) -> Scope:
        """The scope of a permission that must be held at all.

        Raises NotAllowed (403) otherwise.
        """
        if not self.may(permission):
            raise NotAllowed(permission=permission)
        return self.scope(permission)

    def require_on(self, permission: str, owner_id: UUID | None, team_id: UUID | None) -> None:
        """Refuse (403) when a row that the actor can read lies outside the permission's scope."""
        if not self.scope(permission).covers(owner_id, team_id):
            raise NotAllowed(permission=permission)


def service_actor(name: str, on_behalf_of: str | None = None) -> Actor:
    """The actor of background work: `service:<name>`, on behalf of whoever caused it."""
    return Actor(Kind.SERVICE, uuid5(_SERVICES, name), service=name, on_behalf_of=on_behalf_of)
