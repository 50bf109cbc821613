"""Refresh tokens: opaque to clients, derived from the session, its generation and the installation's secret.

Nothing has to be kept but the number of the newest generation. A token is good for one refresh, which
makes the next generation. The one just used answers with the same successor for some seconds, since
requests are repeated and browsers have many tabs; an older one means that somebody else has a copy, and
ends the session.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from identity.secret import derived
from identity.sessions.models import SessionEnded, SignIn
from identity.settings import Settings


class Found(Enum):
    """What a presented token turned out to be."""

    CURRENT = "current"
    REPLAYED = "replayed"
    ENDED = "ended"


@dataclass(frozen=True)
class Advanced:
    """A session after a refresh."""

    found: Found
    generation: int = 0
    user_id: UUID | None = None


def token(settings: Settings, session_id: UUID, generation: int) -> str:
    """The refresh token of a generation."""
    named = session_id.bytes + generation.to_bytes(4, "big")
    return base64.urlsafe_b64encode(named + _seal(settings, named)).rstrip(b"=").decode()


def read(settings: Settings, presented: str) -> tuple[UUID, int]:
    """The session and generation a token names. Raises SessionEnded when it is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(presented.encode("ascii") + b"==")
    except (UnicodeEncodeError, binascii.Error):
        raise SessionEnded() from None
    named, seal = raw[:20], raw[20:]
    if len(raw) != 52 or not hmac.compare_digest(seal, _seal(settings, named)):
        raise SessionEnded()
    return UUID(bytes=named[:16]), int.from_bytes(named[16:], "big")


def _seal(settings: Settings, named: bytes) -> bytes:
    return hmac.digest(derived(settings, "refresh tokens"), named, hashlib.sha256)


async def advance(
    session: AsyncSession, settings: Settings, session_id: UUID, generation: int, address: str
) -> Advanced:
    """Make the next generation, if this is the newest: one UPDATE decides between parallel requests."""
    now = datetime.now(UTC)
    idle = timedelta(days=settings.session_idle_days)
    live = SignIn.ended_at.is_(None) & (SignIn.expires_at > now) & (SignIn.used_at > now - idle)
    this = (SignIn.id == session_id) & live
    swapped = await session.scalar(
        update(SignIn)
        .where(this, SignIn.generation == generation)
        .values(generation=generation + 1, used_at=now, address=address)
        .returning(SignIn.user_id)
    )
    if swapped is not None:
        return Advanced(Found.CURRENT, generation + 1, swapped)
    row = (
        await session.execute(select(SignIn.generation, SignIn.used_at, SignIn.user_id).where(this))
    ).first()
    if row is None or generation > row.generation:
        return Advanced(Found.ENDED)
    grace = timedelta(seconds=settings.refresh_grace_seconds)
    if generation == row.generation - 1 and row.used_at > now - grace:
        return Advanced(Found.CURRENT, row.generation, row.user_id)
    return Advanced(Found.REPLAYED, row.generation, row.user_id)
