"""Saved views: one's own, and shared ones."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import NotFound
from identity.views.models import SavedView, TooManyViews
from identity.views.schemas import ViewCreate
from libs.names import sort_key

MOST = 500


async def create(session: AsyncSession, actor: Actor, wanted: ViewCreate) -> SavedView:
    """Save a view. Raises NotAllowed to share without view.share, TooManyViews."""
    if wanted.shared:
        actor.require("view.share")
    mine = select(func.count()).where(SavedView.owner_id == actor.id, SavedView.deleted_at.is_(None))
    if (await session.scalar(mine) or 0) >= MOST:
        raise TooManyViews(most=MOST)
    view = SavedView(**wanted.model_dump(), owner_id=actor.id, sort_name=sort_key(wanted.name))
    session.add(view)
    await session.flush()
    return view


async def change(
    session: AsyncSession, actor: Actor, view_id: UUID, base: int, wanted: Mapping[str, Any]
) -> SavedView:
    """Edit a view. Raises NotAllowed."""
    view = await get(session, actor, view_id, lock=True)
    view.require_editable(actor)
    if wanted.get("shared") and not view.shared:
        actor.require("view.share")
    for name, value in (await reconcile(session, view, base, wanted)).items():
        setattr(view, name, value)
    view.sort_name = sort_key(view.name)
    await session.flush()
    return view


async def remove(session: AsyncSession, actor: Actor, view_id: UUID) -> None:
    """Remove a view. Raises NotAllowed."""
    view = await get(session, actor, view_id, lock=True)
    view.require_editable(actor)
    view.deleted_at = await session.scalar(select(func.now()))
    await session.flush()


async def get(session: AsyncSession, actor: Actor, view_id: UUID, *, lock: bool = False) -> SavedView:
    """A view of one's own or a shared one. Raises NotFound."""
    readable = or_(SavedView.owner_id == actor.id, SavedView.shared)
    query = select(SavedView).where(SavedView.id == view_id, SavedView.deleted_at.is_(None), readable)
    view = (await session.scalars(query.with_for_update() if lock else query)).one_or_none()
    if view is None:
        raise NotFound()
    return view
