"""The points of leads: by the rules as they are when a lead is written, and soon after they change."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.organisation import context_of
from sales.lead_rules.facts import facts_of
from sales.lead_rules.scoring import generation, scoring
from sales.leads.models import OPEN, Lead
from sales.records import table_of

TABLE: Final = table_of(Lead)
BATCH: Final = 200
SET: Final = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("lead"))
    .values(
        score=bindparam("points"),
        score_reasons=bindparam("reasons"),
        scored_with=bindparam("generation"),
        updated_at=TABLE.c.updated_at,
    )
)
"""No new version: points are derived."""


async def rescore(session: AsyncSession, access: Access, *leads: Lead) -> None:
    """Give leads that are being written the points that they are worth."""
    rules = await scoring(session)
    context = context_of(session.info["actor"], access)
    for lead in leads:
        lead.score, lead.score_reasons = rules.score(facts_of(lead), context)
        lead.scored_with = rules.generation


async def rescore_old(session: AsyncSession, access: Access) -> int:
    """The same for some open leads whose points are of rules that have changed; how many there were."""
    old = select(Lead).where(
        Lead.scored_with < await generation(session), Lead.status.in_(OPEN), Lead.deleted_at.is_(None)
    )
    leads: Sequence[Lead] = (await session.scalars(old.limit(BATCH).with_for_update(skip_locked=True))).all()
    if not leads:
        return 0
    rules, context = await scoring(session), context_of(session.info["actor"], access)
    scores = [(lead.id, rules.score(facts_of(lead), context)) for lead in leads]
    rows = [
        {"lead": id_, "points": one.points, "reasons": one.reasons, "generation": rules.generation}
        for id_, one in scores
    ]
    await (await session.connection()).execute(SET, rows)
    return len(leads)
