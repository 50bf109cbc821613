"""An import waits when somebody says so, and goes on where it stopped."""

import asyncio

import pytest
from sqlalchemy import text

from chassis.imports import running
from chassis.testing import Bench
from chassis.work import hint_again
from customer.imports.models import Import
from services.customer.tests.importing import IMPORTER, Importer
from services.customer.tests.test_imports_resume import somebody_waits, table

ROWS = [(number, f"公司{number}", "", "") for number in range(4)]


@pytest.fixture
async def importer(crm: Bench, monkeypatch: pytest.MonkeyPatch) -> Importer:
    monkeypatch.setattr(running, "CHUNK_ROWS", 1)
    return Importer(crm, await crm.person(IMPORTER))


async def paused_at_work(importer: Importer) -> str:
    """An import that is paused while its worker writes the first row."""
    import_id = str((await importer.upload(table(ROWS)))["id"])
    await importer.ask("POST", f"/imports/{import_id}/start", 202)
    async with importer.bench.runtime.database.engine.connect() as other:
        await other.execute(text("LOCK TABLE customer IN SHARE MODE"))
        work = asyncio.ensure_future(running.run(importer.bench.runtime, import_id))
        await somebody_waits(other)
        pausing = asyncio.ensure_future(importer.ask("POST", f"/imports/{import_id}/pause"))
        await asyncio.sleep(0.2)
        assert not pausing.done()  # the row under way is written first
        await other.rollback()
        paused = await pausing
        await work
    assert (paused["state"], paused["counts"]["rows_read"]) == ("paused", 1)
    return import_id


async def test_a_running_import_stops_after_its_chunk_and_goes_on_after_it(importer: Importer) -> None:
    import_id = await paused_at_work(importer)
    await running.run(importer.bench.runtime, import_id)  # a hint that comes late
    await importer.bench.runtime.redis.flushdb()
    await hint_again(importer.bench.runtime, Import, running.TASK)
    assert await importer.bench.runtime.redis.llen("customer") == 0
    waiting = await importer.ask("GET", f"/imports/{import_id}")
    assert (waiting["state"], waiting["counts"]["created"], waiting["finished_at"]) == ("paused", 1, None)
    await importer.ask("POST", f"/imports/{import_id}/resume", 202)
    await running.run(importer.bench.runtime, import_id)
    done = await importer.ask("GET", f"/imports/{import_id}")
    assert (done["state"], done["counts"]["created"], done["counts"]["rows_read"]) == ("done", 4, 4)
    assert len(await importer.listed("/customers")) == 4


async def test_a_paused_import_is_taken_back_once_it_is_cancelled(importer: Importer) -> None:
    import_id = await paused_at_work(importer)
    refused = await importer.ask("POST", f"/imports/{import_id}/undo", 409)
    assert (refused["type"], refused["params"]) == ("urn:crm:problem:not-ended", {"state": "paused"})
    await importer.ask("POST", f"/imports/{import_id}/cancel")
    assert len(await importer.listed("/customers")) == 1
    await importer.ask("POST", f"/imports/{import_id}/undo", 202)
    assert await importer.listed("/customers") == []


async def test_only_what_is_at_work_is_paused_and_only_what_is_paused_goes_on(importer: Importer) -> None:
    import_id = (await importer.upload(table(ROWS)))["id"]
    await importer.ask("POST", f"/imports/{import_id}/pause", 409)
    await importer.ask("POST", f"/imports/{import_id}/start", 202)
    await importer.ask("POST", f"/imports/{import_id}/resume", 409)
    await importer.ask("POST", f"/imports/{import_id}/pause")
    await importer.ask("POST", f"/imports/{import_id}/pause", 409)
    await importer.ask("PATCH", f"/imports/{import_id}", 409, json={"target": "contacts"})
    await importer.ask("POST", f"/imports/{import_id}/start", 409)


async def test_an_import_whose_file_is_gone_does_not_go_on(importer: Importer) -> None:
    import_id = await paused_at_work(importer)
    for path in importer.bench.runtime.files.root.glob("*/*"):
        path.unlink()
    refused = await importer.ask("POST", f"/imports/{import_id}/resume", 422)
    assert refused["params"] == {"reason": "file_expired"}
    assert (await importer.ask("POST", f"/imports/{import_id}/cancel"))["state"] == "cancelled"
