"""Gathering news, and sending what was gathered: each in one transaction, so that nothing is told twice or
left out whenever a process dies.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.identifiers import new_id
from notifications.deliveries import service as deliveries
from notifications.deliveries.schemas import DeliveryCreate, Recipient
from notifications.digests.models import OPEN, Digest
from notifications.digests.moments import next_digest
from notifications.digests.writing import written
from notifications.topics import DIGEST


async def gather(session: AsyncSession, user_id: UUID, zone: str) -> Digest:
    """The open digest of somebody, held until the commit: what is put into it now is sent with it."""
    due_at = next_digest(datetime.now(UTC), ZoneInfo(zone), session.info["settings"].digest_at)
    row = insert(Digest).values(id=new_id(), user_id=user_id, state="open", due_at=due_at)
    held = row.on_conflict_do_update(
        index_elements=["user_id"], index_where=OPEN, set_={"user_id": row.excluded.user_id}
    )
    return (await session.scalars(held.returning(Digest))).one()


async def due(session: AsyncSession, limit: int) -> Sequence[UUID]:
    """Those whose hour has come."""
    ready = select(Digest.id).where(OPEN, Digest.due_at <= func.now())
    return (await session.scalars(ready.order_by(Digest.due_at).limit(limit))).all()


async def send(session: AsyncSession, access: Access, digest_id: UUID) -> None:
    """Have the mail sent, unless another process does so."""
    ready = select(Digest).where(Digest.id == digest_id, OPEN, Digest.due_at <= func.now())
    digest = await session.scalar(ready.with_for_update(skip_locked=True))
    if digest is None:
        return
    news, person = await deliveries.gathered(session, digest.id), access.user(digest.user_id)
    body = DeliveryCreate(
        key=f"digest:{digest.id}",
        topic=DIGEST,
        channel="email",
        recipient=Recipient(thing="user", id=digest.user_id),
        params=await written(session, access, person["language"] if person else None, news),
    )
    sent = await deliveries.send(session, body)
    digest.state = "sent"
    deliveries.tell_of_digest(session, news, sent.delivery.id)


async def forget_some(session: AsyncSession, days: int, limit: int) -> int:
    """Remove some that were sent so many days ago; returns how many."""
    old = Digest.created_at < datetime.now(UTC) - timedelta(days=days)
    some = select(Digest.id).where(old, Digest.state == "sent").order_by(Digest.created_at).limit(limit)
    removed = await session.scalars(delete(Digest).where(Digest.id.in_(some)).returning(Digest.id))
    return len(removed.all())
