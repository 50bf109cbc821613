"""Nobody gives away, or takes charge of, more than they hold themselves."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from chassis.actors import NOTHING, Actor, Reach
from chassis.masks import Masks
from chassis.problems import DomainError
from crm.permissions import reading


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


def require_hidden(actor: Actor, permissions: Collection[str], masks: Masks) -> None:
    """Refuse when these permissions with these masks would show what is hidden from the actor."""
    for thing, hidden in actor.grants.masks.items():
        shown = hidden - masks.get(thing, NOTHING)
        if shown and not {reading(thing), "audit.read"}.isdisjoint(permissions):
            raise BeyondOwnPermissions(field=f"{thing}.{min(shown)}")
