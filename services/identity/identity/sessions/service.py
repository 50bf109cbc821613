"""Sessions after they were opened: listed, ended, announced as revoked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.problems import NotFound
from crm.identity.events import SessionRevoked
from identity.announcing import announce
from identity.audit import service as audit
from identity.origins import Origin
from identity.sessions.models import Attempts, SignIn

TOKENS_LIVE = timedelta(minutes=16)
"""The longest that CRM_ACCESS_TOKEN_SECONDS allows, and a minute for clocks that differ."""
REMEMBERED = timedelta(days=30)


async def end(
    session: AsyncSession, actor: Actor, session_id: UUID, origin: Origin | None = None, *, reason: str
) -> None:
    """End a session of one's own, or as user.manage anybody's. Raises NotFound."""
    found = await session.get(SignIn, session_id)
    if found is None or found.ended_at or (found.user_id != actor.id and not actor.may("user.manage")):
        raise NotFound()
    await revoke(session, [session_id], origin, reason=reason)


async def end_all(
    session: AsyncSession,
    user_id: UUID,
    origin: Origin | None = None,
    *,
    reason: str,
    keep: UUID | None = None,
) -> int:
    """End every session of a person, except perhaps one; returns how many."""
    mine = select(SignIn.id).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    ids = [one for one in await session.scalars(mine) if one != keep]
    await revoke(session, ids, origin, reason=reason)
    return len(ids)


async def revoke(
    session: AsyncSession, ids: Sequence[UUID], origin: Origin | None = None, *, reason: str
) -> None:
    """End these sessions, as far as they have not ended, and tell everybody."""
    now = datetime.now(UTC)
    live = SignIn.id.in_(ids) & SignIn.ended_at.is_(None)
    ended = await session.execute(
        update(SignIn).where(live).values(ended_at=now).returning(SignIn.id, SignIn.user_id)
    )
    for session_id, user_id in ended.all():
        event = SessionRevoked(session_id=session_id, user_id=user_id, expires_at=now + TOKENS_LIVE)
        await announce(session, event)
        await audit.note(
            session, "session-ended", "session", session_id, origin, user_id=str(user_id), reason=reason
        )


async def device_of(session: AsyncSession, session_id: UUID | None) -> UUID | None:
    """The known device that a session was opened with."""
    found: UUID | None = await session.scalar(select(SignIn.device_id).where(SignIn.id == session_id))
    return found


async def end_device(session: AsyncSession, actor: Actor, device_id: UUID, origin: Origin) -> None:
    """End one's sessions with a device."""
    mine = select(SignIn.id).where(SignIn.device_id == device_id, SignIn.user_id == actor.id)
    await revoke(session, list(await session.scalars(mine)), origin, reason="device-forgotten")


async def confirm(session: AsyncSession, session_id: UUID) -> datetime:
    """Note that the person has proved again to be who they are; tells when. Raises NotFound."""
    live = (SignIn.id == session_id) & SignIn.ended_at.is_(None)
    confirmed = update(SignIn).where(live).values(confirmed_at=datetime.now(UTC))
    at: datetime | None = await session.scalar(confirmed.returning(SignIn.confirmed_at))
    if at is None:
        raise NotFound()
    return at


async def forget(session: AsyncSession) -> None:
    """Remove sessions, failures and revocations that decide nothing any more."""
    now = datetime.now(UTC)
    await session.execute(delete(SignIn).where(SignIn.expires_at < now - REMEMBERED))
    strangers = Attempts.succeeded_at.is_(None) & (Attempts.touched_at < now - timedelta(days=1))
    await session.execute(delete(Attempts).where(strangers | (Attempts.touched_at < now - REMEMBERED)))
    expired = "DELETE FROM access WHERE kind = 'session' AND (data ->> 'expires_at')::timestamptz < :now"
    await session.execute(text(expired), {"now": now})
