"""How soon a committed change is applied in another service, and how many messages a relay sends."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from uuid import UUID

import aiohttp
import asyncpg
import nats

from deploy.local.running import Suite
from tests.bench.company import Company
from tests.bench.processes import Processes
from tests.flows.conftest import sign_in

RATE, SECONDS = 100, 10
MESSAGES = 20_000
STREAM = "bench"
TOLD = """
    CREATE OR REPLACE FUNCTION bench_{table}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('bench_{table}', NEW.{column}::text); RETURN NULL; END $$;
    CREATE TRIGGER tell_bench AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION bench_{table}();
"""
UNTOLD = "DROP TRIGGER tell_bench ON {table}"
FILLED = """
    INSERT INTO outbox (id, stream, subject, headers, data)
    SELECT gen_random_uuid(), $1::text, $1::text || '.thing.happened',
           '{"content-type": "application/json", "ce-type": "crm.bench.thing.happened"}',
           convert_to(repeat('x', 500), 'UTF8')
    FROM generate_series(1, $2)
"""


class Followed(NamedTuple):
    """Milliseconds from one commit to the other, in order."""

    rate: float
    delays: list[float]
    cpu: Counter[str]
    """Process → CPU seconds, with those spent until all was applied."""

    def quantile(self, part: float) -> float:
        """Milliseconds within which this part was applied."""
        return self.delays[int(len(self.delays) * part)]

    def __str__(self) -> str:
        times = f"p50 {self.quantile(0.5):.0f} ms, p99 {self.quantile(0.99):.0f} ms"
        each = 1000 / len(self.delays)
        most = ", ".join(f"{name} {seconds * each:.1f}" for name, seconds in self.cpu.most_common(4))
        costs = f"{self.cpu.total() * each:.1f} ms of CPU each ({most})"
        return f"at {self.rate:.0f} assignments/s: {times}; {costs}"


async def follow(suite: Suite, people: Company, customer_ids: list[UUID], processes: Processes) -> Followed:
    """Give customers away, so many a second: the moment of each commit in customer, and in notifications.

    Both are told by NOTIFY, which PostgreSQL sends when a transaction has committed.
    """
    asked = await listening(suite, "customer", "change", "record_id")
    there = await listening(suite, "notifications", "inbox_item", "record_id")
    committed, applied = asked.moments, there.moments
    before = await asyncio.to_thread(processes.settled)
    try:
        began = time.perf_counter()
        async with aiohttp.ClientSession(suite.gateway_url) as client:
            door = await sign_in(client, *suite.administrator)
            await _paced(
                [
                    lambda id_=id_: door.post(  # type: ignore[misc]  # bound now
                        f"/api/customer/customers/{id_}/assign", {"owner_id": str(people.people[1][0])}
                    )
                    for id_ in customer_ids[: RATE * SECONDS]
                ]
            )
        seconds = time.perf_counter() - began
        for _ in range(100):
            if committed.keys() <= applied.keys():
                break
            await asyncio.sleep(0.1)
    finally:
        await asked.close()
        await there.close()
    delays = sorted((applied[one] - at) * 1000 for one, at in committed.items())
    used = await asyncio.to_thread(processes.settled)
    return Followed(len(delays) / seconds, delays, used - before)


async def _paced(calls: list[Callable[[], Awaitable[Any]]]) -> None:
    """Start them at an even rate, whether or not the earlier ones have been answered."""
    start = asyncio.get_running_loop().time()
    running = []
    for number, call in enumerate(calls):
        await asyncio.sleep(max(0.0, start + number / RATE - asyncio.get_running_loop().time()))
        running.append(asyncio.ensure_future(call()))
    await asyncio.gather(*running)


class Listener:
    """Hears the rows that are committed to one table: column → the first moment."""

    def __init__(self, connection: "asyncpg.Connection[Any]", table: str) -> None:
        self._connection, self._table = connection, table
        self.moments: dict[str, float] = {}

    def hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self.moments.setdefault(str(payload), time.perf_counter())

    async def close(self) -> None:
        """Hear no more."""
        await self._connection.execute(UNTOLD.format(table=self._table))
        await self._connection.close()


async def listening(suite: Suite, service: str, table: str, column: str) -> Listener:
    """Hear from now on of each row that is committed to a table, by one of its columns."""
    connection = await asyncpg.connect(suite.database_url(service))
    listener = Listener(connection, table)
    await connection.execute(TOLD.format(table=table, column=column))
    await connection.add_listener(f"bench_{table}", listener.hear)
    return listener


async def relay(suite: Suite) -> float:
    """Messages a second from a full outbox to a stream on disk, each acknowledged after its fsync."""
    nc = await nats.connect(suite.infrastructure.nats_url)
    connection = await asyncpg.connect(suite.database_url("customer"))
    try:
        await nc.jetstream().add_stream(name=STREAM, subjects=[f"{STREAM}.>"], allow_atomic=True)
        await connection.execute(FILLED, STREAM, MESSAGES)
        began = time.perf_counter()
        await connection.execute("SELECT pg_notify('outbox', '')")
        while await connection.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE stream = $1)", STREAM):  # noqa: ASYNC110  # of another process
            await asyncio.sleep(0.02)
        seconds = time.perf_counter() - began
        sent = (await nc.jetstream().stream_info(STREAM)).state.messages
        if sent != MESSAGES:
            raise RuntimeError(f"{sent} of {MESSAGES} messages are in the stream")
        return MESSAGES / seconds
    finally:
        await nc.jetstream().delete_stream(STREAM)
        await nc.close()
        await connection.close()
