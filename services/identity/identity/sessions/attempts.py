"""Failures to sign in: whoever guesses has to wait, longer each time.

Failures are counted for an account from one source, and for an account from everywhere. The second count,
with a much higher limit, does not concern sources that signed in to the account lately, so that nobody can
lock its owner out of a device in use. Accounts that do not exist are counted just the same.

A known device (see `devices`) is a source of its own, counted apart: what others fail at its address, or
everywhere, does not concern it.
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from identity.sessions.models import Attempts, LockedOut
from identity.settings import Settings

EVERYWHERE = "*"
DEVICE = "device:"
KNOWN_FOR = timedelta(days=30)


def account_of(email_key: str) -> bytes:
    """What stands for an account here: people also type secrets where a mail address is asked for."""
    return hashlib.sha256(email_key.encode()).digest()


async def require_open(session: AsyncSession, settings: Settings, account: bytes, source: str) -> None:
    """Refuse while the account's failures ask for a wait. Raises LockedOut."""
    query = select(Attempts).where(Attempts.account == account, Attempts.source.in_(_concerned(source)))
    wait = max((_wait(settings, one) for one in _that_count(list(await session.scalars(query)))), default=0)
    if wait > 0:
        error = LockedOut(seconds=wait)
        error.headers["Retry-After"] = str(wait)
        raise error


def _that_count(rows: Sequence[Attempts]) -> list[Attempts]:
    known = any(one.succeeded_at and one.succeeded_at > datetime.now(UTC) - KNOWN_FOR for one in rows)
    return [one for one in rows if one.source != EVERYWHERE or not known]


def _wait(settings: Settings, row: Attempts) -> int:
    """Seconds still to wait: 1 at the limit, then 2, 4, 8 …, until the failures are forgotten."""
    limit = settings.sign_in_failures_everywhere if row.source == EVERYWHERE else settings.sign_in_failures
    if row.failures < limit or row.failed_at is None:
        return 0
    seconds = min(2.0 ** min(row.failures - limit, 30), settings.sign_in_window_minutes * 60)
    return math.ceil((row.failed_at - datetime.now(UTC)).total_seconds() + seconds)


async def count_failure(session: AsyncSession, settings: Settings, account: bytes, source: str) -> bool:
    """Count a failure, here and unless with a known device everywhere; True when it is the one that locks
    out."""
    now = datetime.now(UTC)
    forgotten = Attempts.failed_at < now - timedelta(minutes=settings.sign_in_window_minutes)
    rows = [_row(account, one, now, failures=1, failed_at=now) for one in sorted(_concerned(source))]
    counted = insert(Attempts).values(rows)
    counted = counted.on_conflict_do_update(
        index_elements=["account", "source"],
        set_={
            "failures": case((forgotten, 1), else_=Attempts.failures + 1),
            "failed_at": now,
            "touched_at": now,
        },
    )
    statement = counted.returning(Attempts.source, Attempts.failures)
    failures = {row.source: row.failures for row in await session.execute(statement)}
    here, everywhere = failures[source], failures.get(EVERYWHERE)
    return bool(here == settings.sign_in_failures or everywhere == settings.sign_in_failures_everywhere)


async def count_success(session: AsyncSession, account: bytes, source: str) -> None:
    """Forget this source's failures, and remember that it knows the password."""
    now = datetime.now(UTC)
    values = _row(account, source, now, failures=0, failed_at=None, succeeded_at=now)
    statement = insert(Attempts).values(values)
    await session.execute(statement.on_conflict_do_update(index_elements=["account", "source"], set_=values))


def _concerned(source: str) -> list[str]:
    return [source] if source.startswith(DEVICE) else [source, EVERYWHERE]


def _row(account: bytes, source: str, now: datetime, **values: Any) -> dict[str, Any]:
    return {"account": account, "source": source, "touched_at": now, **values}
