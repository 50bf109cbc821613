"""Many retries of one request, also across kills of the service: one effect, one answer.

With PROOF=1 a thousand retries in parallel and more kills.
"""

import asyncio
import json
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from chassis.identifiers import new_id
from chassis.testing import Bench, free_port, jwks
from chassis.tests.processes import Role, role

PROOF = os.environ.get("PROOF") == "1"
RETRIES = 1000 if PROOF else 100
KILLS = 12 if PROOF else 2
pytestmark = pytest.mark.timeout(900 if PROOF else 120)
ALL = {"note.create": "all", "note.read": "all"}
EFFECTS = """
    SELECT (SELECT count(*) FROM note), (SELECT count(*) FROM change),
        (SELECT count(*) FROM outbox WHERE stream <> 'changes'), (SELECT count(*) FROM idempotency)
"""


@dataclass
class Clients:
    """Careful clients: each sends its request until it is answered."""

    url: str
    headers: dict[str, str]
    statuses: Counter[int | str] = field(default_factory=Counter)
    answers: Counter[tuple[int, bytes, str]] = field(default_factory=Counter)

    async def insist(self, client: aiohttp.ClientSession, body: object) -> None:
        """Repeat until it is done; while another one is at work the service says when to ask again."""
        while True:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with client.post(self.url, json=body, headers=self.headers) as answer:
                    content = await answer.read()
                    self.statuses[answer.status] += 1
                    if answer.status == 409:
                        assert answer.headers["Retry-After"] == "1"
                        assert b"request-in-flight" in content
                    elif answer.status != 503:
                        self.answers[answer.status, content, answer.headers.get("ETag", "")] += 1
                        return
                    await asyncio.sleep(random.uniform(0.01, 0.2))  # not all at once
                    continue
            self.statuses["lost"] += 1
            await asyncio.sleep(0.1)

    async def all_at_once(self, body: object, retries: int) -> None:
        """Many of them."""
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as client:
            await asyncio.gather(*(self.insist(client, body) for _ in range(retries)))


@asynccontextmanager
async def keys() -> AsyncIterator[str]:
    """Where the processes find the key that tokens of the tests are signed with."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(jwks())

    app = web.Application()
    app.router.add_get("/.well-known/jwks.json", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield json.dumps({"identity": f"http://127.0.0.1:{port}"})
    finally:
        await runner.cleanup()


async def effects(example: Bench) -> tuple[int, ...]:
    """Notes, change rows, events and kept answers."""
    async with example.runtime.database.reading() as session:
        return tuple((await session.execute(text(EFFECTS))).one())


async def test_parallel_retries_of_one_key_have_one_effect_and_one_answer(
    example: Bench, tmp_path: Path
) -> None:
    me = await example.person(ALL)
    async with keys() as http_peers:
        with role(example, "api", tmp_path, http_peers=http_peers) as served:
            await served.ready()
            clients = Clients(served.http + "/notes", me.headers | {"Idempotency-Key": "k1"})
            body = {"title": "Once", "body": "x" * 1000}
            await clients.all_at_once(body, RETRIES)
            assert clients.answers.total() == RETRIES
            ((status, content, _),) = clients.answers
            assert (status, b'"Once"' in content) == (201, True)
            assert clients.statuses[409] > 0
            assert await effects(example) == (1, 1, 1, 1)
            await _another_body_is_refused(clients)
    assert await effects(example) == (1, 1, 1, 1)


async def _another_body_is_refused(clients: Clients) -> None:
    other = Clients(clients.url, clients.headers)
    await other.all_at_once({"title": "Twice"}, 20)
    ((status, content, _),) = other.answers
    assert (status, b"key-reused" in content) == (422, True)


async def test_retries_across_kills_of_the_service_have_one_effect_and_one_answer(
    example: Bench, tmp_path: Path
) -> None:
    me = await example.person(ALL)
    port = str(free_port())
    async with keys() as http_peers:
        for number in range(1, KILLS + 1):
            headers = me.headers | {"Idempotency-Key": str(new_id())}
            clients = Clients(f"http://127.0.0.1:{port}/notes", headers)
            with role(example, "api", tmp_path, http_peers=http_peers, http_port=port) as first:
                await first.ready()
                sending = asyncio.create_task(clients.all_at_once({"title": f"Note {number}"}, RETRIES // 5))
                await _killed_at_work(first)
            with role(example, "api", tmp_path, http_peers=http_peers, http_port=port):
                await sending
            assert clients.statuses["lost"] > 0
            ((status, _, _),) = clients.answers
            assert (status, clients.answers.total()) == (201, RETRIES // 5)
            assert await effects(example) == (number,) * 4


async def _killed_at_work(served: Role) -> None:
    await asyncio.sleep(random.uniform(0.005, 0.08))  # before, amid and after the first commit
    served.kill()
