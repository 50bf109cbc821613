"""What is kept of passwords."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import InvalidInput
from identity.passwords.hashing import hashing
from identity.passwords.models import Credential, WrongPassword
from identity.settings import Settings

__all__ = ["WrongPassword", "hash_new", "keep", "known_hash", "renew"]


async def hash_new(settings: Settings, password: str, pointer: str = "/password") -> str:
    """The hash of a new password. Raises InvalidInput when it is too short, Unavailable when busy."""
    if len(password) < settings.password_length:
        raise InvalidInput.at(pointer, "string_too_short", min_length=settings.password_length)
    return await hashing(settings).hash(password)


async def known_hash(session: AsyncSession, user_id: UUID) -> str | None:
    """The hash to compare with; None for somebody who has no password yet."""
    query = select(Credential.password_hash).where(Credential.user_id == user_id)
    known: str | None = await session.scalar(query)
    return known


async def keep(session: AsyncSession, user_id: UUID, password_hash: str) -> None:
    """Put a new password in place."""
    values = {"password_hash": password_hash, "changed_at": datetime.now(UTC)}
    statement = insert(Credential).values(user_id=user_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def renew(session: AsyncSession, user_id: UUID, known: str, renewed: str) -> None:
    """Replace a hash by one with today's parameters, unless the password was changed meanwhile."""
    same = (Credential.user_id == user_id) & (Credential.password_hash == known)
    await session.execute(update(Credential).where(same).values(password_hash=renewed))
