"""How fast the audit trail is verified and written, beside what PostgreSQL alone needs for the same lines.

    .venv/bin/python -m tests.bench.audit 1000000

Starts an infrastructure of its own; the figures in docs/decisions/0013-audit-chain.md are from here.
"""

import asyncio
import base64
import secrets
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import orjson
from sqlalchemy import MetaData, insert

from chassis import migrations, relay, streams
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.runtime import Runtime, opened
from chassis.testing import scratch_database
from deploy.local.running import Running, running_infrastructure
from identity.audit import service, verifying
from identity.audit.models import Entry
from identity.main import service as identity
from tests.bench.processes import Processes

TIMES = 3
BATCH = 100
BATCHES = 50
PATIENCE = 600
WE = service_actor("identity")
CREATE = """
    INSERT INTO audit (id, position, at, service, thing, record_id, version, kind, actor, cause_id, before,
        after, address, device, session_id)
    SELECT uuidv7(), at, now(), 'customer', 'customer', uuidv7(), 3, 'updated',
        'user:' || md5((at % 50)::text)::uuid, uuidv7(),
        jsonb_build_object('name', 'Old name ' || at, 'size', 10, 'updated_at', now()),
        jsonb_build_object('name', 'New name ' || at, 'size', 11, 'updated_at', now()),
        '192.0.2.' || at % 250, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)',
        md5((at / 100)::text)::uuid
    FROM generate_series($1::bigint, $2::bigint) AS at
"""
BARE = "CREATE TABLE IF NOT EXISTS bare (LIKE audit INCLUDING ALL)"


async def measure(running: Running, files: Path, lines: int) -> list[str]:
    """The figures, one on each line."""
    infrastructure = running.infrastructure
    settings = identity.settings(
        database_url=await scratch_database(infrastructure.postgres_url, "identity"),
        nats_url=infrastructure.nats_url,
        files_dir=files,
        private_key=base64.b64encode(secrets.token_bytes(32)).decode(),
        statement_timeout=PATIENCE,
        log_level="error",
    )
    await asyncio.to_thread(migrations.upgrade, identity.folder, settings.sqlalchemy_url)
    async with AsyncExitStack() as stack:
        connection = await asyncpg.connect(settings.database_dsn, command_timeout=PATIENCE)
        stack.push_async_callback(connection.close)
        for first in range(1, lines + 1, 100_000):
            await connection.execute(CREATE, first, min(first + 99_999, lines))
        runtime = await stack.enter_async_context(opened("identity", settings))
        await streams.ensure_streams(runtime.nats, settings, "identity")
        await identity.start(runtime)  # seals what is there
        await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=orjson.loads)
        while await relay.send_some(connection, runtime.nats):
            pass
        await connection.execute("VACUUM ANALYZE audit")
        await connection.execute(BARE)
        postgres = Processes({"postgres": running.pid("postgres")})
        verified = await _verifying(runtime, connection, postgres, lines)
        return [*verified, *await _writing(runtime, postgres)]


async def _verifying(
    runtime: Runtime, connection: "asyncpg.Connection[Any]", postgres: Processes, lines: int
) -> list[str]:
    async def sink(_data: bytes) -> None:
        """Nothing is kept."""

    async def read() -> None:
        query = "SELECT * FROM audit ORDER BY position"
        await connection.copy_from_query(query, output=sink, format="binary")

    async def verify() -> None:
        found = await verifying.verify(runtime.database, runtime.nats, settings, _silent)
        assert found.broken is None, found

    settings: Any = runtime.settings
    bare, whole = await _best(read, postgres), await _best(verify, postgres)
    return [
        f"bare read (COPY, binary): {bare.told(lines)}",
        f"verification: {whole.told(lines)}, {whole.seconds / bare.seconds:.2f} times the bare read",
    ]


async def _writing(runtime: Runtime, postgres: Processes) -> list[str]:
    bare = Entry.__table__.to_metadata(MetaData(), name="bare")  # type: ignore[attr-defined]  # a table
    written = 0

    async def alone() -> None:
        nonlocal written
        for _ in range(BATCHES):
            rows = []
            for row in map(orjson.loads, _changes()):
                written += 1
                ids = {name: row[name] for name in ("record_id", "cause_id", "id")}
                at = datetime.fromisoformat(row["at"])
                rows.append(row | ids | {"service": "customer", "position": written, "at": at})
            async with runtime.database.writing(WE) as session:
                await session.execute(insert(bare), rows)

    async def chained() -> None:
        for _ in range(BATCHES):
            changes = _changes()
            async with runtime.database.writing(WE) as session:
                for change in changes:
                    service.record(session, "customer", change)

    taken = {"INSERT alone": await _best(alone, postgres), "chained": await _best(chained, postgres)}
    return [
        f"{name}, {BATCH} lines a transaction: {one.told(BATCH * BATCHES)}" for name, one in taken.items()
    ]


def _changes() -> list[bytes]:
    values = {"name": "Example", "size": 10, "phones": ["+86 10 0000 0000"]}
    actor = f"user:{new_id()}"
    same = {"thing": "customer", "version": 2, "kind": "updated", "actor": actor, "on_behalf_of": None}
    same |= {"before": values, "after": values, "cause_id": new_id(), "at": datetime.now(UTC)}
    return [orjson.dumps(same | {"id": new_id(), "record_id": new_id()}, default=str) for _ in range(BATCH)]


class Taken(NamedTuple):
    """What one run needed, in seconds; CPU time is true on a busy machine too."""

    seconds: float
    database: float
    python: float

    def told(self, lines: int) -> str:
        database, python = (1e6 * cpu / lines for cpu in (self.database, self.python))
        rate = f"{self.seconds:.2f} s, {lines / self.seconds:,.0f} lines/s"
        return f"{rate} (CPU a line: PostgreSQL {database:.2f} µs, Python {python:.2f} µs)"


async def _best(act: Callable[[], Awaitable[None]], postgres: Processes) -> Taken:
    taken = []
    for _ in range(TIMES):
        before, cpu, began = postgres.used()["postgres"], time.process_time(), time.perf_counter()
        await act()
        seconds, python = time.perf_counter() - began, time.process_time() - cpu
        taken.append(Taken(seconds, postgres.used()["postgres"] - before, python))
    return min(taken)


async def _silent(_done: int, _of: int) -> None:
    """No progress is shown."""


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with running_infrastructure() as started, tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(started, Path(folder), wanted))
    print("\n".join(figures))  # noqa: T201  # this is a command
