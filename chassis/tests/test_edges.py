"""The REST door where it is cold: wrong methods and media, broken bodies, lost databases, late failures."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import orjson
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select, text

from chassis import tables
from chassis.database import Database
from chassis.http.app import create_app
from chassis.identifiers import new_id
from chassis.roles import serving
from chassis.testing import Bench, free_port
from chassis.tests.example import notes, trials
from chassis.tests.example.notes import NoteRecord

ALL = {"note.create": "all", "note.read": "all", "note.update": "all"}
PROBLEM = "application/problem+json"


async def problem(answer: aiohttp.ClientResponse, status: int) -> dict[str, Any]:
    """The document of a refusal, which has the same form wherever it comes from."""
    assert (answer.status, answer.content_type) == (status, PROBLEM), await answer.text()
    found: dict[str, Any] = await answer.json()
    assert found["status"] == status
    assert re.fullmatch(r"urn:crm:problem:[a-z-]+", found["type"])
    return found


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/notes/", {}, 404),
        ("DELETE", "/notes", {}, 405),
        ("POST", "/notes", {"data": b"{"}, 422),
        ("POST", "/notes", {"data": b"[]"}, 422),
        ("POST", "/notes", {"data": b""}, 422),
        ("POST", "/notes", {"data": b"[" * 200_000}, 422),
        ("POST", "/notes", {"data": b'{"title":' + b"9" * 5000 + b"}"}, 422),
        ("POST", "/notes", {"data": b'{"title": "\\ud800"}'}, 422),
        ("POST", "/notes", {"data": b"title=x", "headers": {"Content-Type": "text/plain"}}, 422),
        ("GET", "/notes/not-an-id", {}, 422),
        ("GET", "/notes?filter=" + "[" * 3000, {}, 422),
    ],
)
async def test_whatever_is_sent_is_answered_with_a_problem(
    example: Bench, method: str, path: str, sent: dict[str, Any], status: int
) -> None:
    me = await example.person(ALL)
    headers = {"Content-Type": "application/json"} | me.headers | sent.pop("headers", {})
    async with example.client.request(method, path, headers=headers, **sent) as answer:
        await problem(answer, status)


async def test_json_that_could_not_be_given_back_is_refused(example: Bench) -> None:
    headers = {"Content-Type": "application/json"}
    for value in (b"[" * 400 + b"]" * 400, b'"\\ud800"', b'{"\\udfff": 1}', b"NaN"):
        data = b'{"value":' + value + b"}"
        async with example.client.post("/trials/echo", data=data, headers=headers) as answer:
            wrong = (await problem(answer, 422))["errors"][0]
            assert (wrong["kind"], wrong["pointer"]) == ("json_invalid", "")
    kept = {"value": ["张三", "\U0001f600", {"a": [[]] * 200}, 1.5, None]}
    async with example.client.post("/trials/echo", json=kept) as answer:
        assert await answer.json() == kept["value"]


async def test_values_the_driver_refuses_leave_no_lock_behind(example: Bench) -> None:
    me = await example.person(ALL)
    after = cursor("rank", ["-", "x"], ["u", str(new_id())])
    query = {"sort": "rank", "after": after}
    async with example.client.get("/notes", params=query, headers=me.headers) as answer:
        await problem(answer, 422)
    locks = """SELECT count(*) FROM pg_locks WHERE relation = 'note'::regclass"""
    async with example.runtime.database.engine.connect() as connection:
        assert await connection.scalar(text(locks)) == 0


async def test_an_edit_may_carry_its_version_weakly_and_nothing_else(example: Bench) -> None:
    me = await example.person(ALL)
    async with example.client.post("/notes", json={"title": "a"}, headers=me.headers) as answer:
        path, tag = f"/notes/{(await answer.json())['id']}", answer.headers["ETag"]
    for given, status in (
        (f"W/{tag}", 200),
        ("2", 200),
        ("*", 422),
        ('"1", "2"', 422),
        ('"-1"', 422),
        ('"99"', 422),
        ('"²"', 422),
    ):
        headers = me.headers | {"If-Match": given}
        async with example.client.patch(path, json={"title": f"t{given}"}, headers=headers) as answer:
            assert answer.status == status, given


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


async def test_only_a_cursor_of_this_list_in_this_order_is_taken(example: Bench) -> None:
    me = await example.person(ALL)
    rows = [{"title": f"t{one}", "rank": one, "version": 1} for one in range(3)]
    async with example.runtime.database.engine.begin() as connection:
        await connection.execute(NoteRecord.__table__.insert(), rows)  # type: ignore[attr-defined]
    async with example.client.get("/notes?limit=1&sort=title", headers=me.headers) as answer:
        other = (await answer.json())["next"]
    id_ = ["u", str(new_id())]
    for after in (
        other,
        cursor("-rank", ["-", 1], id_),
        cursor("rank", ["u", 5], id_),
        cursor("rank", ["-", 1], ["u", 5]),
        cursor("rank", ["-", "x"], id_),
        cursor("rank", ["-", 10**12], id_),
        cursor("rank", ["t", "yesterday"], id_),
        cursor("rank", [], id_),
        cursor("rank", 1, 2),
        cursor("rank", {"0": 1}, id_),
        cursor("rank", ["?", 1], id_),
        cursor("title"),
        "é",
    ):
        query = {"limit": "1", "sort": "rank", "after": after}
        async with example.client.get("/notes", params=query, headers=me.headers) as answer:
            await problem(answer, 422)


async def test_a_failure_at_commit_is_an_error_and_leaves_nothing(example: Bench) -> None:
    me = await example.person(ALL)
    keyed = me.headers | {"Idempotency-Key": "late"}
    for _ in range(2):
        async with example.client.post(f"/trials/late/{new_id()}", headers=keyed) as answer:
            assert (await problem(answer, answer.status))["status"] in (409, 422)
    async with example.runtime.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(trials.Late)) == 0
        assert await session.scalar(select(func.count()).select_from(tables.idempotency)) == 0


@asynccontextmanager
async def door(example: Bench, **changes: Any) -> AsyncIterator[aiohttp.ClientSession]:
    """The example's REST door with something else behind it."""
    app = create_app("example", replace(example.runtime, **changes), [notes.router, trials.router])
    port = free_port()
    async with (
        serving(app, "127.0.0.1", port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client,
    ):
        yield client


async def test_a_busy_or_absent_database_is_503_with_the_time_to_come_back(
    example: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = await example.person(ALL)
    usual = example.runtime.settings
    tight = Database("example", usual.model_copy(update={"database_pool": 1}))
    monkeypatch.setattr(tight.engine.pool, "_timeout", 0.2)
    async with door(example, database=tight) as client:
        first = asyncio.create_task(client.get("/trials/pause?seconds=0.6"))
        await asyncio.sleep(0.1)
        async with client.get("/notes", headers=me.headers) as answer:
            assert (await problem(answer, 503))["params"] == {"service": "database"}
            assert answer.headers["Retry-After"] == "1"
        assert (await first).status == 200
        async with client.get("/notes", headers=me.headers) as answer:
            assert answer.status == 200
    dead = {"database_url": SecretStr(f"postgresql://127.0.0.1:{free_port()}/nowhere")}
    absent = Database("example", usual.model_copy(update=dead))
    async with door(example, database=absent) as client, client.get("/notes", headers=me.headers) as answer:
        await problem(answer, 503)
        assert answer.headers["Retry-After"] == "1"
    await tight.close()
    await absent.close()


async def test_a_body_larger_than_any_upload_is_refused_before_it_is_read(example: Bench) -> None:
    me = await example.person(ALL)
    headers = me.headers | {"Content-Type": "application/json"}

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b" " * (1 << 16)

    less = example.runtime.settings.model_copy(update={"upload_bytes": 1 << 10})
    async with door(example, settings=less) as client:
        for data in (b" " * (2 << 20), endless()):
            async with client.post("/notes", data=data, headers=headers) as answer:
                await problem(answer, 413)


async def test_a_caller_who_hangs_up_leaves_no_transaction_and_no_connection_behind(example: Bench) -> None:
    me = await example.person(ALL)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(
                example.client.post("/trials/wait", json={"seconds": 0.3}, headers=me.headers), 0.1
            )
    await asyncio.sleep(0.5)
    pool: Any = example.runtime.database.engine.pool
    assert pool.checkedout() == 0
    idle = """SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%'"""
    async with example.runtime.database.reading() as session:
        assert await session.scalar(text(idle)) == 0
        written = await session.scalar(select(func.count()).select_from(NoteRecord))
        announced = await session.scalar(
            select(func.count()).select_from(tables.outbox).where(tables.outbox.c.stream == "example")
        )
    assert written == announced  # done to the end or not at all


async def test_every_operation_documents_its_problems(example: Bench) -> None:
    async with example.client.get("/openapi.json") as answer:
        document = json.loads(await answer.text())
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert PROBLEM in operation["responses"]["default"]["content"], f"{method} {path}"
