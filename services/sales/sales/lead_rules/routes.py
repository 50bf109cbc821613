"""REST: rules about leads."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from sales.lead_rules import queries, service
from sales.lead_rules.models import AssignmentRule, ScoreRule
from sales.lead_rules.schemas import (
    AssignmentRuleCreate,
    AssignmentRuleRead,
    AssignmentRuleUpdate,
    ScoreRuleCreate,
    ScoreRuleRead,
    ScoreRuleUpdate,
)

assignment = Router(prefix="/assignment-rules", tags=["lead rules"])
score = Router(prefix="/score-rules", tags=["lead rules"])


@assignment.post("", status_code=201, response_model=AssignmentRuleRead)
async def create_assignment(
    actor: Caller, session: Writing, runtime: Opened, body: AssignmentRuleCreate, response: Response
) -> Any:
    """Add a rule that says to whom leads go; needs lead_rule.manage. A condition that is none, people and
    teams that do not exist, and a rule without either are 422.
    """
    made = await service.create_assignment(session, actor, runtime.access, body)
    response.headers["Location"] = f"/assignment-rules/{made.id}"
    tag(response, made)
    return made


@assignment.get("", response_model=Page[AssignmentRuleRead])
async def list_assignment(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """The assignment rules, in the order in which they are tried. Needs lead_rule.manage."""
    actor.require("lead_rule.manage")
    found = await page(session, queries.ASSIGNMENT, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@assignment.get("/{assignment_rule_id}", response_model=AssignmentRuleRead)
async def read_assignment(
    actor: Caller, session: Reading, assignment_rule_id: UUID, response: Response
) -> Any:
    """One assignment rule, with its version as ETag. Needs lead_rule.manage."""
    found = await service.get(session, actor, AssignmentRule, assignment_rule_id)
    tag(response, found)
    return found


@assignment.patch("/{assignment_rule_id}", response_model=AssignmentRuleRead)
async def update_assignment(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    assignment_rule_id: UUID,
    base: BaseVersion,
    body: AssignmentRuleUpdate,
    response: Response,
) -> Any:
    """Change an assignment rule; it decides about leads from then on. Needs lead_rule.manage."""
    changed = await service.update_assignment(session, actor, runtime.access, assignment_rule_id, base, body)
    tag(response, changed)
    return changed


@assignment.delete("/{assignment_rule_id}", status_code=204)
async def delete_assignment(actor: Caller, session: Writing, assignment_rule_id: UUID) -> None:
    """Remove an assignment rule. Needs lead_rule.manage."""
    await service.delete(session, actor, AssignmentRule, assignment_rule_id)


@score.post("", status_code=201, response_model=ScoreRuleRead)
async def create_score(actor: Caller, session: Writing, body: ScoreRuleCreate, response: Response) -> Any:
    """Add a rule that gives leads points; open ones get their new score within a minute. Needs
    lead_rule.manage.
    """
    made = await service.create_score(session, actor, body)
    response.headers["Location"] = f"/score-rules/{made.id}"
    tag(response, made)
    return made


@score.get("", response_model=Page[ScoreRuleRead])
async def list_score(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """The score rules, by name. Needs lead_rule.manage."""
    actor.require("lead_rule.manage")
    found = await page(session, queries.SCORE, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@score.get("/{score_rule_id}", response_model=ScoreRuleRead)
async def read_score(actor: Caller, session: Reading, score_rule_id: UUID, response: Response) -> Any:
    """One score rule, with its version as ETag. Needs lead_rule.manage."""
    found = await service.get(session, actor, ScoreRule, score_rule_id)
    tag(response, found)
    return found


@score.patch("/{score_rule_id}", response_model=ScoreRuleRead)
async def update_score(
    actor: Caller,
    session: Writing,
    score_rule_id: UUID,
    base: BaseVersion,
    body: ScoreRuleUpdate,
    response: Response,
) -> Any:
    """Change a score rule; open leads get their new score within a minute. Needs lead_rule.manage."""
    changed = await service.update_score(session, actor, score_rule_id, base, body)
    tag(response, changed)
    return changed


@score.delete("/{score_rule_id}", status_code=204)
async def delete_score(actor: Caller, session: Writing, score_rule_id: UUID) -> None:
    """Remove a score rule; open leads lose its points within a minute. Needs lead_rule.manage."""
    await service.delete(session, actor, ScoreRule, score_rule_id)
