"""Why somebody can or cannot do something to a record, and who can read it.

It is answered from the very facts and functions that decide (Access, Scope, masks), so that it cannot say
anything else than what happens.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.access import Access
from chassis.actors import NOTHING, Actor, Kind, Reach, Scope
from chassis.masks import FieldHidden, explained
from crm.permissions import reading

TOGETHER: Final = 100
Granting = Literal["own", "team", "subtree", "all"]
GRANTING: Final = get_args(Granting)
Refusing = Literal["unknown", "deactivated", "second_factor_missing", "not_held", "outside_scope", "deleted"]


class Place(NamedTuple):
    """Who looks after a record."""

    owner_id: UUID | None
    team_id: UUID | None


@dataclass(frozen=True)
class Placed:
    """Where a record lies: in one place or in several, each of which lets people in."""

    places: Sequence[Place]
    deleted: bool = False
    restored_with: str | None = None
    """The permission that shows a deleted one to who may restore it."""

    def lies_in(self, scope: Scope) -> bool:
        """Whether the record lies within a scope."""
        return scope.reach is Reach.ALL or any(scope.covers(*place) for place in self.places)


class PlaceShown(BaseModel):
    """A place of the record, as seen from the person."""

    owner_id: UUID | None
    team_id: UUID | None
    own: bool = Field(description="Whether the person owns it")
    team_path: list[UUID] = Field(description="Its team and those above, upwards")
    member_of: list[UUID] = Field(description="Those of them that the person is in")


class RoleReason(BaseModel):
    """A role of the person, and what it gives."""

    role_id: UUID
    name: str
    scope: Granting | None = Field(description="For what it gives the permission; null: not at all")
    reaches: bool = Field(description="Whether the record lies in that")


class Explanation(BaseModel):
    """Whether somebody can do something to a record, and why."""

    user_id: UUID
    permission: str
    allowed: bool
    rule: Granting | Refusing = Field(
        description="What decides it. Allowed: the widest scope that reaches the record. Not allowed: the "
        "first thing that stands against it"
    )
    lacking: str | None = Field(
        description="The permission that is missing or does not reach; who does anything to a record must be "
        "able to read it"
    )
    roles: list[RoleReason]
    places: list[PlaceShown]
    masks: list[FieldHidden] = Field(
        description="Fields that some role hides, and whether they are hidden in the end; one that no role "
        "names is computed of such a field"
    )


class Reader(BaseModel):
    """Somebody who can read a record, and why."""

    user_id: UUID
    name: str
    kind: Literal["user", "api_key"]
    rule: Granting
    role_ids: list[UUID] = Field(description="The roles that reach it")
    masked: list[str] = Field(description="Fields hidden from them")


def explain(access: Access, principal_id: UUID, permission: str, thing: str, placed: Placed) -> Explanation:
    """Why somebody can or cannot."""
    rule, lacking = _decided(access, principal_id, permission, thing, placed)
    held = access.roles_of(principal_id)
    known = [(UUID(str(role["role_id"])), role["permissions"], role.get("masks", ())) for role in held]
    masks = explained(thing, known)
    computed = sorted(_masked(access, principal_id, thing) - {one.field for one in masks})
    return Explanation(
        user_id=principal_id,
        permission=permission,
        allowed=lacking is None and rule in GRANTING,
        rule=rule,
        lacking=lacking,
        roles=list(_roles(access, principal_id, permission, placed)),
        places=[_place(access, principal_id, place) for place in placed.places],
        masks=[*masks, *(FieldHidden(field=one, hidden_by=[], shown_by=[]) for one in computed)],
    )


async def readers(
    access: Access, thing: str, placed: Placed, after: tuple[str, UUID] | None, limit: int
) -> list[Reader]:
    """Who can read a record, by name and id, after (name, id)."""
    found: list[Reader] = []
    everybody = sorted((str(data["name"]), id_) for id_, data in access.principals().items())
    start = bisect_right(everybody, after) if after else 0
    for number, (name, id_) in enumerate(everybody[start:]):
        if number % TOGETHER == 0:
            await asyncio.sleep(0)  # there may be thousands: others have their turn
        rule, lacking = _decided(access, id_, reading(thing), thing, placed)
        if lacking is None and rule in GRANTING:
            actor = access.acting(id_)
            reaching = [one.role_id for one in _roles(access, id_, reading(thing), placed) if one.reaches]
            found.append(
                Reader(
                    user_id=id_,
                    name=name,
                    kind="user" if actor.kind is Kind.USER else "api_key",
                    rule=rule,
                    role_ids=reaching,
                    masked=sorted(actor.masked(thing)),
                )
            )
        if len(found) == limit:
            break
    return found


def _decided(
    access: Access, principal_id: UUID, permission: str, thing: str, placed: Placed
) -> tuple[Granting | Refusing, str | None]:
    """The rule that decides, and the permission that is lacking."""
    person = access.principal(principal_id)
    if person is None:
        return "unknown", None
    if not person["active"]:
        return "deactivated", None
    if access.lacks_second_factor(principal_id):
        return "second_factor_missing", None
    actor, needed = access.acting(principal_id), [reading(thing), permission]
    if placed.deleted:
        if placed.restored_with is None or permission not in (reading(thing), placed.restored_with):
            return "deleted", None
        needed.append(placed.restored_with)
    for one in needed:
        if not actor.may(one):
            return "not_held", one
        if not placed.lies_in(actor.scope(one)):
            return "outside_scope", one
    return _granting(actor, permission, placed), None


def _granting(actor: Actor, permission: str, placed: Placed) -> Granting:
    scope = actor.scope(permission)
    if scope.reach is Reach.ALL:
        return "all"
    if any(place.owner_id == actor.id for place in placed.places):
        return "own"
    return "team" if scope.reach is Reach.TEAM else "subtree"


def _roles(access: Access, principal_id: UUID, permission: str, placed: Placed) -> Iterator[RoleReason]:
    person = access.principal(principal_id)
    if person is None or not person["active"]:
        return
    grants = access.acting(principal_id).grants
    for role in access.roles_of(principal_id):
        name = role["permissions"].get(permission)
        reach = Reach[name.upper()] if name else Reach.NONE
        teams = {Reach.TEAM: grants.team_ids, Reach.SUBTREE: grants.subtree_ids}.get(reach, ())
        reaches = placed.lies_in(Scope(reach, principal_id, teams))
        yield RoleReason(role_id=role["role_id"], name=role["name"], scope=name, reaches=reaches)


def _masked(access: Access, principal_id: UUID, thing: str) -> frozenset[str]:
    person = access.principal(principal_id)
    return access.acting(principal_id).masked(thing) if person and person["active"] else NOTHING


def _place(access: Access, principal_id: UUID, place: Place) -> PlaceShown:
    person = access.principal(principal_id) or {"team_ids": ()}
    path, own = access.team_path(place.team_id), {UUID(str(one)) for one in person["team_ids"]}
    return PlaceShown(
        owner_id=place.owner_id,
        team_id=place.team_id,
        own=place.owner_id == principal_id,
        team_path=path,
        member_of=[one for one in path if one in own],
    )
