"""Deals that are there already take the values of a file, with all that follows for single ones."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.outbox import publish
from chassis.problems import DomainError, InvalidInput, NotAllowed, NotFound
from libs.money import rounded
from sales import owned
from sales.opportunities import bulk, rewriting, valuing, visiting
from sales.opportunities.bulk import DealRow
from sales.opportunities.models import Opportunity
from sales.opportunities.moving import moved
from sales.pipelines import service as pipelines
from sales.records import Written

LISTS: Final = ("competitors", "external_ids")
"""Their entries are added."""
BY_STAGE: Final = (
    "pipeline_id", "stage_id", "stage_since", "rots_at", "probability", "probability_by_hand", "push_count",
)  # fmt: skip
"""What follows from other changes."""


class Standing(NamedTuple):
    """Where a deal was before."""

    pipeline_id: UUID
    stage_id: UUID
    status: str


async def update_many(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[DealRow]
) -> list[Written]:
    """Change deals; owner and customer stay. A deal that is won or lost changes no more."""
    held = await pipelines.held_stages(session, {row.track.id for row in rows})
    deals = await owned.many(session, Opportunity, {row.id for row in rows if row.id}, lock=True)
    stood = {one.id: Standing(one.pipeline_id, one.stage_id, one.status) for one in deals.values()}
    endings = {row.id: row.ending for row in rows}
    with session.no_autoflush:
        written = [_update(actor, access, deals.get(row.id) if row.id else None, row, held) for row in rows]
        went = [one for one in deals.values() if one.stage_id != stood[one.id].stage_id]
        over = [one for one in deals.values() if one.status != stood[one.id].status]
        await bulk.put_below(session, went)
        days = [(one, ending.on if (ending := endings[one.id]) else None) for one in over]
        await valuing.value_all(session, access, days)
    await rewriting.settle(session, access, list(deals.values()))
    tracks = {row.track.id: row.track for row in rows}
    for deal in went:
        before, track = stood[deal.id], tracks[deal.pipeline_id]
        way = track.way(before.stage_id, deal.stage_id)
        await visiting.leave(session, deal, deal.stage_since, way)
        visiting.arrive(session, deal, deal.stage_since)
        publish(session, moved(deal, track.stage(deal.stage_id), before.pipeline_id, before.stage_id))
    for deal in over:
        assert deal.closed_at is not None  # noqa: S101  # it was won or lost
        await visiting.leave(session, deal, deal.closed_at, deal.status)
    publish(session, *map(bulk.told, over))
    return written


def _update(
    actor: Actor, access: Access, deal: Opportunity | None, row: DealRow, held: Collection[UUID]
) -> Written:
    kind = owned.refusal(actor, deal, {"opportunity.update"}) if deal and not deal.deleted_at else "not_found"
    if deal is None or kind == "not_found":
        return Written(row.id, "refused", NotFound(thing="opportunity", id=str(row.id)))
    if kind:
        return Written(row.id, "refused", NotAllowed(permission="opportunity.update"))
    before = {name: getattr(deal, name) for name in (*row.values, *BY_STAGE)}
    try:
        row.require_stage(held)
        done = _change(access, deal, row)
    except DomainError as error:
        for name, value in before.items():
            setattr(deal, name, value)
        return Written(row.id, "refused", error)
    return Written(row.id, "updated" if done else "unchanged")


def _change(access: Access, deal: Opportunity, row: DealRow) -> bool:
    """Whether anything is different then. Raises NotOpen, and InvalidInput naming what a stage asks for."""
    changed, stage = _differing(deal, row.values), None
    if row.ending is None and row.stage and row.stage.id != deal.stage_id:
        stage = row.stage
    ends = row.ending is not None and row.ending.status != deal.status
    expected = (stage or deal).probability
    judged = row.ending is None and row.probability not in (None, expected)
    if not (changed or stage or ends or judged):
        return False
    deal.require_open()
    if deal.lines and not changed.keys().isdisjoint(("amount", "currency")):
        raise InvalidInput.at("/amount", "from_lines")
    for name, value in changed.items():
        setattr(deal, name, value)
    if stage:
        _enter(access, deal, row)
    if judged:
        deal.judge(row.probability or 0)
    if ends and row.ending:
        bulk.close(deal, row.ending, max(row.ending.at, deal.stage_since))
    return True


def _differing(deal: Opportunity, values: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: _joined(deal, name, value) for name, value in values.items()}
    if given.get("amount") is not None:
        given["amount"] = rounded(given["amount"], given.get("currency", deal.currency))
    return {name: value for name, value in given.items() if getattr(deal, name) != value}


def _joined(deal: Opportunity, name: str, value: Any) -> Any:
    return list(dict.fromkeys([*getattr(deal, name), *value])) if name in LISTS else value


def _enter(access: Access, deal: Opportunity, row: DealRow) -> None:
    if row.track.id != deal.pipeline_id and not row.track.serves(access.team_path(deal.team_id)):
        raise InvalidInput.at("/pipeline", "pipeline_of_others")
    deal.enter(row.entered(), max(datetime.now(UTC), deal.stage_since))
    deal.pipeline_id = row.track.id
