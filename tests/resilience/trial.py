"""The running suite under load while its processes are killed, and the verdict."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from deploy.local.running import Suite
from tests.resilience.checks import progress, wrong
from tests.resilience.killing import AWAY, Stalls, kill, watch
from tests.resilience.load import Crew

WRITERS = 4
SETTLED_WITHIN = 90.0
"""A worker killed last leaves its lease of 30 s, and the periodic job that finds it comes every 15."""


@dataclass
class Verdict:
    """What one trial found."""

    crew: Crew
    stalls: Stalls
    wrong: dict[str, int] = field(default_factory=lambda: {"never compared": 1})
    settled: float = 0.0
    """Seconds from the last kill until nothing was wrong any more."""


Beside = Callable[[Verdict], Iterable[Coroutine[Any, Any, None]]]


async def trial(
    suite: Suite,
    seconds: float,
    *,
    patience: float = SETTLED_WITHIN,
    seed: int | None = 20261122,
    beside: Beside = lambda _: (),
) -> Verdict:
    """Load and kill for so long, with whatever else goes on beside, let things settle, compare."""
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(suite.gateway_url, timeout=timeout) as client:
        crew = await Crew.hired(client, suite.administrator, WRITERS)
        verdict = Verdict(crew, Stalls())
        watching = watch(verdict.stalls, lambda: progress(suite, crew))
        others = [asyncio.create_task(one) for one in (watching, *beside(verdict))]
        killing = asyncio.create_task(
            kill(suite, verdict.stalls, random.Random(seed), time.monotonic() + seconds)
        )
        try:
            await asyncio.gather(crew.work(seconds), killing)
            await _settle(suite, verdict, patience)
            for task in filter(asyncio.Task.done, others):
                task.result()  # whoever watches has watched to the end, or says why not
        finally:
            for task in (killing, *others):
                task.cancel()
    return verdict


async def _settle(suite: Suite, verdict: Verdict, patience: float) -> None:
    """Wait until nothing is wrong, so long that what is wrong then stays wrong."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        await asyncio.sleep(0.5)
        with suppress(*AWAY):
            verdict.wrong = await wrong(suite, verdict.crew)
            verdict.settled = time.monotonic() - began
            if not verdict.wrong:
                return
