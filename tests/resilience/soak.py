"""`make soak MINUTES=n`: load and kills for long; a line each minute, in the end the verdict of the test."""

import asyncio
import random
import sys
import time
from collections import Counter

import aiohttp
import psutil

from deploy.local.running import Suite, running_suite
from tests.flows.conftest import UNLIMITED
from tests.resilience.checks import progress
from tests.resilience.killing import Stalls, kill, watch
from tests.resilience.load import Crew
from tests.resilience.trial import WRITERS, Verdict, settle

PATIENCE = 120.0


def main(minutes: float) -> None:
    """Run it."""
    with running_suite(UNLIMITED) as suite:
        verdict = asyncio.run(_soak(suite, minutes * 60))
    sys.exit(f"wrong: {verdict.wrong}" if verdict.wrong else 0)


async def _soak(suite: Suite, seconds: float) -> Verdict:
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(suite.gateway_url, timeout=timeout) as client:
        crew = await Crew.hired(client, suite.administrator, WRITERS)
        verdict = Verdict(crew, Stalls())
        end = time.monotonic() + seconds
        beside = [
            asyncio.create_task(one)
            for one in (
                kill(suite, verdict.stalls, random.Random(), end),
                watch(verdict.stalls, lambda: progress(suite, crew)),
                crew.stay(),
                _tell(suite, verdict),
            )
        ]
        try:
            await crew.work(seconds)
            await settle(suite, verdict, PATIENCE)
        finally:
            for task in beside:
                task.cancel()
    return verdict


async def _tell(suite: Suite, verdict: Verdict) -> None:
    """A line a minute: what was done, how long things stood still, and what each process needs."""
    told, stalls = verdict.crew.told, verdict.stalls
    waits, events = 0, 0
    while True:
        await asyncio.sleep(60)
        longest = [_longest(told.waits[waits:]), _longest(stalls.events[events:])]
        waits, events = len(told.waits), len(stalls.events)
        memory = await asyncio.to_thread(_memory, suite)
        sizes = " ".join(f"{name} {size >> 20}" for name, size in sorted(memory.items()))
        print(  # noqa: T201  # this is a command
            f"{time.strftime('%H:%M')} {len(stalls.kills)} kills, {len(told.assigned)} customers, "
            f"{len(told.imports)} imports, {len(told.exports)} exports; longest wait {longest[0]:.1f} s, "
            f"events {longest[1]:.1f} s; MB (PSS): {sizes}",
            flush=True,
        )


def _longest(stretches: list[tuple[float, float]]) -> float:
    return max((ended - began for began, ended in stretches), default=0.0)


def _memory(suite: Suite) -> Counter[str]:
    """Proportional set size of each process with its children, in bytes."""
    sizes: Counter[str] = Counter()
    for name, process in suite.run["processes"].items():
        try:
            leader = psutil.Process(process["pid"])
            family = [leader, *leader.children(recursive=True)]
        except psutil.Error:
            continue
        for one in family:
            try:
                sizes[name] += one.memory_full_info().pss
            except psutil.Error:
                continue
    return sizes


if __name__ == "__main__":
    main(float(sys.argv[1]))
