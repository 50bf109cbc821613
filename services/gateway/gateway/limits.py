"""Rate limits: counted in this process, settled with the other processes through Redis once a second.

A sliding window of a minute: the count of this minute plus the part of the last one that still lies
within 60 s. Between two settlements a process does not see what others admit, so with n processes up
to n seconds' worth more may pass. Without Redis each process holds the limit for itself.
"""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from chassis.problems import TooManyRequests

log = structlog.get_logger(__name__)
WINDOW = 60
SETTLE_SECONDS = 1.0
CHUNK = 500


@dataclass(slots=True)
class _Count:
    window: int
    before: int = 0
    """Requests of the window before."""
    settled: int = 0
    """Requests of this window that Redis knows of, from all processes."""
    pending: int = 0
    """Requests since then, in this process."""


class Limits:
    """All counts of this process."""

    def __init__(self, redis: "Redis", clock: Callable[[], float] = time.time) -> None:
        self._redis, self._clock = redis, clock
        self._counts: dict[str, _Count] = {}

    def take(self, key: str, limit: int) -> None:
        """Count one request. Raises TooManyRequests beyond the limit a minute; 0 is no limit."""
        if not limit:
            return
        now = self._clock()
        window, elapsed = divmod(now, WINDOW)
        count = self._count(key, int(window))
        used = count.before * (1 - elapsed / WINDOW) + count.settled + count.pending
        if used >= limit:
            raise _refusal(limit, math.ceil(WINDOW - elapsed))
        count.pending += 1

    def _count(self, key: str, window: int) -> _Count:
        count = self._counts.get(key)
        if count is None:
            count = self._counts[key] = _Count(window)
        elif count.window != window:
            last = count.settled + count.pending if count.window == window - 1 else 0
            count = self._counts[key] = _Count(window, before=last)
        return count

    async def settle(self) -> None:
        """Settle with Redis until cancelled."""
        while True:
            await asyncio.sleep(SETTLE_SECONDS)
            window = int(self._clock() // WINDOW)
            self._counts = {key: one for key, one in self._counts.items() if one.window >= window - 1}
            due = [(key, one) for key, one in self._counts.items() if one.pending]
            try:
                for start in range(0, len(due), CHUNK):
                    async with asyncio.timeout(SETTLE_SECONDS):
                        await self._exchange(due[start : start + CHUNK])
            except (RedisError, OSError, TimeoutError) as error:
                log.warning("rate limits are not settled", error=repr(error))

    async def _exchange(self, due: list[tuple[str, _Count]]) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        sent = [one.pending for _, one in due]
        for (key, one), pending in zip(due, sent, strict=True):
            name = f"limit:{key}:{one.window}"
            pipeline.incrby(name, pending)
            pipeline.expire(name, 2 * WINDOW)
            pipeline.get(f"limit:{key}:{one.window - 1}")
        answers = await pipeline.execute()
        for (_, one), pending, total, before in zip(due, sent, answers[::3], answers[2::3], strict=True):
            one.pending -= pending
            one.settled = int(total)
            one.before = max(one.before, int(before or 0))


def _refusal(limit: int, seconds: int) -> TooManyRequests:
    error = TooManyRequests(limit=limit, seconds=seconds)
    error.headers = {
        "Retry-After": str(seconds),
        "RateLimit-Policy": f'"requests";q={limit};w={WINDOW}',
        "RateLimit": f'"requests";r=0;t={seconds}',
    }
    return error
