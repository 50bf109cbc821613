"""The inbox's periodic work."""

from sqlalchemy import func, select

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from notifications.inbox import service
from notifications.inbox.models import InboxItem
from notifications.settings import Settings

BATCH = 1000


@every(1)
async def announce_due(runtime: Runtime) -> None:
    """Announce the last state of items that grew again within a second of their announcement.

    Each in a transaction of its own: that of many people would wait for their turns in a circle.
    """
    due = select(InboxItem.user_id, InboxItem.id, InboxItem.cause_id)
    due = due.where(InboxItem.announce_due_at <= func.now()).order_by(InboxItem.announce_due_at)
    async with runtime.database.reading() as session:
        rows = (await session.execute(due.limit(BATCH))).all()
    for user_id, item_id, cause_id in rows:
        async with runtime.database.writing(service_actor(runtime.service), cause_id) as session:
            await service.announce_due(session, user_id, item_id)


@every(3600)
async def forget(runtime: Runtime) -> None:
    """Remove items whose time is over, in small transactions."""
    days, removed = Settings.of(runtime.settings).inbox_retention_days, BATCH
    while removed == BATCH:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            removed = await service.forget_some(session, days, BATCH)
