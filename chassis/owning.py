"""Who looks after a record: checks and defaults of owner and team."""

from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.problems import InvalidInput
from chassis.schemas import Given


class Assignment(Given):
    """Who is to look after a record."""

    owner_id: UUID | None = Field(default=None, description="An active person; left out: as it is")
    team_id: UUID | None = Field(
        default=None, description="Left out: the new owner's first team, or as it is when there is none"
    )


def landing_place(
    actor: Actor, access: Access, owner_id: UUID | None, team_id: UUID | None
) -> tuple[UUID | None, UUID | None]:
    """Owner and team of a new record: the caller and the owner's first team unless said otherwise."""
    if owner_id is None and actor.kind is Kind.USER:
        owner_id = actor.id
    if team_id is None and owner_id is not None:
        team_id = first_team(access, owner_id)
    return owner_id, team_id


def first_team(access: Access, owner_id: UUID) -> UUID | None:
    """The team a person is in, the first when there are several."""
    person = access.user(owner_id)
    teams = person["team_ids"] if person else []
    return UUID(str(teams[0])) if teams else None


def require_person(access: Access, owner_id: UUID | None) -> None:
    """Refuse (422) an owner who is not an active person."""
    person = access.user(owner_id) if owner_id else None
    if owner_id and not (person and person["active"]):
        raise InvalidInput.at("/owner_id", "person_unknown")


def require_team(access: Access, team_id: UUID | None) -> None:
    """Refuse (422) a team that does not exist."""
    if team_id and not access.team(team_id):
        raise InvalidInput.at("/team_id", "team_unknown")


def target_of(access: Access, body: Assignment) -> dict[str, Any]:
    """The columns that are to change, checked."""
    target = {name: value for name, value in body.changes().items() if name in ("owner_id", "team_id")}
    if not target:
        raise InvalidInput.at("/owner_id", "missing")
    require_person(access, body.owner_id)
    require_team(access, body.team_id)
    if body.owner_id and body.team_id is None and (team_id := first_team(access, body.owner_id)):
        target["team_id"] = team_id
    return target
