"""Periodic work: `@every(60)` above an async function taking the Runtime.

Any number of schedulers may run: each time slot of a job is claimed by a unique row, the loser goes
on. A process that dies after claiming loses that slot; the next one comes, so jobs sweep whatever is
due and never count on a single run.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Table, any_, delete, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from chassis import metrics, tables
from chassis.runtime import Runtime
from chassis.stalls import LOOK_SECONDS, Stall

log = structlog.get_logger(__name__)
CHUNK = 10_000
Job = Callable[[Runtime], Awaitable[None]]


@dataclass(frozen=True)
class Periodic:
    """A job and the seconds between its slots."""

    name: str
    seconds: float
    job: Job


jobs: list[Periodic] = []
"""What this process's modules have declared."""


def every(seconds: float) -> Callable[[Job], Job]:
    """Declare periodic work."""

    def declare(job: Job) -> Job:
        jobs.append(Periodic(f"{job.__module__}.{job.__name__}", seconds, job))
        return job

    return declare


async def run(runtime: Runtime) -> None:
    """Run all declared jobs in their slots until cancelled."""
    async with asyncio.TaskGroup() as group:
        for one in jobs:
            group.create_task(_run(runtime, one))


async def _run(runtime: Runtime, periodic: Periodic) -> None:
    while True:
        now = time.time()
        slot = int(now // periodic.seconds) + 1
        await asyncio.sleep(slot * periodic.seconds - now)
        try:
            if await _claim(runtime, periodic.name, slot):
                await periodic.job(runtime)
                metrics.jobs_run.labels(periodic.name, "done").inc()
        except Exception:  # the next slot tries again, the other jobs go on
            log.error("periodic job failed", job=periodic.name, exc_info=True)
            metrics.jobs_run.labels(periodic.name, "failed").inc()


async def _claim(runtime: Runtime, job: str, slot: int) -> bool:
    statement = (
        insert(tables.slot).values(job=job, slot=slot).on_conflict_do_nothing().returning(tables.slot.c.slot)
    )
    async with runtime.database.engine.begin() as connection:
        return (await connection.execute(statement)).scalar() is not None


@every(3600)
async def forget(runtime: Runtime) -> None:
    """Remove what has served its time: claimed slots, used idempotency keys, old inbox rows, lost files,
    and revocations of sessions whose last token has expired."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await _clear(runtime, tables.slot, tables.slot.c.at < yesterday)
    await _clear(runtime, tables.idempotency, tables.idempotency.c.at < yesterday)
    revoked = (tables.access.c.kind == "session") & (tables.access.c.at < yesterday)
    await _clear(runtime, tables.access, revoked)  # tokens of such a session expired long ago
    heard = tables.inbox.c.at < yesterday - timedelta(days=runtime.settings.event_retention_days)
    await _clear(runtime, tables.inbox, heard)
    await runtime.files.sweep(runtime.database)


async def _clear(runtime: Runtime, table: Table, old: ColumnElement[bool]) -> None:
    """Delete in small transactions: behind an import there may be a million rows."""
    ctid: ColumnElement[Any] = literal_column("ctid")
    some = func.array(select(ctid).select_from(table).where(old).limit(CHUNK).scalar_subquery())
    deleted = CHUNK
    while deleted == CHUNK:
        async with runtime.database.engine.begin() as connection:
            deleted = (await connection.execute(delete(table).where(ctid == any_(some)))).rowcount


async def measure(runtime: Runtime) -> None:
    """Outbox backlog, how long it stands still and pool use, until cancelled: each process tells its own."""
    outbox, relay = tables.outbox.c, Stall("relay")
    lanes = [func.min(outbox.position).filter(outbox.bulk.is_(one)) for one in (False, True)]
    metrics.pool_size.set(runtime.settings.database_pool)
    while True:
        try:
            async with runtime.database.reading() as session:
                pending, *heads = (await session.execute(select(func.count(), *lanes))).one()
            metrics.outbox_pending.set(pending)
            relay.note(heads, waiting=pending > 0)
            metrics.pool_used.set(runtime.database.engine.pool.checkedout())  # type: ignore[attr-defined]  # queue pools have it
        except Exception as error:  # noqa: BLE001  # the figures wait, the process goes on
            log.warning("not measured", error=repr(error))
        await asyncio.sleep(LOOK_SECONDS)
