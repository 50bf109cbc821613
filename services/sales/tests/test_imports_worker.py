"""A real worker process, killed in the middle of an import."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import text

from chassis.imports.running import TASK
from chassis.tasks import later
from chassis.testing import Bench
from chassis.tests.importing import Importer
from chassis.tests.processes import environment
from services.sales.tests.importing import importing
from services.sales.tests.master import Master

ROWS = 4000


async def until(importer: Importer, import_id: str, seconds: float, **wanted: Any) -> Any:
    """The import, once it has read some rows or is in that state."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = await importer.ask("GET", f"/imports/{import_id}")
        if (
            found["state"] == wanted.get("state")
            or 0 < wanted.get("rows", ROWS) <= found["counts"]["rows_read"]
        ):
            return found
        await asyncio.sleep(0.05)
    raise TimeoutError(found)


async def test_leads_go_on_where_a_killed_worker_stopped(crm: Bench, master: Master, tmp_path: Path) -> None:
    await crm.runtime.redis.delete("sales", "unacked", "unacked_index")
    importer, _ = await importing(crm, master)
    lines = [f"L{number},访客{number},v{number}@example.com" for number in range(ROWS)]
    found = await importer.upload("\n".join(["线索ID,姓名,邮箱", *lines]).encode())
    command = [sys.executable, "-m", "sales", "worker"]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(  # noqa: ASYNC220  # it outlives the call
            command, env=os.environ | environment(crm), stdout=log, stderr=log, start_new_session=True
        ) as worker,
    ):
        try:
            await importer.ask("POST", f"/imports/{found['id']}/start", 202)
            await until(importer, found["id"], 60, rows=1)
            (child,) = psutil.Process(worker.pid).children()
            os.kill(child.pid, signal.SIGKILL)
            stopped = await importer.ask("GET", f"/imports/{found['id']}")
            assert stopped["state"] == "running"
            assert stopped["counts"]["rows_read"] < ROWS
            async with crm.runtime.database.engine.begin() as connection:  # instead of waiting for it
                await connection.execute(text("UPDATE import SET lease_until = now()"))
            await later(crm.runtime, TASK, found["id"])()
            done = await until(importer, found["id"], 60, state="done")
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
    assert (done["counts"]["created"], done["counts"]["rows_read"]) == (ROWS, ROWS)
    async with crm.runtime.database.reading() as session:
        counted = await session.execute(text("SELECT count(*), count(DISTINCT external_ids) FROM lead"))
        assert tuple(counted.one()) == (ROWS, ROWS)
