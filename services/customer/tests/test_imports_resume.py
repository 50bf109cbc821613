"""An import that is interrupted anywhere ends as if it had not been."""

import asyncio
import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.imports import delimited, running
from chassis.testing import Bench
from chassis.work import MOST_ATTEMPTS, hint_again
from customer.imports.models import Import
from services.customer.tests.importing import IMPORTER, Importer

CUSTOMERS = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(["甲公司", "乙公司", "丙公司", "Example Ltd", "", "*"]),
        st.sampled_from(["13800138000", "13900139000", "12", "*", ""]),
        st.sampled_from(["王小明", "李小红", ""]),
    ),
    min_size=1,
    max_size=40,
)
KILLS = st.tuples(st.floats(0.001, 0.08), st.booleans())
"""After how many seconds, and whether the import is paused then."""


def table(rows: list[tuple[int, str, str, str]]) -> bytes:
    lines = [f"C{number},{name},{phone},{contact}" for number, name, phone, contact in rows]
    return "\n".join(["客户ID,客户名称,电话,联系人", *lines, ""]).encode()


async def outcome(importer: Importer, import_id: str) -> Any:
    """All that an import leaves behind, ids and moments apart."""
    done = await importer.ask("GET", f"/imports/{import_id}")
    async with importer.bench.runtime.database.reading() as session:
        written = (
            await session.execute(
                text(
                    "SELECT 'customer', external_ids[1], name, phones::text, version FROM customer UNION ALL "
                    "SELECT 'contact', c.name, k.name, c.phones::text, c.version FROM contact c"
                    " JOIN contact_link l ON l.contact_id = c.id JOIN customer k ON k.id = l.customer_id "
                    "UNION ALL SELECT 'change', kind, thing, count(*)::text, 0 FROM change GROUP BY 2, 3 "
                    "UNION ALL SELECT 'event', subject, '', count(*)::text, 0 FROM outbox"
                    " WHERE stream <> 'changes' GROUP BY 2 ORDER BY 1, 2, 3, 4"
                )
            )
        ).all()
    return done["state"], done["counts"], await importer.errors(import_id), written


async def killed_after(bench: Bench, import_id: str, seconds: float) -> None:
    """Run the worker's part and stop it dead: what is not committed is gone, the lease stays."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(running.run(bench.runtime, import_id), seconds)


async def let_the_lease_run_out(bench: Bench) -> None:
    async with bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE import SET lease_until = now() - interval '1 second'"))


async def pause_and_resume(importer: Importer, import_id: str) -> None:
    """Unless it has ended: then both are refused."""
    over = (await importer.ask("GET", f"/imports/{import_id}"))["state"] == "done"
    await importer.ask("POST", f"/imports/{import_id}/pause", 409 if over else 200)
    await running.run(importer.bench.runtime, import_id)
    await importer.ask("POST", f"/imports/{import_id}/resume", 409 if over else 202)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CUSTOMERS, chunk=st.integers(1, 9), kills=st.lists(KILLS, max_size=5))
async def test_an_import_resumed_at_any_moment_equals_the_import_at_once(
    opened: Bench, rows: list[tuple[int, str, str, str]], chunk: int, kills: list[tuple[float, bool]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "CHUNK_ROWS", chunk)
        results = []
        for moments in ([], kills):
            await opened.reset()
            importer = Importer(opened, await opened.person(IMPORTER))
            found = await importer.upload(table(rows))
            await importer.ask("POST", f"/imports/{found['id']}/start", 202)
            for seconds, paused in moments:
                await killed_after(opened, found["id"], seconds)
                await let_the_lease_run_out(opened)
                if paused:
                    await pause_and_resume(importer, found["id"])
            await running.run(opened.runtime, found["id"])
            results.append(await outcome(importer, found["id"]))
    assert results[0] == results[1]
    assert results[0][0] == "done"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CUSTOMERS, chunk=st.integers(2, 9))
async def test_the_size_of_the_chunks_does_not_show(
    opened: Bench, rows: list[tuple[int, str, str, str]], chunk: int
) -> None:
    results = []
    for size in (1, chunk):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(running, "CHUNK_ROWS", size)
            await opened.reset()
            importer = Importer(opened, await opened.person(IMPORTER))
            done = await importer.whole(table(rows))
            results.append(await outcome(importer, done["id"]))
    assert results[0] == results[1]


@pytest.fixture
async def importer(crm: Bench) -> Importer:
    return Importer(crm, await crm.person(IMPORTER))


async def somebody_waits(connection: AsyncConnection) -> None:
    """Until the worker wants to write customers, whose table this connection holds."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'customer'::regclass"
    while not await connection.scalar(text(waiting)):  # noqa: ASYNC110  # another session
        await asyncio.sleep(0.01)


async def started(importer: Importer) -> str:
    found = await importer.upload(table([(1, "甲公司", "", ""), (2, "乙公司", "", "")]))
    await importer.ask("POST", f"/imports/{found['id']}/start", 202)
    import_id: str = found["id"]
    return import_id


