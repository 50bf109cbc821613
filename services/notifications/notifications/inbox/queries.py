"""What the inbox asks its tables."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.functions import func

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from notifications.inbox.models import InboxItem
from notifications.inbox.schemas import InboxItemRead

table = InboxItem.__table__
LISTING = Listing(
    source=table,
    columns=[table.c[name] for name in InboxItemRead.model_fields],
    key=table.c.id,
    offers={
        "updated_at": Offer(Kind.MOMENT, table.c.updated_at, nullable=False, sorts=True),
        "kind": Offer(Kind.CHOICE, table.c.kind, nullable=False),
        "read": Offer(Kind.BOOLEAN, table.c.read_at.is_not(None), nullable=False),
    },
    sort="-updated_at",
)


async def count_unread(session: AsyncSession, user_id: UUID) -> int:
    """How many items a person has not read."""
    counted = select(func.count()).where(InboxItem.user_id == user_id, InboxItem.read_at.is_(None))
    return await session.scalar(counted) or 0


def unread_of(user_id: UUID, before: datetime | None) -> Select[InboxItem]:
    """A person's unread items."""
    wanted = select(InboxItem).where(InboxItem.user_id == user_id, InboxItem.read_at.is_(None))
    if before is not None:
        wanted = wanted.where(InboxItem.updated_at <= before)
    return wanted.order_by(InboxItem.id)
