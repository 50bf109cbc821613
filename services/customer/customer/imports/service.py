"""What other features ask about imports."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Reach
from chassis.operations.problems import NotEnded
from customer.imports.models import Import

AT_WORK = ("queued", "running", "paused")


async def require_ended(session: AsyncSession, actor: Actor, import_id: UUID) -> None:
    """An import is taken back when it has ended. Raises NotEnded of one that the actor may see."""
    state = await session.scalar(select(Import.state).where(Import.id == import_id))
    if state in AT_WORK and await readable_ids(session, actor, [import_id]):
        raise NotEnded(state=state)


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these imports the actor may see: their own, or all with the permission for all."""
    query = select(Import.id).where(Import.id.in_(ids))
    if actor.reach("customer.import") is not Reach.ALL:
        query = query.where(Import.requested_by == actor.id)
    return set(await session.scalars(query)) if actor.may("customer.import") else set()
