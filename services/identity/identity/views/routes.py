"""REST of saved views."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import page
from chassis.schemas import Page
from identity.clock import context
from identity.views import queries, service
from identity.views.models import SavedView
from identity.views.schemas import ViewCreate, ViewQuery, ViewRead, ViewUpdate

router = Router(prefix="/views", tags=["views"])


@router.get("", response_model=Page[ViewRead])
async def list_views(
    actor: User, runtime: Opened, session: Reading, query: Annotated[ViewQuery, Query()]
) -> dict[str, Any]:
    """One's own views and shared ones, by name."""
    readable, narrowed = queries.readable(actor.id), queries.of(query.object)
    found = await page(session, queries.VIEWS, query, context(runtime, actor), readable, *narrowed)
    return found.as_page(found.rows)


@router.post("", status_code=201, response_model=ViewRead)
async def create_view(actor: User, body: ViewCreate, session: Writing, response: Response) -> SavedView:
    """Save a view of a list. Sharing it needs view.share (403). 409 beyond 500 views."""
    view = await service.create(session, actor, body)
    tag(response, view)
    return view


@router.get("/{view_id}", response_model=ViewRead)
async def read_view(actor: User, view_id: UUID, session: Reading, response: Response) -> SavedView:
    """One view, one's own or a shared one."""
    view = await service.get(session, actor, view_id)
    tag(response, view)
    return view


@router.patch("/{view_id}", response_model=ViewRead)
async def change_view(
    actor: User, view_id: UUID, body: ViewUpdate, base: BaseVersion, session: Writing, response: Response
) -> SavedView:
    """Edit a view of one's own, or with view.share a shared one."""
    view = await service.change(session, actor, view_id, base, body.changes())
    tag(response, view)
    return view


@router.delete("/{view_id}", status_code=204)
async def remove_view(actor: User, view_id: UUID, session: Writing) -> None:
    """Remove a view of one's own, or with view.share a shared one."""
    await service.remove(session, actor, view_id)