async def test_two_workers_with_one_hint_do_the_work_once(importer: Importer) -> None:
    import_id = await started(importer)
    await asyncio.gather(*(running.run(importer.bench.runtime, import_id) for _ in range(3)))
    state, counts, _, _ = await outcome(importer, import_id)
    assert (state, counts["created"]) == ("done", 2)


async def test_a_worker_that_was_thought_dead_writes_no_more(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK_ROWS", 1)
    import_id = await started(importer)
    first = asyncio.ensure_future(running.run(importer.bench.runtime, import_id))
    read = 0
    while not read:
        read = (await importer.ask("GET", f"/imports/{import_id}"))["counts"]["rows_read"]
    await let_the_lease_run_out(importer.bench)
    await asyncio.gather(running.run(importer.bench.runtime, import_id), first)
    state, counts, _, _ = await outcome(importer, import_id)
    assert (state, counts["rows_read"], counts["created"]) == ("done", 2, 2)


async def test_what_cannot_be_read_further_on_leaves_what_was_written_before_it(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK_ROWS", 2)
    monkeypatch.setattr(delimited, "LARGEST_CELL", 100)
    lines = [(number, "甲公司", "", "") for number in range(60)]
    done = await importer.whole(table(lines) + b'C60,"' + 101 * b"x")
    assert (done["state"], done["reason"]["kind"]) == ("failed", "quote_unclosed")
    assert (done["counts"]["rows_read"], done["counts"]["created"]) == (60, 60)


async def test_a_field_hidden_meanwhile_is_not_written_by_rows_checked_ahead(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK_ROWS", 1)
    lines = [(1, "甲公司", "13800138000", "王小明"), (2, "乙公司", "13900139000", "李小红")]
    found = await importer.upload(table(lines))
    await importer.ask("POST", f"/imports/{found['id']}/start", 202)
    async with importer.bench.runtime.database.engine.connect() as other:
        await other.execute(text("LOCK TABLE customer IN SHARE MODE"))
        work = asyncio.ensure_future(running.run(importer.bench.runtime, found["id"]))
        await somebody_waits(other)
        hidden = "UPDATE access SET data = data || '{\"masks\": [\"contact.phones\"]}' WHERE kind = 'role'"
        await other.execute(text(hidden))
        await other.commit()
        await work
    _, counts, _, written = await outcome(importer, found["id"])
    phones = {row[1]: row[3] for row in written if row[0] == "contact"}
    assert counts["created"] == 2
    assert "+8613800138000" in phones["王小明"]
    assert phones["李小红"] == "[]"


async def test_a_long_import_lets_others_have_their_turn(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK_ROWS", 1)
    monkeypatch.setattr(running, "SLICE_SECONDS", 0.0)
    import_id = await started(importer)
    await running.run(importer.bench.runtime, import_id)
    assert (await importer.ask("GET", f"/imports/{import_id}"))["state"] == "queued"
    for _ in range(3):
        await running.run(importer.bench.runtime, import_id)
    state, counts, _, _ = await outcome(importer, import_id)
    assert (state, counts["created"]) == ("done", 2)


async def test_an_import_that_kills_its_workers_fails_in_the_end(
    importer: Importer,
) -> None:
    import_id = await started(importer)
    async with importer.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE import SET attempts = {MOST_ATTEMPTS}"))
    await running.run(importer.bench.runtime, import_id)
    failed = await importer.ask("GET", f"/imports/{import_id}")
    assert (failed["state"], failed["reason"]) == ("failed", {"kind": "interrupted_too_often"})


async def test_a_permission_taken_away_stops_the_import(importer: Importer) -> None:
    import_id = await started(importer)
    async with importer.bench.runtime.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE access SET data = data || '{\"permissions\": {}}' WHERE kind = 'role'")
        )
    await running.run(importer.bench.runtime, import_id)
    async with importer.bench.runtime.database.reading() as session:
        row = (await session.execute(text("SELECT state, reason, created FROM import"))).one()
    assert (row.state, row.reason["kind"], row.created) == ("failed", "permission_lost", 0)
    ends = [
        data for subject, data in await importer.bench.announced() if subject == "customer.import.finished"
    ]
    assert [one["outcome"] for one in ends] == ["failed"]


async def test_a_file_that_is_gone_fails_the_import_with_its_reason(importer: Importer) -> None:
    import_id = await started(importer)
    for path in importer.bench.runtime.files.root.glob("*/*"):
        path.unlink()
    await running.run(importer.bench.runtime, import_id)
    failed = await importer.ask("GET", f"/imports/{import_id}")
    assert (failed["state"], failed["reason"]) == ("failed", {"kind": "file_expired"})


async def test_work_whose_hint_was_lost_is_found(importer: Importer) -> None:
    import_id = await started(importer)
    await importer.bench.runtime.redis.flushdb()
    await hint_again(importer.bench.runtime, Import, running.TASK)
    (queued,) = await importer.bench.runtime.redis.lrange("customer", 0, -1)
    assert import_id.encode() in queued or await importer.bench.runtime.redis.llen("customer") == 1
