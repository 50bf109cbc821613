"""REST: pipelines."""

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
from sales.pipelines import changing, service
from sales.pipelines.queries import LISTING
from sales.pipelines.schemas import PipelineCreate, PipelineRead, PipelineUpdate

router = Router(prefix="/pipelines", tags=["pipelines"])


@router.post("", status_code=201, response_model=PipelineRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: PipelineCreate, response: Response
) -> Any:
    """Make a pipeline; needs pipeline.manage. A name that is there already, capitals apart, is 409; unknown
    teams, and two stages of one name, are 422 with their pointer.
    """
    created = await changing.create(session, actor, runtime.access, body)
    response.headers["Location"] = f"/pipelines/{created.id}"
    tag(response, created)
    return created


@router.get("", response_model=Page[PipelineRead])
async def list_pipelines(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Pipelines with their stages, by name. Needs opportunity.read."""
    actor.require("opportunity.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{pipeline_id}", response_model=PipelineRead)
async def read(actor: Caller, session: Reading, pipeline_id: UUID, response: Response) -> Any:
    """One pipeline, with its version as ETag. Needs opportunity.read."""
    actor.require("opportunity.read")
    found = await service.get(session, pipeline_id)
    tag(response, found)
    return found


@router.patch("/{pipeline_id}", response_model=PipelineRead)
async def update(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    pipeline_id: UUID,
    base: BaseVersion,
    body: PipelineUpdate,
    response: Response,
) -> Any:
    """Rename a pipeline, give it to other teams, change its stages. Needs pipeline.manage. A stage that is
    left out is removed; where open deals stand in it, that is 409 unless `moves_to` names a stage for them.
    Deals that nobody has judged by hand follow the probabilities of their stages within seconds.
    """
    changed = await changing.update(session, actor, runtime.access, pipeline_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{pipeline_id}", status_code=204)
async def delete(actor: Caller, session: Writing, pipeline_id: UUID) -> None:
    """Remove a pipeline; one that open deals go through is 409. Needs pipeline.manage."""
    await changing.delete(session, actor, pipeline_id)
