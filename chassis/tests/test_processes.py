"""Roles as processes: their log, their probes, and how they end."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from chassis import applying
from chassis.testing import Bench
from chassis.tests.example import notes
from chassis.tests.flowing import HEARD, announce, running, until
from chassis.tests.processes import Role, probe, role

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}


@pytest_asyncio.fixture(loop_scope="session")
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as one:
        yield one


async def test_a_process_is_ready_when_its_doors_are_open_and_drains_when_told_to_stop(
    example: Bench, client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    with role(example, "serve", tmp_path) as served:
        seen: list[tuple[int | None, int | None]] = []
        while not seen or seen[-1][0] != 200:
            ready = await probe(client, served.internal + "/readyz")
            open_ = await probe(client, served.http + "/openapi.json") if ready == 200 else None
            seen.append((ready, open_))
            await asyncio.sleep(0.02)
        assert (503, None) in seen  # the internal port answered before
        assert seen[-1] == (200, 200)
        await _logs_are_json_and_keep_secrets(client, served)
        await _drains(client, served)


async def _logs_are_json_and_keep_secrets(client: aiohttp.ClientSession, served: Role) -> None:
    async with client.get(served.http + "/trials/crash", headers=PARENT) as answer:
        problem = await answer.json()
        assert (answer.status, answer.content_type) == (500, "application/problem+json")
    assert problem["trace_id"] == TRACE
    assert "crashed" not in json.dumps(problem)
    mine = [one for one in served.lines() if one.get("trace_id") == TRACE]
    assert [(one["event"], one["level"], one["service"]) for one in mine] == [
        ("about to crash", "info", "example"),
        ("unexpected error", "error", "example"),
    ]
    assert mine[1]["exception"][0]["exc_value"] == "RuntimeError crashed with 7 characters"
    assert "hunter2" not in json.dumps(served.lines())


async def _drains(client: aiohttp.ClientSession, served: Role) -> None:
    running = asyncio.create_task(client.get(served.http + "/trials/pause?seconds=1"))
    await asyncio.sleep(0.3)
    served.kill(signal.SIGTERM)
    await asyncio.sleep(0.2)
    assert await probe(client, served.internal + "/readyz") == 503
    assert served.process.poll() is None
    assert (await running).status == 200
    started = time.monotonic()
    assert await asyncio.to_thread(served.process.wait, 10) == 0
    assert time.monotonic() - started < 3


async def test_a_process_that_waits_for_its_schema_stays_alive_and_can_be_stopped(
    example: Bench, client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    empty = example.runtime.settings.database_dsn.rsplit("/", 1)[0] + "/postgres"
    with role(example, "api", tmp_path, database_url=empty) as waiting:
        while await probe(client, waiting.internal + "/readyz") is None:  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        waiting.kill(signal.SIGTERM)
        assert await asyncio.to_thread(waiting.process.wait, 5) == 0


async def test_dead_letters_are_applied_again_by_one_command(
    example: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "ATTEMPTS", 1)
    notes.failing.add("poison")
    async with running(example):
        await announce(example, 2, "poison")
        await until(example, "SELECT count(*) FROM dead_letter", 2)
    notes.failing.clear()
    with role(example, "replay", tmp_path) as replaying:
        assert await asyncio.to_thread(replaying.process.wait, 20) == 0
        (said,) = [one for one in replaying.lines() if one["event"] == "replayed"]
    assert (said["applied"], said["still_dead"]) == (2, 0)
    await until(example, HEARD, 2)
