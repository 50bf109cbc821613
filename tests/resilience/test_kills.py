"""The running suite under load while its processes are killed: nothing acknowledged is lost or doubled."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import asyncpg
import pytest

from deploy.local.running import Suite, running_suite
from tests.flows.conftest import REP, Door, colleague, sign_in, until

SECONDS = float(os.environ.get("KILL_SECONDS", "30"))
VICTIMS = ("customer", "notifications", "identity", "gateway", "nats", "postgres", "redis")
UNLIMITED = {"CRM_RATE_LIMIT": "0", "CRM_ANONYMOUS_RATE_LIMIT": "0", "CRM_SIGN_IN_RATE_LIMIT": "0"}


@dataclass
class Told:
    """What the suite has acknowledged to the clients."""

    created: dict[str, str] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    refused: int = 0
    longest: float = 0.0


@pytest.fixture
def fresh() -> Iterator[Suite]:
    """A suite of its own: this test leaves nothing as it was."""
    with running_suite(UNLIMITED) as suite:
        yield suite


async def _insist(told: Told, door: Door, path: str, body: Any, expected: int) -> Any:
    """Send until it is acknowledged, always under one key, as a careful client does."""
    headers = door.headers | {"Idempotency-Key": str(uuid4())}
    started = time.monotonic()
    while True:
        with suppress(aiohttp.ClientError, TimeoutError):
            async with door.client.post(path, json=body, headers=headers) as answer:
                if answer.status == expected:
                    told.longest = max(told.longest, time.monotonic() - started)
                    return await answer.json()
                assert answer.status in (409, 429, 502, 503, 504), await answer.text()
        told.refused += 1
        await asyncio.sleep(0.1)


async def _work(told: Told, door: Door, colleague_id: str, until_: float) -> None:
    while time.monotonic() < until_:
        name = f"Kill test {uuid4()}"
        body = {"kind": "company", "name": name}
        made = await _insist(told, door, "/api/customer/customers", body, 201)
        assert told.created.setdefault(made["id"], name) == name
        assign = f"/api/customer/customers/{made['id']}/assign"
        await _insist(told, door, assign, {"owner_id": colleague_id}, 200)
        told.assigned.add(made["id"])


async def _kill(suite: Suite, chance: random.Random, until_: float) -> int:
    kills = 0
    while time.monotonic() < until_:
        await asyncio.sleep(1 + chance.random())
        with suppress(ProcessLookupError, KeyError):
            suite.kill(chance.choice(VICTIMS))
            kills += 1
    return kills


@asynccontextmanager
async def _database(suite: Suite, service: str) -> AsyncIterator["asyncpg.Connection[Any]"]:
    connection = await asyncpg.connect(suite.database_url(service))
    try:
        yield connection
    finally:
        await connection.close()


async def _settled(suite: Suite, told: Told, owner: str) -> dict[str, object]:
    """What is in the databases, once nothing moves any more."""
    async with _database(suite, "customer") as customer, _database(suite, "identity") as identity:
        ids = {str(row["id"]) for row in await customer.fetch("SELECT id FROM customer")}
        changes = await customer.fetchval("SELECT count(*) FROM change")
        unsent = await customer.fetchval("SELECT count(*) FROM outbox")
        audited = await identity.fetchval("SELECT count(*) FROM audit WHERE service = 'customer'")
    async with _database(suite, "notifications") as notifications:
        counted = "SELECT coalesce(sum(count), 0) FROM inbox_item WHERE user_id = $1"
        told_of = await notifications.fetchval(counted, owner)
        dead = await notifications.fetchval("SELECT count(*) FROM dead_letter")
    return {
        "lost": len(told.created.keys() - ids),
        "unknown": len(ids - told.created.keys()),
        "unsent": unsent,
        "not audited": changes - audited,
        "not told of": len(told.assigned) - told_of,
        "dead letters": dead,
    }


@pytest.mark.timeout(240)
async def test_nothing_acknowledged_is_lost_or_doubled_while_processes_are_killed(fresh: Suite) -> None:
    told, chance = Told(), random.Random(20261122)
    timeout = aiohttp.ClientTimeout(total=10)
    async with aiohttp.ClientSession(fresh.gateway_url, timeout=timeout) as client:
        administrator = await sign_in(client, *fresh.administrator)
        writers = [await colleague(administrator, REP) for _ in range(4)]
        owner = await colleague(administrator, REP)
        end = time.monotonic() + SECONDS
        killer = asyncio.create_task(_kill(fresh, chance, end))
        await asyncio.gather(*(_work(told, one.door, owner.id, end) for one in writers))
        kills = await killer

    nothing = dict.fromkeys(("lost", "unknown", "unsent", "not audited", "not told of", "dead letters"), 0)
    found: dict[str, object] = {}

    async def right() -> bool:
        nonlocal found
        with suppress(OSError, asyncpg.PostgresError):
            found = await _settled(fresh, told, owner.id)
        return found == nothing

    try:
        await until(right, 60)
    except AssertionError:
        pytest.fail(f"{found} after {kills} kills, {len(told.created)} created\n{fresh.output[-3000:]}")
    assert kills >= SECONDS / 2.5
    assert told.longest < 15
