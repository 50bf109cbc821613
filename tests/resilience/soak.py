"""`make soak MINUTES=n`: load and kills for long; a line each minute, in the end the verdict of the test."""

import asyncio
import sys
import time
from collections import Counter

import psutil

from deploy.local.running import Suite, running_suite
from tests.limits import UNLIMITED
from tests.resilience.load import longest
from tests.resilience.trial import Verdict, trial

PATIENCE = 120.0


def main(minutes: float) -> None:
    """Run it."""
    with running_suite(UNLIMITED) as suite:
        verdict = asyncio.run(_soak(suite, minutes * 60))
    sys.exit(f"wrong: {verdict.wrong}" if verdict.wrong else 0)


async def _soak(suite: Suite, seconds: float) -> Verdict:
    return await trial(
        suite,
        seconds,
        patience=PATIENCE,
        seed=None,
        beside=lambda verdict: (verdict.crew.stay(), _tell(suite, verdict)),
    )


async def _tell(suite: Suite, verdict: Verdict) -> None:
    """A line a minute: what was done, how long things stood still, and what each process needs."""
    told, stalls = verdict.crew.told, verdict.stalls
    waits, events = 0, 0
    while True:
        await asyncio.sleep(60)
        stood = [longest(told.waits[waits:]), longest(stalls.events[events:])]
        waits, events = len(told.waits), len(stalls.events)
        memory = await asyncio.to_thread(_memory, suite)
        sizes = " ".join(f"{name} {size >> 20}" for name, size in sorted(memory.items()))
        print(  # noqa: T201  # this is a command
            f"{time.strftime('%H:%M')} {len(stalls.kills)} kills, {len(told.assigned)} customers, "
            f"{len(told.imports)} imports, {len(told.exports)} exports; longest wait {stood[0]:.1f} s, "
            f"events {stood[1]:.1f} s; MB (PSS): {sizes}",
            flush=True,
        )


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
