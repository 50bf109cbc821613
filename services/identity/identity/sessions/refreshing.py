"""Refresh tokens: opaque to clients, derived from the session, its generation and the installation's secret.

Nothing has to be kept but the number of the newest generation. A token is good for one refresh, which
makes the next generation. The one just used answers with the same successor for some seconds, since
requests are repeated and browsers have many tabs; an older one means that somebody else has a copy, and
ends the session.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from identity import tickets
from identity.sessions.models import SessionEnded, SignIn
from identity.settings import Settings

PURPOSE = "refresh tokens"


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
    confirmed_at: datetime | None = None


def token(settings: Settings, session_id: UUID, generation: int) -> str:
    """The refresh token of a generation."""
    return tickets.write(settings, PURPOSE, session_id, generation)


def read(settings: Settings, presented: str) -> tuple[UUID, int]:
    """The session and generation a token names. Raises SessionEnded when it is none of ours."""
    named = tickets.read(settings, PURPOSE, presented)
    if named is None:
        raise SessionEnded()
    return named


async def advance(
    session: AsyncSession,
    settings: Settings,
    session_id: UUID,
    generation: int,
    address: str,
    arrived: datetime,
) -> Advanced:
    """Make the next generation, if this is the newest: one UPDATE decides between parallel requests.

    When the request arrived decides about the grace: many wait for a connection, and it is not their fault.
    """
    now = datetime.now(UTC)
    idle = timedelta(days=settings.session_idle_days)
    live = SignIn.ended_at.is_(None) & (SignIn.expires_at > now) & (SignIn.used_at > now - idle)
    this = (SignIn.id == session_id) & live
    swap = (
        update(SignIn)
        .where(this, SignIn.generation == generation)
        .values(generation=generation + 1, used_at=now, address=address)
        .returning(SignIn.user_id, SignIn.confirmed_at)
    )
    swapped = (await session.execute(swap)).first()
    if swapped is not None:
        return Advanced(Found.CURRENT, generation + 1, swapped.user_id, swapped.confirmed_at)
    seen = select(SignIn.generation, SignIn.used_at, SignIn.user_id, SignIn.confirmed_at).where(this)
    row = (await session.execute(seen)).first()
    if row is None or generation > row.generation:
        return Advanced(Found.ENDED)
    grace = timedelta(seconds=settings.refresh_grace_seconds)
    if generation == row.generation - 1 and row.used_at > arrived - grace:
        return Advanced(Found.CURRENT, row.generation, row.user_id, row.confirmed_at)
    return Advanced(Found.REPLAYED, row.generation, row.user_id)
