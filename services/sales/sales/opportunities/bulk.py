"""Deals in bulk, for imports: many written in a few statements, by the rules that single ones obey.

A deal that a file says was won or lost is history: it closes on the day that the file says, no stage asks it
for anything, no order is made of it, and where it stood before nobody knows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.identifiers import new_id
from chassis.numbers import draw
from chassis.organisation import base_currency
from chassis.outbox import publish
from chassis.owning import landing_place
from chassis.problems import DomainError, InvalidInput
from crm.sales.events.opportunities import OpportunityCreated, OpportunityLost, OpportunityWon
from sales.opportunities import placing, valuing, visiting
from sales.opportunities.models import Opportunity, numbers
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Stage, Track
from sales.records import Written

NOWHERE: Final = Decimal(0)
"""The place of what closed: it lies in no column."""


class Ending(NamedTuple):
    """How a deal ended, and when."""

    status: Literal["won", "lost"]
    on: date
    at: datetime
    """A moment of that day."""
    reason: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal to write: column values, and the deal that they belong to, if there is one."""

    values: Mapping[str, Any]
    track: Track
    """The stages that it goes through."""
    stage: Stage | None
    """Left out: where it stands; for a new one the first, or the last when it was won."""
    customer_id: UUID | None = None
    id: UUID | None = None
    owner_id: UUID | None = None
    """Of a new one; the actor when nobody is named."""
    ending: Ending | None = None
    probability: int | None = None

    def entered(self) -> Stage:
        """The stage that a new one stands in."""
        won = self.ending is not None and self.ending.status == "won"
        return self.stage or self.track.stages[-1 if won else 0]

    def require_stage(self, held: Collection[UUID]) -> None:
        """Refuse what was removed since the row was read."""
        if self.stage and self.stage.id not in held:
            expected = [one.name for one in self.track.stages]
            raise InvalidInput.at("/stage", "stage_unknown", expected=expected)


async def create_many(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[DealRow]
) -> list[Written]:
    """New deals, below the others of their stages. Needs opportunity.create where each lands."""
    stages = await pipelines.held_stages(session, {row.track.id for row in rows})
    written: list[Written] = []
    made: list[tuple[Opportunity, DealRow]] = []
    for row in rows:
        try:
            row.require_stage(stages)
            deal = _opened(actor, access, row)
        except DomainError as error:
            written.append(Written(None, "refused", error))
        else:
            made.append((deal, row))
            written.append(Written(deal.id, "created"))
    if made:
        await _store(session, access, made)
    return written


def _opened(actor: Actor, access: Access, row: DealRow) -> Opportunity:
    """Raises NotAllowed, and InvalidInput naming what its stage asks for."""
    owner_id, team_id = landing_place(actor, access, row.owner_id, None)
    actor.require_on("opportunity.create", owner_id, team_id)
    if not row.track.serves(access.team_path(team_id)):
        raise InvalidInput.at("/pipeline", "pipeline_of_others")
    empty: dict[str, list[Any]] = {"contacts": [], "lines": [], "product_ids": [], "competitors": []}
    given = {"currency": base_currency(access), **empty, **row.values}
    deal = Opportunity(
        **given,
        id=new_id(),
        customer_id=row.customer_id,
        pipeline_id=row.track.id,
        owner_id=owner_id,
        team_id=team_id,
        status="open",
        place=NOWHERE,
    )
    stage, ending = row.entered(), row.ending
    if ending:
        deal.recall(stage, ending.at)
        close(deal, ending, ending.at)
        return deal
    deal.enter(stage, datetime.now(UTC))
    if row.probability not in (None, stage.probability):
        deal.judge(row.probability or 0)
    return deal


def close(deal: Opportunity, ending: Ending, at: datetime) -> None:
    """It ended so. Raises NotOpen."""
    if ending.status == "won":
        deal.win(at, ending.reason, ending.note)
    else:
        deal.lose(at, ending.reason or "other", ending.note)


async def _store(session: AsyncSession, access: Access, made: Sequence[tuple[Opportunity, DealRow]]) -> None:
    deals = [deal for deal, _ in made]
    days = [(deal, row.ending.on if row.ending else None) for deal, row in made]
    await valuing.value_all(session, access, days)
    for deal, serial in zip(deals, await draw(session, numbers, len(deals)), strict=True):
        deal.call(serial)
    await put_below(session, [deal for deal in deals if deal.status == "open"])
    session.add_all(deals)
    await session.flush()
    for deal in deals:
        if deal.status == "open":
            visiting.arrive(session, deal, deal.stage_since)
    publish(session, *(OpportunityCreated(**deal.card()) for deal in deals))
    publish(session, *(told(deal) for deal in deals if deal.status != "open"))


async def put_below(session: AsyncSession, deals: Sequence[Opportunity]) -> None:
    """Place deals below all others of their stages, one stage after the other in the same order for all."""
    for stage_id in sorted({deal.stage_id for deal in deals}):
        some = [deal for deal in deals if deal.stage_id == stage_id]
        for deal, place in zip(some, await placing.bottom(session, stage_id, len(some)), strict=True):
            deal.place = place


def told(deal: Opportunity) -> OpportunityWon | OpportunityLost:
    """What is told of a deal that a file says has ended."""
    known = {**deal.card(), "closed_at": deal.closed_at, "reason": deal.reason, "imported": True}
    return OpportunityWon(**known) if deal.status == "won" else OpportunityLost(**known)
