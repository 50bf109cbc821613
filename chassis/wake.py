"""What happens after a commit, and may be lost: waking the relay and hinting at queued work.

Both are only hints. The relay polls, and every task has a reconciler that finds its row, so a
process that dies between commit and hint delays the work by seconds and loses nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

log = structlog.get_logger(__name__)
NOTIFY = text("SELECT pg_notify('outbox', '')")
LONGEST_HINT = 1.0
"""Seconds a caller waits for a hint to go out."""

outbox_filled = asyncio.Event()
"""Set when messages were committed: by this process, or by another one that told so by NOTIFY."""
relaying = False
"""Whether the relay at work is the one of this process."""


def hint(session: AsyncSession, send: Callable[[], Awaitable[Any]]) -> None:
    """Call `send` once this session's transaction has committed."""
    session.info.setdefault("hints", []).append(send)


async def before_commit(session: AsyncSession) -> None:
    """Have the commit wake the relay of another process. Not that of this one: PostgreSQL makes commits that
    notify wait for each other, so that each is written to disk by itself."""
    if session.info.get("announced") and not relaying:
        await session.execute(NOTIFY)


async def after_commit(session: AsyncSession) -> None:
    """Run the hints of a committed session."""
    if session.info.pop("announced", False) and relaying:
        outbox_filled.set()
    for send in session.info.pop("hints", ()):
        try:
            async with asyncio.timeout(LONGEST_HINT):  # wait_for may lose a cancellation (CPython 3.11)
                await send()
        except Exception:  # a lost hint costs a few seconds, an error here would lie to the caller
            log.warning("hint lost; the sweep will find the work", exc_info=True)
