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
from sqlalchemy import or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, service_actor
from chassis.exports import service
from chassis.exports.declaration import Exported, Exporting, declared
from chassis.exports.models import ExportJob
from chassis.exports.writing import MEDIA_TYPES, Writer, writer
from chassis.files import CHUNK
from chassis.identifiers import new_id
from chassis.imports.work import LEASE, MOST_ATTEMPTS, claim, give_back, held, hint_again
from chassis.periodic import every
from chassis.problems import InvalidInput, NotAllowed, NotSignedIn
from chassis.runtime import Runtime
from chassis.tasks import task

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
    job = await claim(runtime, exporting.job, UUID(export_id), str(new_id()))
    if job is None:
        return
    if job.attempts > MOST_ATTEMPTS:
        await _end(runtime, exporting, job, reason={"kind": "interrupted_too_often"})
        return
    await runtime.access.load(runtime.database)
    try:
        actor = runtime.access.acting(job.requested_by)
        actor.require(exporting.permission)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"export.{job.format}"
            rows = await _write(runtime, exporting, job, actor, path)
            await _end(runtime, exporting, job, rows=rows, path=path)
    except (NotAllowed, NotSignedIn) as error:
        await _end(runtime, exporting, job, reason={"kind": "permission_lost", **error.params})
    except InvalidInput as error:
        kinds = [one.kind for one in error.errors]
        await _end(runtime, exporting, job, reason={"kind": "query_invalid", "errors": kinds})
    except Exception:
        await give_back(runtime, exporting.job, job)
        raise


async def _write(runtime: Runtime, exporting: Exporting, job: ExportJob, actor: Actor, path: Path) -> int:
    target = exporting.targets[job.target]
    columns = [target.columns[name] for name in job.columns]
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
    by = order.column.desc() if order.descending else order.column.asc()
    key = order.key.desc() if order.descending else order.key.asc()
    listing = target.listing
    query = select(*listing.columns).select_from(listing.source)
    query = query.where(or_(*target.branches(actor)), *wanted).order_by(by.nulls_last(), key)
    await session.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
    result = await session.stream(query, execution_options={"yield_per": TOGETHER})
    async for part in result.mappings().partitions(TOGETHER):
        rows = [dict(row) for row in part]
        yield await target.shown(session, actor, runtime.access, rows)


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
    reason: dict[str, object] | None = None,
    rows: int = 0,
    path: Path | None = None,
) -> None:
    actor = service_actor(runtime.service, on_behalf_of=f"user:{job.requested_by}")
    async with runtime.database.writing(actor, job.id) as session:
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
        await exporting.finished(session, mine)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:  # read in threads below
        while block := await asyncio.to_thread(file.read, CHUNK):
            yield block


@every(15)
async def resume_exports(runtime: Runtime) -> None:
    """Hint again at exports that wait, or whose worker has died."""
    await hint_again(runtime, declared().job, TASK)
