"""Nobody gives away, or takes charge of, more than they hold themselves."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from chassis.actors import Actor, Reach
from chassis.problems import DomainError


class BeyondOwnPermissions(DomainError):
    """This concerns permissions that reach further than your own."""

    status = 403


def require_within(
    actor: Actor,
    reaches: Mapping[str, Reach],
    teams: Iterable[UUID] = (),
    subtree: Iterable[UUID] = (),
) -> None:
    """Refuse when these permissions, held by somebody in these teams, exceed what the actor holds."""
    rows = {Reach.TEAM: frozenset(teams), Reach.SUBTREE: frozenset(subtree)}
    for permission, reach in reaches.items():
        held = actor.scope(permission)
        covered = held.reach is Reach.ALL or rows.get(reach, frozenset()) <= set(held.team_ids)
        if held.reach < reach or not covered:
            raise BeyondOwnPermissions(permission=permission)
