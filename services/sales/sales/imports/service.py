"""What other features ask about imports."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.operations.problems import NotEnded
from sales.imports.declaration import importing
from sales.imports.models import Import

AT_WORK = ("queued", "running", "paused")


async def require_ended(session: AsyncSession, actor: Actor, import_id: UUID) -> None:
    """An import is taken back when it has ended. Raises NotEnded of one that the actor may see."""
    state = await session.scalar(select(Import.state).where(Import.id == import_id))
    if state in AT_WORK and await readable_ids(session, actor, [import_id]):
        raise NotEnded(state=state)


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these imports the actor may see: their own, or everyone's of what they may import for all."""
    everyones = [name for name in importing.targets if importing.shows(actor, name)]
    mine = or_(Import.requested_by == actor.id, Import.target.in_(everyones))
    found = await session.scalars(select(Import.id).where(Import.id.in_(ids), mine))
    return set(found) if any(actor.may(one.permission) for one in importing.targets.values()) else set()
