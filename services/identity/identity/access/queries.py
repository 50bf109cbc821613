"""The snapshot of who may do what, page by page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import access


async def entries(session: AsyncSession, after: tuple[str, UUID] | None, size: int) -> Sequence[Row[Any]]:
    """What is in force, by kind and id; revocations only while a token could still be good."""
    until = access.c.data["expires_at"].astext.cast(TIMESTAMP(timezone=True))
    query = select(access).where(or_(access.c.kind != "session", until > func.now()))
    if after:
        kind, id_ = after
        query = query.where(
            tuple_(access.c.kind, access.c.id)
            > tuple_(literal(kind, access.c.kind.type), literal(id_, access.c.id.type))
        )
    ordered = query.order_by(access.c.kind, access.c.id).limit(size)
    return (await session.execute(ordered)).all()
