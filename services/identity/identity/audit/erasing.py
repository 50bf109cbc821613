"""Erasing values from the trail: their digest stays, so that the chain can still be verified.

That it was done is a line of the trail itself; an erasure without one is found as an edit.
"""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from identity.audit import chain, service

VALUES = text(f"""
    UPDATE audit SET before = '{{}}', after = '{{}}', values_salt = NULL,
        values_digest = {chain.VALUES}
    WHERE record_id = :id AND values_salt IS NOT NULL
""")  # noqa: S608  # no input
ORIGINS = text(f"""
    UPDATE audit SET address = NULL, device = NULL, origin_salt = NULL,
        origin_digest = {chain.ORIGIN}
    WHERE actor = 'user:' || :id AND origin_salt IS NOT NULL
""")  # noqa: S608  # no input


async def erase_values(session: AsyncSession, thing: str, record_id: UUID) -> None:
    """Erase what a record was and became from all its lines: before and after."""
    await session.execute(VALUES, {"id": record_id})
    await service.note(session, "values-erased", thing, record_id)


async def erase_origins(session: AsyncSession, user_id: UUID) -> None:
    """Erase from where somebody acted: addresses and devices."""
    await session.execute(ORIGINS, {"id": str(user_id)})
    await service.note(session, "origins-erased", "user", user_id)
