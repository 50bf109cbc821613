"""Work in Celery workers: hinted at after the commit, run again when a worker dies."""

import asyncio
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import aiohttp
import psutil
from pydantic import SecretStr
from sqlalchemy import insert, select

from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.tasks import later
from chassis.testing import Bench, free_port
from chassis.tests.example.trials import Errand
from chassis.tests.processes import role
from chassis.wake import hint

TRACE = "0af7651916cd43dd8448eb211c80319c"


async def runs(example: Bench, errand: UUID, wanted: int, seconds: float) -> Errand:
    """The errand, once it has run so often."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        async with example.runtime.database.reading() as session:
            found = await session.scalar(select(Errand).where(Errand.id == errand))
        if found is not None and found.runs >= wanted:
            return found
        await asyncio.sleep(0.05)
    raise TimeoutError(f"not run {wanted} times")


async def test_a_worker_runs_what_was_hinted_at_and_another_takes_over_when_it_is_killed(
    example: Bench, tmp_path: Path
) -> None:
    await example.runtime.redis.delete("example", "unacked", "unacked_index")
    me = await example.person()
    errand, hanging = new_id(), new_id()
    with role(example, "worker", tmp_path) as worker:
        traced = me.headers | {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
        async with example.client.post(f"/trials/errands/{errand}", headers=traced) as answer:
            assert answer.status == 202
        assert (await runs(example, errand, 1, 20)).trace == TRACE
        async with aiohttp.ClientSession() as client, client.get(worker.internal + "/metrics") as answer:
            assert 'crm_tasks_total{outcome="done",task="errands.run"} 1.0' in await answer.text()
        async with example.runtime.database.engine.begin() as connection:
            await connection.execute(insert(Errand).values(id=hanging, hangs=True, runs=0))
        await later(example.runtime, "errands.run", str(hanging))()
        await runs(example, hanging, 1, 5)
        (child,) = psutil.Process(worker.process.pid).children()
        os.kill(child.pid, signal.SIGKILL)
        assert (await runs(example, hanging, 2, 15)).runs == 2


async def test_a_hint_that_cannot_be_sent_neither_fails_nor_delays_the_request(example: Bench) -> None:
    over = asyncio.Event()

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    for port in (free_port(), silent.sockets[0].getsockname()[1]):
        broker = {"redis_url": SecretStr(f"redis://127.0.0.1:{port}/0")}
        settings = example.runtime.settings.model_copy(update=broker)
        started = time.monotonic()
        async with example.runtime.database.writing(service_actor("example")) as session:
            hint(session, later(replace(example.runtime, settings=settings), "errands.run", "x"))
        assert time.monotonic() - started < 1.5
    over.set()
    silent.close()
