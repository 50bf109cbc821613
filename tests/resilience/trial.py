"""The running suite under load while its processes are killed, and the verdict."""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp
import asyncpg

from deploy.local.running import Suite
from tests.resilience.checks import progress, wrong
from tests.resilience.killing import Stalls, kill, watch
from tests.resilience.load import Crew

WRITERS = 4
SETTLED_WITHIN = 90.0
"""A worker killed last leaves its lease of 30 s, and the periodic job that finds it comes every 15."""


@dataclass
class Verdict:
    """What one trial found."""

    crew: Crew
    stalls: Stalls
    wrong: dict[str, int] = field(default_factory=dict)
    settled: float = 0.0
    """Seconds from the last kill until nothing was wrong any more."""


async def trial(
    suite: Suite, seconds: float, *, patience: float = SETTLED_WITHIN, seed: int = 20261122
) -> Verdict:
    """Load and kill for so long, let things settle, compare."""
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(suite.gateway_url, timeout=timeout) as client:
        crew = await Crew.hired(client, suite.administrator, WRITERS)
        verdict = Verdict(crew, Stalls())
        watching = asyncio.create_task(watch(verdict.stalls, lambda: progress(suite, crew)))
        killing = asyncio.create_task(
            kill(suite, verdict.stalls, random.Random(seed), time.monotonic() + seconds)
        )
        try:
            await asyncio.gather(crew.work(seconds), killing)
            await settle(suite, verdict, patience)
        finally:
            killing.cancel()
            watching.cancel()
    return verdict


async def settle(suite: Suite, verdict: Verdict, patience: float) -> None:
    """Wait until nothing is wrong, so long that what is wrong then stays wrong."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        await asyncio.sleep(0.5)
        with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            verdict.wrong = await wrong(suite, verdict.crew)
            verdict.settled = time.monotonic() - began
            if not verdict.wrong:
                return
