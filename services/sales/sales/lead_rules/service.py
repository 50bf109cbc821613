"""What is done with the rules about leads; lead_rule.manage is needed for all of it."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import DomainError, FieldError, InvalidInput
from sales.lead_rules.facts import checked
from sales.lead_rules.models import AssignmentRule, AssignmentTurn, ScoreRule
from sales.lead_rules.schemas import (
    AssignmentRuleCreate,
    AssignmentRuleUpdate,
    ScoreRuleCreate,
    ScoreRuleUpdate,
)
from sales.records import Record, live, mark_deleted

MOST = 200
R = TypeVar("R", bound=Record)


class TooManyRules(DomainError):
    """Every new lead is held against all rules: there cannot be more of a kind."""


async def create_assignment(
    session: AsyncSession, actor: Actor, access: Access, body: AssignmentRuleCreate
) -> AssignmentRule:
    """Add a rule; whose turn it is begins with it."""
    actor.require("lead_rule.manage")
    rule = AssignmentRule(**_values(body.model_dump(mode="python")))
    _check(access, rule)
    await _require_room(session, AssignmentRule)
    session.add(rule)
    await session.flush()
    session.add(AssignmentTurn(rule_id=rule.id, given={}))
    await session.flush()
    return rule


async def update_assignment(
    session: AsyncSession, actor: Actor, access: Access, rule_id: UUID, base: int, body: AssignmentRuleUpdate
) -> AssignmentRule:
    """Change a rule; with other members or weights, turns begin anew."""
    actor.require("lead_rule.manage")
    rule = await live(session, AssignmentRule, rule_id, lock=True)
    await _apply(session, rule, base, _values(body.changes()))
    _check(access, rule)
    if "members" in body.model_fields_set:
        turn = await session.get_one(AssignmentTurn, rule.id, with_for_update=True)
        turn.given = {}
    await session.flush()
    return rule


async def create_score(session: AsyncSession, actor: Actor, body: ScoreRuleCreate) -> ScoreRule:
    """Add a rule; a sweep scores open leads by it."""
    actor.require("lead_rule.manage")
    checked(body.condition)
    await _require_room(session, ScoreRule)
    rule = ScoreRule(**body.model_dump())
    session.add(rule)
    await session.flush()
    return rule


async def update_score(
    session: AsyncSession, actor: Actor, rule_id: UUID, base: int, body: ScoreRuleUpdate
) -> ScoreRule:
    """Change a rule; a sweep scores open leads anew."""
    actor.require("lead_rule.manage")
    rule = await live(session, ScoreRule, rule_id, lock=True)
    await _apply(session, rule, base, body.changes())
    checked(rule.condition)
    await session.flush()
    return rule


async def get(session: AsyncSession, actor: Actor, model: type[R], rule_id: UUID) -> R:
    """A rule of either kind. Raises NotFound."""
    actor.require("lead_rule.manage")
    return await live(session, model, rule_id)


async def delete(session: AsyncSession, actor: Actor, model: type[R], rule_id: UUID) -> None:
    """Remove a rule; leads keep what it decided and was called."""
    actor.require("lead_rule.manage")
    mark_deleted(await live(session, model, rule_id, lock=True))
    await session.flush()


async def _apply(session: AsyncSession, rule: Record, base: int, values: Mapping[str, Any]) -> None:
    for name, value in (await reconcile(session, rule, base, values)).items():
        setattr(rule, name, value)


async def _require_room(session: AsyncSession, model: type[AssignmentRule] | type[ScoreRule]) -> None:
    there = await session.scalar(select(func.count()).where(model.deleted_at.is_(None)))
    if (there or 0) >= MOST:
        raise TooManyRules(most=MOST)


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Members as the column keeps them."""
    values = dict(given)
    if "members" in values:
        values["members"] = [_member(one) for one in values["members"]]
    return values


def _member(given: Any) -> dict[str, Any]:
    told = given if isinstance(given, Mapping) else given.model_dump()
    return {**told, "user_id": str(told["user_id"])}


def _check(access: Access, rule: AssignmentRule) -> None:
    """Refuse (422) a condition that is none, people who are not there, and a rule that gives to nobody."""
    checked(rule.condition)
    ids = [one["user_id"] for one in rule.members]
    errors = [
        FieldError(pointer=f"/members/{place}/user_id", kind="person_unknown")
        for place, id_ in enumerate(ids)
        if access.user(UUID(id_)) is None
    ]
    errors += [
        FieldError(pointer=f"/members/{place}/user_id", kind="twice")
        for place, id_ in enumerate(ids)
        if id_ in ids[:place]
    ]
    if rule.team_id and not access.team(rule.team_id):
        errors.append(FieldError(pointer="/team_id", kind="team_unknown"))
    if not (rule.members or rule.team_id):
        errors.append(FieldError(pointer="/members", kind="nobody_to_give_to"))
    if errors:
        raise InvalidInput(errors=errors)
