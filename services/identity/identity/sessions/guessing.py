"""Who tries to prove who they are, and what is kept when the proof was wrong."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.problems import DomainError
from identity.audit import service as audit
from identity.origins import Origin
from identity.sessions import attempts
from identity.sessions import service as sessions
from identity.settings import Settings
from identity.users import service as users


class WrongCode(DomainError):
    """That is not the code that the authenticator shows now, nor a recovery code that is left."""

    status = 403


@dataclass(frozen=True)
class Guess:
    """One attempt: at which account, counted for which source."""

    account: bytes
    source: str
    user_id: UUID | None
    origin: Origin


async def by_oneself(session: AsyncSession, settings: Settings, actor: Actor, origin: Origin) -> Guess:
    """The attempt of somebody signed in, counted for the known device they sit at. Raises LockedOut."""
    user = await users.get(session, actor.id)
    device_id = await sessions.device_of(session, actor.session_id)
    source = f"{attempts.DEVICE}{device_id}" if device_id else origin.source
    guess = Guess(attempts.account_of(user.email_key), source, user.id, origin)
    await attempts.require_open(session, settings, guess.account, source)
    return guess


async def count_failure(session: AsyncSession, settings: Settings, guess: Guess) -> None:
    """Keep that it was wrong; the caller must commit before refusing."""
    locked = await attempts.count_failure(session, settings, guess.account, guess.source)
    for kind in ["sign-in-failed", *(["locked-out"] if locked else [])]:
        await audit.note(session, kind, "user", guess.user_id, guess.origin, actor=audit.NOBODY)
