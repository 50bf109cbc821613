"""REST: the managed list of tags."""

from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from customer.tags import service
from customer.tags.queries import EVERYWHERE, LISTING
from customer.tags.schemas import TagCreate, TagMerge, TagRead, TagUpdate

router = Router(prefix="/tags", tags=["tags"])


@router.post("", status_code=201, response_model=TagRead)
async def create(actor: Caller, session: Writing, body: TagCreate, response: Response) -> Any:
    """Add a tag to the list; needs tag.manage. A name that is there already, capitals apart, is 409."""
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/tags/{created.id}"
    tag(response, created)
    return created


@router.get("", response_model=Page[TagRead])
async def list_tags(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """All tags; who may read customers may read them."""
    actor.require("customer.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), EVERYWHERE)
    return found.as_page([dict(row._mapping) for row in found.rows])


@router.get("/{tag_id}", response_model=TagRead)
async def read(actor: Caller, session: Reading, tag_id: UUID, response: Response) -> Any:
    """One tag, with its version as ETag."""
    actor.require("customer.read")
    found = await service.get(session, tag_id)
    tag(response, found)
    return found


@router.patch("/{tag_id}", response_model=TagRead)
async def update(
    actor: Caller, session: Writing, tag_id: UUID, base: BaseVersion, body: TagUpdate, response: Response
) -> Any:
    """Rename or recolour a tag; customers that have it show it at once. Needs tag.manage."""
    changed = await service.update(session, actor, tag_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{tag_id}", status_code=204)
async def delete(actor: Caller, session: Writing, tag_id: UUID) -> None:
    """Take a tag off the list; it vanishes from customers within seconds. Needs tag.manage."""
    await service.retire(session, actor, tag_id)


@router.post("/{tag_id}/merge", status_code=204)
async def merge(actor: Caller, session: Writing, tag_id: UUID, body: TagMerge) -> None:
    """Put another tag in this one's place: customers show it at once, and filters find them within
    seconds. Needs tag.manage.
    """
    await service.retire(session, actor, tag_id, body)
