"""Who acts: the principal behind a request, an event or a task, with what it may do.

Permissions are `object.action` with a scope; several roles add up and the widest scope wins
(architecture, section 5). `may` decides about an action as such, `scope` gives the predicate
for rows.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    Uuid,
    and_,
    any_,
    bindparam,
    false,
    literal,
    or_,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.problems import DomainError, NotAllowed

Column = SQLColumnExpression[Any]
CONFIRMED_SECONDS = 600
"""For so long a sign-in, or a confirmation of it, covers what is dangerous."""
NOTHING: Final[frozenset[str]] = frozenset()
_SERVICES = UUID("6d0d9a0e-3b39-5c15-9c63-0f3f6f5a1c0b")


class ConfirmationRequired(DomainError):
    """This needs a sign-in, or a confirmation of it, in the last `seconds`; API keys cannot do it."""

    status = 403


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
        return list(_with_values(self, owner, team))

    def parametrised(self, owner: Column, team: Column) -> "Halves":
        """The same with named parameters, for statements that are made once for everybody of this shape.

        One statement takes one scope so, or the values would be mixed up.
        """
        shape, values = self._shape(), {"scope_owner": self.owner_id, "scope_teams": self._teams()}
        return Halves(shape, _with_parameters(shape, owner, team), values)

    def _shape(self) -> Reach:
        """What the clauses are like: TEAM stands for one team, SUBTREE for several."""
        if self.reach in (Reach.ALL, Reach.NONE):
            return self.reach
        return (Reach.OWN, Reach.TEAM)[len(self.team_ids)] if len(self.team_ids) < 2 else Reach.SUBTREE

    def _teams(self) -> UUID | list[UUID]:
        return self.team_ids[0] if len(self.team_ids) == 1 else list(self.team_ids)

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


class Halves(NamedTuple):
    """Disjoint predicates of a scope: what they are like, the clauses, and the values of their parameters."""

    shape: Reach
    clauses: tuple[ColumnElement[bool], ...]
    values: Mapping[str, Any]


@lru_cache(1024)
def _with_values(scope: Scope, owner: Column, team: Column) -> tuple[ColumnElement[bool], ...]:
    teams = scope._teams()
    theirs = literal(teams, ARRAY(Uuid())) if isinstance(teams, list) else teams
    return _halves(scope._shape(), owner, team, scope.owner_id, theirs)


@cache
def _with_parameters(shape: Reach, owner: Column, team: Column) -> tuple[ColumnElement[bool], ...]:
    type_: Any = Uuid() if shape is Reach.TEAM else ARRAY(Uuid())
    me, theirs = bindparam("scope_owner", type_=Uuid()), bindparam("scope_teams", type_=type_)
    return _halves(shape, owner, team, me, theirs)


def _halves(
    shape: Reach, owner: Column, team: Column, me: Any, theirs: Any
) -> tuple[ColumnElement[bool], ...]:
    if shape is Reach.ALL:
        return (true(),)
    if shape is Reach.NONE:
        return (false(),)
    if shape is Reach.OWN:
        return (owner == me,)
    # One team, as most people have, is an equality: an index that starts with it keeps its order.
    in_teams = team == (theirs if shape is Reach.TEAM else any_(theirs))
    return (owner == me, and_(in_teams, owner.is_distinct_from(me)))


@dataclass(frozen=True, slots=True)
class Grants:
    """What roles and teams add up to for one principal."""

    reaches: Mapping[str, Reach] = field(default_factory=dict)
    team_ids: tuple[UUID, ...] = ()
    subtree_ids: tuple[UUID, ...] = ()
    masks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Object → its fields that are hidden."""


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
    confirmed_at: float = 0

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

    def masked(self, thing: str) -> frozenset[str]:
        """The fields of an object that are hidden from this actor, whichever the row."""
        return self.grants.masks.get(thing, NOTHING)

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

    def require_confirmed(self) -> None:
        """Refuse unless the person proved a moment ago to be who they are. Raises ConfirmationRequired."""
        if self.confirmed_at < time.time() - CONFIRMED_SECONDS:
            raise ConfirmationRequired(seconds=CONFIRMED_SECONDS)

    def require_on(self, permission: str, owner_id: UUID | None, team_id: UUID | None) -> None:
        """Refuse (403) when a row that the actor can read lies outside the permission's scope."""
        if not self.scope(permission).covers(owner_id, team_id):
            raise NotAllowed(permission=permission)


def service_actor(name: str, on_behalf_of: str | None = None) -> Actor:
    """The actor of background work: `service:<name>`, on behalf of whoever caused it."""
    return Actor(Kind.SERVICE, _id_of(name), service=name, on_behalf_of=on_behalf_of)


@cache
def _id_of(service: str) -> UUID:
    return uuid5(_SERVICES, service)
