"""How those stand whose deals somebody may read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import base_currency, context_of, today
from sales.leads import figures as leads
from sales.opportunities import figures as deals
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Track
from sales.standing import worth
from sales.standing.schemas import PipelineFigures, SellerFigures, StageFigures, TeamFigures, TeamStanding

By = defaultdict[UUID | None, worth.Sums]
COUNTED: Final = ("rotting", "pushed")


async def team(session: AsyncSession, actor: Actor, access: Access) -> TeamStanding:
    """Open deals by stage and by person, what was closed, and leads where those may be read; under scope."""
    context, currency, scope = context_of(actor, access), base_currency(access), deals.readable(actor)
    people, stages = By(worth.Sums), By(worth.Sums)
    for row in await deals.opened(session, scope, context, COUNTED, ("owner_id", "stage_id")):
        worth.add_open(people[row.owner_id], row, *COUNTED)
        worth.add_open(stages[row.stage_id], row, *COUNTED)
    for row in await deals.closed_by_owner(session, scope, context, currency):
        worth.add_closed(people[row.owner_id], row)
    if actor.may("lead.read"):
        for row in await leads.waiting(session, actor, context):
            worth.add(people[row.owner_id], row, "waiting", "late", prefix="leads_")
    days = await deals.closed_by_day(session, scope, context, currency)
    return TeamStanding(
        today=today(access),
        total=TeamFigures(**_figures(_total(people.values()), currency)),
        people=_by_person(people, currency),
        pipelines=list(_by_stage(await pipelines.in_use(session), stages, currency)),
        won_by_day=worth.by_day(days, currency),
        filters=dict(deals.DEALS),
        lead_filters=dict(leads.LEADS),
    )


def _total(all_: Iterable[worth.Sums]) -> worth.Sums:
    total = worth.Sums()
    for one in all_:
        total.update(one)
    return total


def _figures(sums: worth.Sums, currency: str) -> dict[str, Any]:
    counts = {name: sums[name] for name in ("leads_waiting", "leads_late")}
    return {**worth.shown(sums, currency), **counts}


def _by_person(people: Mapping[UUID | None, worth.Sums], currency: str) -> list[SellerFigures]:
    ranked = sorted(people.items(), key=lambda one: (-one[1]["open.weighted_amount"], str(one[0])))
    return [SellerFigures(owner_id=id_, **_figures(sums, currency)) for id_, sums in ranked]


def _by_stage(tracks: Iterable[Track], stages: By, currency: str) -> Iterator[PipelineFigures]:
    for track in sorted(tracks, key=lambda one: one.name):
        shown = [
            StageFigures(
                stage_id=stage.id,
                name=stage.name,
                open=worth.shown_open(stages[stage.id], currency),
                rotting=stages[stage.id]["rotting"],
            )
            for stage in track.stages
        ]
        if any(stage.open.count for stage in shown):
            yield PipelineFigures(pipeline_id=track.id, name=track.name, stages=shown)
