"""How many points a lead is worth by the score rules."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.conditions import Condition, Context, matches
from sales.lead_rules.facts import Facts, checked
from sales.lead_rules.models import ScoreRule


class Score(NamedTuple):
    """Points, and the rules that gave them, as `ScoreReason` shows them."""

    points: int
    reasons: list[dict[str, Any]]


class Scoring(NamedTuple):
    """The score rules at one moment."""

    generation: int
    """Raised by every change of any of them: what was scored with a lower one is out of date."""
    rules: Sequence[tuple[dict[str, Any], Condition]]

    def score(self, facts: Facts, context: Context) -> Score:
        """What a lead is worth."""
        reasons = [told for told, condition in self.rules if matches(condition, facts, context)]
        return Score(sum(one["points"] for one in reasons), reasons)


async def scoring(session: AsyncSession) -> Scoring:
    """The rules as they are now, read by one statement, so that they are those of the generation."""
    found = (await session.scalars(select(ScoreRule).order_by(ScoreRule.id))).all()
    rules = [
        ({"rule_id": str(one.id), "name": one.name, "points": one.points}, checked(one.condition))
        for one in found
        if one.active and one.deleted_at is None
    ]
    return Scoring(sum(one.version for one in found), rules)


async def generation(session: AsyncSession) -> int:
    """The number of changes of score rules so far."""
    return await session.scalar(select(func.coalesce(func.sum(ScoreRule.version), 0))) or 0
