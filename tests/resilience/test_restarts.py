"""NATS restarted again and again, killed or told to stop: no consumer hangs."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard, Subscription
from chassis.testing import Bench, bench
from chassis.tests.example.main import service
from chassis.tests.example.notes import NoteWritten
from chassis.tests.flowing import announce, running
from chassis.tests.servers import Nats
from tests.resilience import report
from tests.resilience.scale import FULL, RESTARTS

CONSUMERS = 5
LONGEST = 15.0
APPLIED = "SELECT count(*) FROM inbox GROUP BY consumer"


@pytest_asyncio.fixture(loop_scope="session")
async def fragile(
    infrastructure: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Bench, Nats]]:
    nats = Nats(tmp_path_factory.mktemp("nats"))
    own = replace(infrastructure, nats_url=f"nats://127.0.0.1:{nats.port}")
    try:
        async with bench(service, own, tmp_path_factory.mktemp("files"), log_level="error") as one:
            yield one, nats
    finally:
        nats.kill()


def _listener(number: int) -> Subscription:
    async def hear(_session: AsyncSession, _event: NoteWritten, _heard: Heard) -> None:
        """Its row in the inbox is all that is wanted."""

    decode = lambda _, data: NoteWritten.model_validate_json(data)  # noqa: E731
    return Subscription(f"listener-{number}", "example", frozenset({NoteWritten.subject}), hear, decode)


async def _everywhere(example: Bench, announced: int) -> float:
    """Seconds until every consumer has applied everything."""
    began = time.monotonic()
    while time.monotonic() - began < 2 * LONGEST:
        async with example.runtime.database.reading() as session:
            applied = (await session.scalars(text(APPLIED))).all()
        if len(applied) == CONSUMERS and set(applied) == {announced}:
            return time.monotonic() - began
        await asyncio.sleep(0.02)
    pytest.fail(f"a consumer hangs: {applied}, announced {announced}")


@pytest.mark.timeout(60 + 10 * RESTARTS)
async def test_no_consumer_hangs_however_often_nats_is_restarted(fragile: tuple[Bench, Nats]) -> None:
    example, nats = fragile
    waits = []
    async with running(example, heard=[_listener(number) for number in range(CONSUMERS)]):
        await announce(example, 1)
        await _everywhere(example, 1)
        for restart in range(RESTARTS):
            nats.kill(signal.SIGTERM if restart % 2 else signal.SIGKILL)
            nats.start()
            await announce(example, 1)
            waits.append(await _everywhere(example, restart + 2))
    assert max(waits) < LONGEST
    if FULL:
        waits.sort()
        said = " ".join(
            [
                f"{report.conditions()} {RESTARTS} restarts, half of them by SIGKILL, {CONSUMERS} consumers:",
                "from the restart until each had applied what was announced meanwhile",
                f"{waits[len(waits) // 2]:.1f} s in the middle, {waits[-1]:.1f} s at most.",
            ]
        )
        report.keep("restarts", said)
