"""Large operations in a real worker process, which is killed in the middle.

With PROOF=1 there are a hundred thousand customers, and the rate and the worker's memory are printed.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import text

from chassis.operations.running import CHUNK, TASK
from chassis.tasks import later
from chassis.testing import Bench
from chassis.tests.processes import environment
from services.customer.tests.operating import OPERATOR
from services.customer.tests.people import Caller, caller

PROOF = os.environ.get("PROOF") == "1"
ROWS = 100_000 if PROOF else 4 * CHUNK
COPIES = """
    INSERT INTO customer SELECT made.*
    FROM customer t, generate_series(CAST(:first AS integer), CAST(:last AS integer)) n,
        LATERAL jsonb_populate_record(t, jsonb_build_object(
            'id', gen_random_uuid(), 'serial', t.serial + n, 'number', 'CU-' || t.serial + n,
            'name', 'Customer ' || n)) made
    WHERE t.name = 'Template'
"""
DONE = """
    SELECT (SELECT count(*) FROM customer WHERE industry = 'retail' AND version = 2),
        (SELECT count(*) FROM change WHERE cause_id = :cause),
        (SELECT count(DISTINCT record_id) FROM change WHERE cause_id = :cause),
        (SELECT count(*) FROM outbox WHERE subject = 'customer.customer.updated'),
        (SELECT count(*) FROM operation_record)
"""


@contextmanager
def working(crm: Bench, folder: Path) -> Iterator[psutil.Process]:
    """A worker of its own."""
    command, environ = [sys.executable, "-m", "customer", "worker"], os.environ | environment(crm)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log, start_new_session=True)
        try:
            yield psutil.Process(process.pid)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


async def until(boss: Caller, operation_id: str, seconds: float, least: int | None) -> Any:
    """The operation, once so many records are dealt with, or it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = (await boss("GET", f"/operations/{operation_id}")).body
        if found["state"] == "done" or (least and found["done"] >= least):
            return found
        await asyncio.sleep(0.05)
    raise TimeoutError(found)


@pytest.mark.timeout(1500 if PROOF else 180)
async def test_a_bulk_edit_and_its_undo_go_on_where_a_killed_worker_stopped(
    crm: Bench, tmp_path: Path
) -> None:
    await crm.runtime.redis.delete("customer", "unacked", "unacked_index")
    boss = await caller(crm, OPERATOR)
    await boss.customer("Template")
    async with crm.runtime.database.engine.begin() as connection:
        for first in range(1, ROWS, 5000):
            last = min(first + 4999, ROWS - 1)
            await connection.execute(text(COPIES), {"first": first, "last": last})
        await connection.execute(text("TRUNCATE outbox, change"))
    with working(crm, tmp_path) as worker:
        chosen = {"filter": {"field": "kind", "op": "eq", "value": "company"}}
        body = {"selection": chosen, "values": {"industry": "retail"}}
        done = await _killed_amid(boss, worker, await boss("POST", "/customers/bulk-edits", body))
        assert done["counts"] == {"changed": ROWS}
        async with crm.runtime.database.reading() as session:
            found = (await session.execute(text(DONE), {"cause": done["id"]})).one()
        assert tuple(found) == (ROWS, ROWS, ROWS, ROWS, 0)
        undone = await _killed_amid(boss, worker, await boss("POST", f"/operations/{done['id']}/undo"))
        assert undone["counts"] == {"changed": ROWS}
    assert (await boss("GET", "/customers?total=true&q=retail")).body["items"] == []


async def _killed_amid(boss: Caller, worker: psutil.Process, begun: Any) -> Any:
    assert (begun.status, begun.body["state"], begun.body["total"]) == (202, "queued", ROWS), begun.body
    id_, began = begun.body["id"], time.monotonic()
    if not PROOF or "undo" in begun.body["kind"]:
        await until(boss, id_, 60, least=1)
        (child,) = worker.children()
        os.kill(child.pid, signal.SIGKILL)
        async with boss.bench.runtime.database.engine.begin() as connection:  # instead of waiting for it
            await connection.execute(text("UPDATE operation SET lease_until = now() WHERE state = 'running'"))
        await later(boss.bench.runtime, TASK, id_)()
    done = await until(boss, id_, 90 if not PROOF else 600, least=None)
    seconds = time.monotonic() - began
    memory = max(child.memory_info().rss for child in worker.children()) >> 20
    print(f"{done['kind']}: {ROWS / seconds:.0f} records/s, worker {memory} MB")  # noqa: T201  # for the proof
    assert memory < 300
    return done
