"""To whom a lead goes: the first rule that it meets and that has somebody for it."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
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


class Assigning:
    """The rules for one lead after another: they, whose turns it is and how many open leads people have are
    read once. Whoever's turn it was has had it when the transaction commits.
    """

    def __init__(self, session: AsyncSession, access: Access, loads: Loads) -> None:
        self._session, self._access, self._loads = session, access, loads
        self._rules: Sequence[AssignmentRule] | None = None
        self._turns: dict[UUID, AssignmentTurn] = {}
        self._held: dict[UUID, int] = {}

    async def assign(self, facts: Facts) -> Assigned:
        """What the rules say about a lead."""
        context = context_of(self._session.info["actor"], self._access)
        tried: list[dict[str, Any]] = []
        met = [one for one in await self._known() if matches(checked(one.condition), facts, context)]
        await self._count_alone_for(met)
        for rule in met:
            considered = await self._considered(rule)
            tried.append({"rule_id": str(rule.id), "name": rule.name, "considered": considered})
            chosen = next((UUID(one["user_id"]) for one in considered if one["outcome"] == "chosen"), None)
            if chosen in self._held:
                self._held[chosen] += 1
            if chosen or not rule.members:
                return _assigned(self._access, rule, chosen, tried)
        return Assigned(None, None, None, {"rule_id": None, "tried": tried}, decided=False)

    async def hold(self) -> None:
        """For many leads: hold all turns first, in the order in which one lead would."""
        await self._count_alone_for(await self._known())
        for rule in await self._known():
            await self._turn(rule)

    async def _known(self) -> Sequence[AssignmentRule]:
        if self._rules is None:
            active = select(AssignmentRule).where(AssignmentRule.deleted_at.is_(None), AssignmentRule.active)
            found = await self._session.scalars(active.order_by(AssignmentRule.position, AssignmentRule.id))
            self._rules = found.all()
        return self._rules

    async def _count_alone_for(self, rules: Sequence[AssignmentRule]) -> None:
        if not self._held and any(member["capacity"] for rule in rules for member in rule.members):
            await _count_alone(self._session)

    async def _turn(self, rule: AssignmentRule) -> AssignmentTurn:
        if rule.id not in self._turns:
            self._turns[rule.id] = await self._session.get_one(
                AssignmentTurn, rule.id, with_for_update=True, populate_existing=True
            )
        return self._turns[rule.id]

    async def _load_of(self, limited: Sequence[UUID]) -> Mapping[UUID, int]:
        if unknown := [one for one in limited if one not in self._held]:
            self._held |= dict.fromkeys(unknown, 0) | dict(await self._loads(self._session, unknown))
        return self._held

    async def _considered(self, rule: AssignmentRule) -> list[dict[str, Any]]:
        """The members in the order of their turns, to the first who can take it. Nobody who can: nobody's
        turn is used up, and all are named.
        """
        turn = await self._turn(rule)
        members = {one["user_id"]: one for one in rule.members}
        held = await self._load_of([UUID(id_) for id_, one in members.items() if one["capacity"]])
        can = {id_: _considering(self._access, one, held) for id_, one in members.items()}
        if not any(one["outcome"] == "chosen" for one in can.values()):
            return list(can.values())
        considered: dict[str, dict[str, Any]] = {}
        for id_, given in turns({id_: one["weight"] for id_, one in members.items()}, turn.given):
            considered[id_] = can[id_]
            if can[id_]["outcome"] == "chosen":
                turn.given = given
                break
        return list(considered.values())


async def _count_alone(session: AsyncSession) -> None:
    """Let nobody else give by capacity until the commit: somebody of two rules is not filled twice over. It
    is taken before any turn, so that nobody waits for each other.
    """
    key = func.hashtextextended("lead capacity", 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


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
