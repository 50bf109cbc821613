"""Who looks after a customer: checks and defaults of owner and team."""

from uuid import UUID

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.problems import InvalidInput


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
