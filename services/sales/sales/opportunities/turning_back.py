"""Acts that moved deals, or closed them, are taken back: they stand again where they stood, and the times
that they stood there go on being told.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.operations.declaration import State, Wanted
from chassis.organisation import day_of
from crm.event import Event
from crm.sales.events.opportunities import OpportunityReopened
from sales.opportunities import rewriting, valuing, visiting
from sales.opportunities.bulk import told
from sales.opportunities.models import Opportunity
from sales.opportunities.moving import moved, now
from sales.opportunities.rewriting import WAY, Stand
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Track

Tell = Callable[[], Event]
"""An event about a record that is saved by then."""


def stand(deal: Opportunity, values: State) -> Stand | None:
    """Where an open deal comes to stand with these values; None: it stays where it is, or is not open."""
    back = values.get("deleted_at", values) is None or not WAY.isdisjoint(values)
    if not back or values.get("status", deal.status) != "open":
        return None
    return values.get("pipeline_id", deal.pipeline_id), values.get("stage_id", deal.stage_id)


async def follow(
    session: AsyncSession, access: Access, deals: Mapping[UUID, Opportunity], wanted: Wanted
) -> list[Tell]:
    """What follows for deals that have got these values and are not saved yet; what is then to be told."""
    for id_, values in wanted.items():
        if "expected_close_on" in values:  # it is put off no further
            deals[id_].push_count = values.get("push_count", _before(deals[id_], "push_count"))
    turned = [deals[id_] for id_, values in wanted.items() if not WAY.isdisjoint(values)]
    with session.no_autoflush:
        tracks = await pipelines.held_stages(session, {deal.pipeline_id for deal in turned})
        opened = [deal for deal in turned if deal.status == "open"]
        await rewriting.put_on_top(session, opened)
        for deal in turned:
            if deal.status != "open":
                await _close(session, access, deal)
        return [
            *[await _stand(session, deal, tracks[deal.stage_id]) for deal in opened],
            *[partial(told, deal) for deal in turned if deal.status != "open"],
        ]


async def _stand(session: AsyncSession, deal: Opportunity, track: Track) -> Tell:
    stage, at, status = track.stage(deal.stage_id), now(deal), _before(deal, "status")
    before: Stand = (_before(deal, "pipeline_id"), _before(deal, "stage_id"))
    if status == "open":
        await visiting.leave(session, deal, at, track.way(before[1], stage.id))
    visiting.arrive(session, deal, at)
    deal.stage_since = at
    deal.rot(stage)
    if status == "open":
        return lambda: moved(deal, stage, *before)
    return lambda: OpportunityReopened(**deal.card(), previous_status=status)


async def _close(session: AsyncSession, access: Access, deal: Opportunity) -> None:
    at = max(deal.closed_at or now(deal), deal.stage_since)
    await visiting.leave(session, deal, at, deal.status)
    deal.rots_at = None
    await valuing.value(session, access, deal, day_of(access, deal.closed_at or at))


def _before(deal: Opportunity, name: str) -> Any:
    """A field as it is saved."""
    was = inspect(deal).attrs[name].history.deleted
    return was[0] if was else getattr(deal, name)
