"""To whom a lead goes: the first rule that it meets and that has somebody for it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.organisation import context_of
from chassis.owning import first_team
from libs.conditions import matches
from sales.lead_rules.facts import Facts, checked
from sales.lead_rules.models import AssignmentRule, AssignmentTurn
from sales.lead_rules.turns import turns

Loads = Callable[[AsyncSession, Collection[UUID]], Awaitable[Mapping[UUID, int]]]
"""How many open leads people have."""


class Assigned(NamedTuple):
    """Where a lead goes, and why."""

    owner_id: UUID | None
    team_id: UUID | None
    respond_within: timedelta | None
    decision: dict[str, Any]
    """As `Decision` shows it."""
    decided: bool


async def assign(session: AsyncSession, access: Access, facts: Facts, loads: Loads) -> Assigned:
    """What the rules say about a lead. Whoever's turn it was has had it when the transaction commits."""
    context = context_of(session.info["actor"], access)
    statement = select(AssignmentRule).where(AssignmentRule.deleted_at.is_(None), AssignmentRule.active)
    tried: list[dict[str, Any]] = []
    rules = await session.scalars(statement.order_by(AssignmentRule.position, AssignmentRule.id))
    for rule in [one for one in rules if matches(checked(one.condition), facts, context)]:
        considered = await _considered(session, access, rule, loads)
        tried.append({"rule_id": str(rule.id), "name": rule.name, "considered": considered})
        chosen = next((UUID(one["user_id"]) for one in considered if one["outcome"] == "chosen"), None)
        if chosen or not rule.members:
            return _assigned(access, rule, chosen, tried)
    return Assigned(None, None, None, {"rule_id": None, "tried": tried}, decided=False)


def _assigned(
    access: Access, rule: AssignmentRule, chosen: UUID | None, tried: list[dict[str, Any]]
) -> Assigned:
    hours = rule.respond_within_hours
    return Assigned(
        chosen,
        rule.team_id or (first_team(access, chosen) if chosen else None),
        timedelta(hours=hours) if hours else None,
        {"rule_id": str(rule.id), "tried": tried},
        decided=True,
    )


async def _considered(
    session: AsyncSession, access: Access, rule: AssignmentRule, loads: Loads
) -> list[dict[str, Any]]:
    """The members in the order of their turns, to the first who can take it. Nobody who can: nobody's turn is
    used up, and all are named.
    """
    turn = await session.get_one(AssignmentTurn, rule.id, with_for_update=True, populate_existing=True)
    members = {one["user_id"]: one for one in rule.members}
    limited = [UUID(id_) for id_, one in members.items() if one["capacity"]]
    held = await loads(session, limited) if limited else {}
    can = {id_: _considering(access, one, held) for id_, one in members.items()}
    if not any(one["outcome"] == "chosen" for one in can.values()):
        return list(can.values())
    considered: dict[str, dict[str, Any]] = {}
    for id_, given in turns({id_: one["weight"] for id_, one in members.items()}, turn.given):
        considered[id_] = can[id_]
        if can[id_]["outcome"] == "chosen":
            turn.given = given
            break
    return list(considered.values())


def _considering(access: Access, member: Mapping[str, Any], held: Mapping[UUID, int]) -> dict[str, Any]:
    """Whether a member could take a lead."""
    id_ = UUID(member["user_id"])
    person, capacity = access.user(id_), member["capacity"]
    load = held.get(id_, 0) if capacity else None
    outcome = "chosen"
    if not (person and person["active"]):
        outcome = "away"
    elif load is not None and load >= capacity:
        outcome = "full"
    told = {"user_id": member["user_id"], "weight": member["weight"], "capacity": capacity}
    return {**told, "outcome": outcome, "open_leads": load}
