"""Preferences: whatever a person's screens want to remember."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.problems import NotFound
from identity.preferences.models import Preference, TooManyPreferences

MOST = 200


async def of(session: AsyncSession, user_id: UUID) -> Sequence[Preference]:
    """All of a person's, by key."""
    query = select(Preference).where(Preference.user_id == user_id).order_by(Preference.key)
    return (await session.scalars(query)).all()


async def put(session: AsyncSession, user_id: UUID, key: str, value: Any) -> Preference:
    """Keep a value under a key. Raises TooManyPreferences."""
    mine = Preference.user_id == user_id
    others = select(func.count()).select_from(Preference).where(mine, Preference.key != key)
    if (await session.scalar(others) or 0) >= MOST:
        raise TooManyPreferences(most=MOST)
    values = {"value": value, "updated_at": datetime.now(UTC)}
    statement = insert(Preference).values(user_id=user_id, key=key, **values)
    kept = statement.on_conflict_do_update(index_elements=["user_id", "key"], set_=values)
    return (await session.scalars(kept.returning(Preference))).one()


async def remove(session: AsyncSession, user_id: UUID, key: str) -> None:
    """Forget a preference. Raises NotFound."""
    this = (Preference.user_id == user_id) & (Preference.key == key)
    if await session.scalar(delete(Preference).where(this).returning(Preference.key)) is None:
        raise NotFound()
