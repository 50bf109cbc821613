"""The worker's part: rows from one snapshot through a server-side cursor into a file.

An export that is interrupted starts anew; nothing but the finished file is ever seen.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import or_, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, service_actor
from chassis.custom_fields.exporting import spread
from chassis.exports import service
from chassis.exports.declaration import Exported, Exporting, declared
from chassis.exports.models import ExportJob
from chassis.exports.writing import MEDIA_TYPES, Writer, writer
from chassis.files import CHUNK
from chassis.origins import of_job
from chassis.outbox import publish
from chassis.periodic import every
from chassis.problems import InvalidInput
from chassis.runtime import Runtime
from chassis.tasks import task
from chassis.work import LEASE, Reason, Stopped, held, hint_again, work_off

log = structlog.get_logger(__name__)
TASK = "exports.run"
TOGETHER = 500
BEAT_SECONDS = 10.0
KEPT = timedelta(days=7)
LARGEST = 4 << 30
STATEMENT_TIMEOUT = "600s"
"""Sorting everything may take longer than a person would wait for."""


@task(TASK)
async def run(runtime: Runtime, export_id: str) -> None:
    """Write the file of one export."""
    exporting = declared()

    async def turn(job: ExportJob) -> bool:
        actor = runtime.access.acting(job.requested_by)
        actor.require(exporting.targets[job.target].permission)
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"export.{job.format}"
                rows = await _write(runtime, exporting, job, actor, path)
                await _end(runtime, exporting, job, rows=rows, path=path)
        except InvalidInput as error:
            raise Stopped("query_invalid", errors=[one.kind for one in error.errors]) from error
        return True

    async def fail(job: ExportJob, reason: Reason) -> None:
        await _end(runtime, exporting, job, reason=reason)

    await work_off(runtime, exporting.job, UUID(export_id), TASK, turn, fail)


async def _write(runtime: Runtime, exporting: Exporting, job: ExportJob, actor: Actor, path: Path) -> int:
    target = exporting.targets[job.target]
    visible = target.shown_to(actor)
    columns = [visible[name] for name in job.columns if name in visible]
    rows, beat = 0, time.monotonic()
    with writer(job.format, path) as out:
        out.row([column.titles[job.language] for column in columns])
        async with runtime.database.snapshot() as session:
            async for shown in _rows(session, runtime, target, job, actor):
                await asyncio.to_thread(
                    _put, out, [[column.shown(row, job.language) for column in columns] for row in shown]
                )
                rows += len(shown)
                if time.monotonic() - beat > BEAT_SECONDS:
                    beat = time.monotonic()
                    await _beat(runtime, exporting, job, rows)
    return rows


def _put(out: Writer, rows: list[list[object]]) -> None:
    for row in rows:
        out.row(row)  # type: ignore[arg-type]  # cells of the declared columns


async def _rows(
    session: AsyncSession, runtime: Runtime, target: Exported, job: ExportJob, actor: Actor
) -> AsyncIterator[list[dict[str, object]]]:
    wanted, order = service.conditions(target, job, actor, runtime.access)
    query = order.whole(target.listing).where(or_(*target.branches(actor)), *wanted)
    await session.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
    result = await session.stream(query, execution_options={"yield_per": TOGETHER})
    async for part in result.mappings().partitions(TOGETHER):
        rows = [dict(row) for row in part]
        shown = await target.shown(session, actor, runtime.access, rows)
        yield await spread(session, actor, runtime.access, target.listing.thing, shown)


async def _beat(runtime: Runtime, exporting: Exporting, job: ExportJob, rows: int) -> None:
    table = exporting.job
    values = {"lease_until": datetime.now(UTC) + LEASE, "rows": rows, "attempts": 0}
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        mine = (table.id == job.id) & (table.lease == job.lease)
        await session.execute(update(table).where(mine).values(values))


async def _end(
    runtime: Runtime,
    exporting: Exporting,
    job: ExportJob,
    *,
    reason: Reason | None = None,
    rows: int = 0,
    path: Path | None = None,
) -> None:
    actor = service_actor(runtime.service, on_behalf_of=f"user:{job.requested_by}")
    async with runtime.database.writing(actor, job.id, origin=of_job(job.id)) as session:
        mine = await held(session, exporting.job, job)
        if mine is None:
            return
        if path is not None:
            name = f"{job.target}-{datetime.now(UTC):%Y-%m-%d}.{job.format}"
            expires_at = datetime.now(UTC) + KEPT
            mine.file_id = await runtime.files.keep(
                session, name, MEDIA_TYPES[job.format], _chunks(path), largest=LARGEST, expires_at=expires_at
            )
        mine.rows = rows
        mine.end("failed" if reason else "done", reason)
        await session.flush()
        ended = {"export_id": mine.id, "version": mine.version, "outcome": mine.state, "rows": rows}
        publish(session, exporting.finished(**ended, requested_by=mine.requested_by, target=mine.target))


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:  # read in threads below
        while block := await asyncio.to_thread(file.read, CHUNK):
            yield block


@every(15)
async def resume_exports(runtime: Runtime) -> None:
    """Hint again at exports that wait, or whose worker has died."""
    await hint_again(runtime, declared().job, TASK)
