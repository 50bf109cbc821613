"""Learning from the leads that are over, and telling of those that are not."""

import asyncio
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sales.leads.learning import LEAST, Counts, Known, count, errors, judge
from sales.leads.models import CONVERTED, DISQUALIFIED, Lead, LeadLearning
from sales.opportunities import service as opportunities
from sales.records import table_of

MOST: Final = 20_000
"""Leads that are learned from, the latest first: what was true long ago is not now."""
PROVIDERS: Final = frozenset(
    ("163.com", "126.com", "qq.com", "sina.com", "sohu.com", "foxmail.com", "139.com", "yeah.net",
     "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "gmx.de", "proton.me")
)  # fmt: skip
"""Where anybody has a mail address."""
ROW: Final = 1
SAID: Final = ("source", "campaign", "country", "region", "language")
LONGEST: Final = 100


def known_of(lead: Any) -> Known:
    """The facts of a lead that are learned from."""
    said = {name: value[:LONGEST] for name in SAID if (value := getattr(lead, name))}
    domains = {one.rpartition("@")[2] for one in lead.emails}
    mail = "none" if not domains else "provider" if domains <= PROVIDERS else "company"
    yes = {"phone": lead.phones, "company": lead.company, "title": lead.title, "message": lead.message}
    return {**said, "mail": mail, **{name: "yes" if value else "no" for name, value in yes.items()}}


async def learn(session: AsyncSession) -> list[tuple[Known, bool]]:
    """Leads of which one knows what became of them: bought, as a customer at once or with a deal that was
    won; or not, as disqualified or with a deal that was lost.
    """
    names = (*SAID, "emails", "phones", "company", "title", "message", "status", "opportunity_id")
    table = table_of(Lead)
    over = select(*(table.c[name] for name in names)).where(table.c.status.in_((CONVERTED, DISQUALIFIED)))
    live = over.where(table.c.deleted_at.is_(None)).order_by(table.c.id.desc()).limit(MOST)
    leads = (await session.execute(live)).all()
    ids = [one.opportunity_id for one in leads if one.opportunity_id]
    ended = await opportunities.statuses(session, ids)
    outcomes = [(one, _bought(one.status, ended.get(one.opportunity_id))) for one in leads]
    return [(known_of(one), won) for one, won in outcomes if won is not None]


def _bought(status: str, deal: str | None) -> bool | None:
    """None while the deal is open."""
    if status == DISQUALIFIED:
        return False
    return {None: True, "won": True, "lost": False}.get(deal)


async def keep(session: AsyncSession, examples: list[tuple[Known, bool]]) -> None:
    """Keep what was learned."""
    counts = count(examples)
    found = await asyncio.to_thread(errors, examples) if counts.enough else (None, None)
    values = {
        "learned_at": datetime.now(UTC),
        "won": counts.won,
        "lost": counts.lost,
        "counts": counts.by if counts.enough else {},
        "error": found[0],
        "error_of_guessing": found[1],
    }
    row = insert(table_of(LeadLearning)).values(id=ROW, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))


async def probability(session: AsyncSession, lead: Lead) -> dict[str, Any]:
    """As `Probability` shows it."""
    learned = await session.get(LeadLearning, ROW)
    kept = ("learned_at", "won", "lost", "error", "error_of_guessing")
    told: dict[str, Any] = {name: getattr(learned, name) if learned else None for name in kept}
    told |= {"won": told["won"] or 0, "lost": told["lost"] or 0, "least": LEAST}
    if learned is None or learned.error is None:
        return {"state": "not_enough_data", "probability": None, "reasons": [], "learned": told}
    judged = judge(Counts(learned.won, learned.lost, learned.counts), known_of(lead))
    reasons = [one._asdict() for one in judged.reasons]
    return {"state": "known", "probability": judged.probability, "reasons": reasons, "learned": told}
