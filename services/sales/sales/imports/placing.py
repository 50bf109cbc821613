"""Where the deals of rows stand: in which pipeline and which stage, and whether they have ended there."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.imports.declaration import Act, Plan, ReadRow
from chassis.owning import landing_place
from sales.imports import endings, stages
from sales.imports.customers import customer_of, said_in
from sales.opportunities.bulk import DealRow
from sales.opportunities.matching import Known, known
from sales.pipelines import service as pipelines
from sales.pipelines.stages import Track

TO_WRITE: Final = ("create", "update")


async def place(session: AsyncSession, act: Act, plans: Sequence[Plan]) -> None:
    """Say where each deal is to stand; what cannot be found is told."""
    tracks = await pipelines.in_use(session)
    there = await known(session, [plan.record_id for plan in plans if plan.record_id])
    for plan in plans:
        if plan.action in TO_WRITE:
            deal = there.get(plan.record_id) if plan.record_id else None
            if deal and deal.customer_id != customer_of(plan.row):
                plan.row.refuse(said_in(plan.row), "customer_differs")
            plan.row.checked.more["track"] = track = _track(act, plan.row, tracks, deal)
            _stage(act, plan.row, track)
            plan.action = "fail" if plan.row.refused else plan.action


def deal_row(plan: Plan) -> DealRow:
    """What is to be written."""
    draft = plan.row.checked
    return DealRow(
        draft.values,
        draft.more["track"],
        draft.more.get("stage"),
        customer_of(plan.row),
        plan.record_id,
        draft.more["owner_id"],
        draft.more["ending"],
        plan.row.values.get("probability"),
    )


def _track(act: Act, row: ReadRow, tracks: Sequence[Track], deal: Known | None) -> Track | None:
    """The pipeline that is named; else the one where the deal is, or the usual one of the owner's team."""
    if named := row.values.get("pipeline"):
        found = stages.pipeline(tracks, named)
        if found is None:
            row.refuse("pipeline", "pipeline_unknown", expected=[one.name for one in tracks])
        return found
    if deal:
        found = next((one for one in tracks if one.id == deal.pipeline_id), None)
    else:
        _, team_id = landing_place(act.actor, act.access, row.checked.more["owner_id"], None)
        found = pipelines.usual(tracks, act.access.team_path(team_id))
    if found is None:
        row.refuse("pipeline", "pipeline_missing")
    return found


def _stage(act: Act, row: ReadRow, track: Track | None) -> None:
    """The stage by its name; else a word for an end; else what is like it."""
    text = row.values.get("stage")
    if not text or track is None:
        return
    if (stage := stages.named(track, text)) is None:
        ended = endings.meant(text)
        row.checked.more["ending"] = row.checked.more["ending"] or endings.ending(row, act, ended)
        if ended:
            return
        stage = stages.alike(track, text)
    if stage is None:
        row.refuse("stage", "stage_unknown", expected=[one.name for one in track.stages])
    row.checked.more["stage"] = stage
