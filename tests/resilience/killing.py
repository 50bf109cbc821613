"""Who kills, who watches how long things stand still meanwhile, and what that says of each kind of victim."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import asyncpg

from deploy.local.running import Suite
from tests.resilience.load import Told, longest

VICTIMS = (
    "customer", "notifications", "sales", "identity", "gateway", "customer-worker", "identity-worker",
    "notifications-worker", "sales-worker", "nats", "postgres", "redis",
)  # fmt: skip
LONGEST_STALL = 15.0
SHORTEST, LONGEST = 1.5, 2.2
"""Seconds between two kills."""
AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What it is like when PostgreSQL dies while it is asked."""
BEFORE = 1.0
"""Seconds that a wait may have begun after a kill and still be due to it."""


@dataclass
class Stalls:
    """Stretches of time, by the monotonic clock, in which work waited and nothing moved."""

    kills: list[tuple[float, str]] = field(default_factory=list)
    events: list[tuple[float, float]] = field(default_factory=list)

    def table(self, told: Told) -> list[tuple[str, int, float, float]]:
        """Victim, kills, longest wait for an answer, longest stand-still of events: of those it was in."""
        return [
            (
                victim,
                sum(1 for _, one in self.kills if one == victim),
                self._longest(victim, told.waits),
                self._longest(victim, self.events),
            )
            for victim in VICTIMS
        ]

    @property
    def longest(self) -> float:
        """The longest stand-still of events."""
        return longest(self.events)

    def _longest(self, victim: str, stretches: list[tuple[float, float]]) -> float:
        died = [at for at, one in self.kills if one == victim]
        return longest(one for one in stretches if any(one[0] - BEFORE < at < one[1] for at in died))


async def kill(suite: Suite, stalls: Stalls, chance: random.Random, until: float) -> None:
    """SIGKILL one after the other, in an order of chance in which each has its turn."""
    turn: list[str] = []
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(SHORTEST, LONGEST))
        if not turn:
            turn = chance.sample(VICTIMS, len(VICTIMS))
        victim = turn.pop()
        with suppress(ProcessLookupError, KeyError):
            suite.kill(victim)
            stalls.kills.append((time.monotonic(), victim))


async def watch(stalls: Stalls, waiting: Callable[[], Awaitable[tuple[int, int]]]) -> None:
    """Note until cancelled how long events wait without any of them being applied.

    `waiting` tells how many have been committed and how many applied.
    """
    since, applied = time.monotonic(), 0
    while True:
        with suppress(*AWAY):
            committed, now = await asyncio.wait_for(waiting(), 2)
            moment = time.monotonic()
            if now == applied and committed > now:
                if moment - since > 1:
                    stalls.events.append((since, moment))
            else:
                since, applied = moment, now
        await asyncio.sleep(0.25)
