"""What identity last said about the people who work here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import access


async def known(session: AsyncSession, user_id: UUID) -> dict[str, Any] | None:
    """Somebody; None while nothing has been heard of them."""
    data: dict[str, Any] | None = await session.scalar(
        select(access.c.data).where(access.c.kind == "user", access.c.id == user_id)
    )
    return data


async def members(session: AsyncSession, team_id: UUID) -> Sequence[UUID]:
    """The active people of a team, in a steady order."""
    inside = access.c.data.contains({"team_ids": [str(team_id)], "active": True})
    found = select(access.c.id).where(access.c.kind == "user", inside).order_by(access.c.id)
    return (await session.scalars(found)).all()
