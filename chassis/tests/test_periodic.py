"""Periodic work: one run per slot however many schedulers there are; tidying up."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from chassis import metrics, periodic, tables
from chassis.identifiers import new_id
from chassis.periodic import Periodic
from chassis.runtime import Runtime
from chassis.testing import Bench


async def test_many_schedulers_run_each_slot_once_and_a_failing_job_stops_nobody(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []

    async def work(_: Runtime) -> None:
        ran.append(int(time.time() // 0.25))

    async def fail(_: Runtime) -> None:
        raise ValueError("no luck")

    monkeypatch.setattr(periodic, "jobs", [Periodic("fail", 0.25, fail), Periodic("work", 0.25, work)])
    schedulers = [asyncio.create_task(periodic.run(example.runtime)) for _ in range(4)]
    await asyncio.sleep(1.3)
    for one in schedulers:
        one.cancel()
    await asyncio.gather(*schedulers, return_exceptions=True)
    assert len(ran) == len(set(ran)) >= 4
    async with example.runtime.database.reading() as session:
        slots = await session.execute(select(tables.slot.c.job, func.count()).group_by(tables.slot.c.job))
    assert dict(slots.all()).keys() == {"work", "fail"}


async def test_what_has_served_its_time_is_removed_in_small_steps(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periodic, "CHUNK", 10)
    now = datetime.now(UTC)
    old, kept = now - timedelta(days=16), now - timedelta(hours=1)
    async with example.runtime.database.engine.begin() as connection:
        for at, count in ((old, 35), (kept, 5)):
            heard = [{"consumer": "c", "event_id": new_id(), "at": at} for _ in range(count)]
            await connection.execute(tables.inbox.insert(), heard)
            for kind in ("session", "user"):
                said: dict[str, Any] = {"kind": kind, "version": 1, "data": {}, "at": at}
                rows = [said | {"id": new_id()} for _ in range(count)]
                await connection.execute(tables.access.insert(), rows)
    await periodic.forget(example.runtime)
    async with example.runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(tables.inbox)) == 5
        left = text("SELECT kind, count(*) FROM access GROUP BY kind")
        assert dict((await session.execute(left)).all()) == {"session": 5, "user": 40}


async def test_every_process_measures_its_own_pool_and_the_backlog(example: Bench) -> None:
    metrics.outbox_pending.set(99)
    measuring = asyncio.create_task(periodic.measure(example.runtime))
    await asyncio.sleep(0.3)
    measuring.cancel()
    assert metrics.outbox_pending._value.get() == 0
