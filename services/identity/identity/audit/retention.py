"""Removing the oldest part of the trail: a signed beginning says that it was us, and where it goes on."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from identity.audit import appending, chain, service
from identity.audit.anchors import Anchor

LINES = 20_000
"""Removed in one transaction."""
OLD = text(f"""
    SELECT position, substring(links FROM length(links) - {chain.SIZE - 1}) FROM audit_seal
    WHERE position < (SELECT position FROM audit WHERE at >= :until ORDER BY position LIMIT 1)
    AND position <= (SELECT min(position) FROM audit) + {LINES}
    ORDER BY position DESC LIMIT 1
""")  # noqa: S608  # no input
REMOVE = (
    text("DELETE FROM audit WHERE position <= :position"),
    text("DELETE FROM audit_seal WHERE position <= :position"),
)


async def cut(session: AsyncSession, until: datetime) -> int | None:
    """Remove some of the lines before a moment; the position of the last one, None when none is left.

    Transaction by transaction: what came with a newer line stays, and so does all until there is a newer one.
    """
    removed = await session.run_sync(_cut, until)
    if removed is not None:
        await service.note(session, "trail-cut", "audit", None, until=until.isoformat(), position=removed)
    return removed


def _cut(session: Session, until: datetime) -> int | None:
    session.execute(appending.LOCK)
    found = session.execute(OLD, {"until": until}).one_or_none()
    if found is None:
        return None
    begins = Anchor(*found)
    appending.sign_beginning(session, begins)
    for statement in REMOVE:
        session.execute(statement, {"position": begins.position})
    return begins.position
