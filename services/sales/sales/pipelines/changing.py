"""Making and changing pipelines, and what that does to the deals in them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.organisation import today
from chassis.outbox import publish
from chassis.problems import DomainError, FieldError, InvalidInput
from crm.sales.events.opportunities import PipelineChanged
from sales.opportunities import restaging
from sales.opportunities.due import STAGE, revalue_later
from sales.pipelines import queries
from sales.pipelines.models import Pipeline
from sales.pipelines.schemas import PipelineCreate, PipelineUpdate
from sales.records import live, mark_deleted

FOLLOWED: Final = ("probability", "rotting_days")
"""What open deals have of their stages."""


class PipelineExists(DomainError):
    """There is a pipeline of this name, capitals apart."""


class PipelineInUse(DomainError):
    """Open deals go through it; `count` says how many."""


class StageInUse(DomainError):
    """Open deals stand in a stage that was to be removed: say where they move to (`moves_to`)."""


async def create(session: AsyncSession, actor: Actor, access: Access, body: PipelineCreate) -> Pipeline:
    """Make a pipeline."""
    actor.require("pipeline.manage")
    given = _values({name: getattr(body, name) for name in PipelineCreate.model_fields})
    pipeline = Pipeline(**given)
    await _check(session, access, pipeline.id, given)
    session.add(pipeline)
    await _save(session, pipeline)
    return pipeline


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    pipeline_id: UUID,
    base: int,
    body: PipelineUpdate,
) -> Pipeline:
    """Rename it, give it to other teams, change its stages. Raises StageInUse."""
    actor.require("pipeline.manage")
    pipeline = await live(session, Pipeline, pipeline_id, lock=True)
    given = _values({name: one for name, one in body.changes().items() if name != "moves_to"})
    wanted = await reconcile(session, pipeline, base, given)
    changed = {name: one for name, one in wanted.items() if one != getattr(pipeline, name)}
    await _check(session, access, pipeline.id, changed)
    if not changed:
        return pipeline
    before = pipeline.stages
    for name, one in changed.items():
        setattr(pipeline, name, one)
    pipeline.former_stages = _former(pipeline, before)
    await _save(session, pipeline)
    await _restage(session, access, pipeline, before, body.moves_to)
    return pipeline


async def delete(session: AsyncSession, actor: Actor, pipeline_id: UUID) -> None:
    """No deal goes through it any more. Raises PipelineInUse."""
    actor.require("pipeline.manage")
    pipeline = await live(session, Pipeline, pipeline_id, lock=True)
    standing = await restaging.standing(session, [UUID(one["id"]) for one in pipeline.stages])
    if standing:
        raise PipelineInUse(count=sum(standing.values()))
    mark_deleted(pipeline)
    await _save(session, pipeline)


async def _restage(
    session: AsyncSession,
    access: Access,
    pipeline: Pipeline,
    before: Sequence[Mapping[str, Any]],
    moves_to: Mapping[UUID, UUID],
) -> None:
    """Let the deals follow: out of stages that are gone, to what stages say now."""
    kept = {one["id"]: one for one in pipeline.stages}
    for one in before:
        if one["id"] in kept and any(kept[one["id"]][name] != one[name] for name in FOLLOWED):
            await revalue_later(session, STAGE, one["id"], today(access))
    gone = [UUID(one["id"]) for one in before if one["id"] not in kept]
    standing = await restaging.standing(session, gone)
    track = pipeline.track()
    for stage_id, count in standing.items():
        target = moves_to.get(stage_id)
        if target is None or not track.has(target):
            raise StageInUse(stage_id=str(stage_id), count=count)
        await restaging.clear(session, access, track, stage_id, track.stage(target))


def _former(pipeline: Pipeline, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stages that are no more, with those that it has just lost."""
    kept = {one["id"] for one in pipeline.stages}
    known = {one["id"]: one["name"] for one in (*pipeline.former_stages, *before)}
    return [{"id": id_, "name": name} for id_, name in known.items() if id_ not in kept]


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Stages as the column keeps them."""
    return {
        name: [one.model_dump(mode="json") for one in value] if name == "stages" else value
        for name, value in given.items()
    }


async def _check(session: AsyncSession, access: Access, pipeline_id: UUID, given: Mapping[str, Any]) -> None:
    others = await queries.stages_of_others(session, pipeline_id) if "stages" in given else frozenset()
    if errors := list(_wrong(access, given, others)):
        raise InvalidInput(errors=errors)


def _wrong(access: Access, given: Mapping[str, Any], others: Collection[str]) -> Iterator[FieldError]:
    for place, team_id in enumerate(given.get("team_ids", ())):
        if not access.team(team_id):
            yield FieldError(pointer=f"/team_ids/{place}", kind="team_unknown")
    stages = given.get("stages", ())
    for place, one in enumerate(stages):
        if one["id"] in others:
            yield FieldError(pointer=f"/stages/{place}/id", kind="stage_of_another")
    for name in ("id", "name"):
        seen: set[str] = set()
        for place, one in enumerate(stages):
            if one[name].casefold() in seen:
                yield FieldError(pointer=f"/stages/{place}/{name}", kind="twice")
            seen.add(one[name].casefold())


async def _save(session: AsyncSession, pipeline: Pipeline) -> None:
    name = pipeline.name
    try:
        await session.flush()
    except IntegrityError:
        raise PipelineExists(name=name) from None
    publish(session, PipelineChanged(**pipeline.card(), deleted=pipeline.deleted_at is not None))
