"""What a process tells of itself, apart from its log (see test_processes.py)."""

import time

import aiohttp
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chassis import health
from chassis.testing import Bench, free_port

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01", "baggage": "user=x"}


async def test_errors_of_the_database_do_not_repeat_what_people_typed(example: Bench) -> None:
    with pytest.raises(DBAPIError) as error:
        async with example.runtime.database.reading() as session:
            await session.execute(text("SELECT CAST(:secret AS text), 1 / 0"), {"secret": "hunter2"})
    assert "division by zero" in str(error.value)
    assert "hunter2" not in str(error.value)


async def test_the_trace_of_a_request_travels_with_its_events_and_foreign_baggage_does_not(
    example: Bench,
) -> None:
    me = await example.person({"note.create": "all"})
    headers = me.headers | PARENT
    async with example.client.post("/notes", json={"title": "t"}, headers=headers) as answer:
        assert answer.status == 201
    async with example.runtime.database.reading() as session:
        found = (await session.scalars(text("SELECT headers FROM outbox"))).all()
    assert len(found) == 2
    for one in found:
        assert one["traceparent"].split("-")[1] == TRACE
        assert "baggage" not in one


async def test_the_process_answers_its_probes_and_notices_a_stuck_loop() -> None:
    probes, port = health.Health(), free_port()
    server = health.serve(probes, "127.0.0.1", port)
    base = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as client:

        async def status(path: str) -> int:
            async with client.get(base + path) as answer:
                return answer.status

        assert (await status("/healthz"), await status("/readyz"), await status("/x")) == (200, 503, 404)
        probes.ready = True
        assert await status("/readyz") == 200
        probes._beat = time.monotonic() - 60
        assert (await status("/healthz"), await status("/readyz")) == (503, 503)
        unwatched = health.Health(watched=False)
        unwatched._beat = time.monotonic() - 60
        assert unwatched.alive
        async with client.get(base + "/metrics") as answer:
            assert "crm_http_requests_total" in await answer.text()
    server.shutdown()
    server.server_close()
