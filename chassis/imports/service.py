"""The use cases of an import: upload, look, preview, start, pause, resume, cancel."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import PurePath
from typing import IO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.exports import writing
from chassis.files import CHUNK, Files
from chassis.imports import ending, headers, layouts
from chassis.imports.checking import check, chosen_sheet, forget_hidden, target_of
from chassis.imports.declaration import Act, Importing, Plan, ReadRow, Target
from chassis.imports.models import Job
from chassis.imports.problems import FileRefused, WrongState
from chassis.imports.reading import RowReader, waves
from chassis.imports.schemas import Layout, Options, Sheet
from chassis.problems import NotFound
from chassis.runtime import Runtime

MEDIA_TYPES = {**writing.MEDIA_TYPES, "vcard": "text/vcard"}
KEPT = timedelta(days=30)
"""How long an uploaded file can be read again, for its errors."""


async def upload(
    session: AsyncSession,
    actor: Actor,
    importing: Importing,
    files: Files,
    file: IO[bytes],
    name: str,
    *,
    largest: int,
) -> Job:
    """Keep a file and find out what it is. Raises FileRefused, FileTooLarge."""
    layout = await asyncio.to_thread(layouts.inspect, file, importing.targets)
    media_type, name = MEDIA_TYPES[layout.format], file_name(name)
    file_id = await files.keep(
        session, name, media_type, _chunks(file), largest=largest, expires_at=datetime.now(UTC) + KEPT
    )
    await remember(session, importing, layout)
    job = importing.job()
    job.file_id, job.file_name = file_id, name
    return await begin(session, actor, importing, job, layout, likeliest(layout))


async def begin(
    session: AsyncSession, actor: Actor, importing: Importing, job: Job, layout: Layout, sheet: Sheet
) -> Job:
    """A new import of this sheet of its file, with what is suggested for it."""
    job.requested_by, job.state, job.options = actor.id, "uploaded", job.options or {}
    lay_out(job, layout, sheet)
    await _suggest_options(session, importing, job)
    forget_hidden(importing, job, actor)
    session.add(job)
    await session.flush()
    return job


def file_name(given: str) -> str:
    """The last part of what the client calls the file, without characters that mean something elsewhere."""
    last = PurePath(given.replace("\\", "/")).name
    return "".join(one for one in last if one.isprintable())[-200:] or "import"


def likeliest(layout: Layout) -> Sheet:
    """The first sheet whose rows are recognised, or the first."""
    return next((sheet for sheet in layout.sheets if sheet.target), layout.sheets[0])


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    file.seek(0)
    while block := await asyncio.to_thread(file.read, CHUNK):
        yield block


async def remember(session: AsyncSession, importing: Importing, layout: Layout) -> None:
    """Put what these headers meant the last time in place of the suggestions."""
    by_signature = {headers.signature(sheet.headers): sheet for sheet in layout.sheets}
    table = importing.remembered
    for row in await session.scalars(select(table).where(table.signature.in_(list(by_signature)))):
        sheet = by_signature[row.signature]
        sheet.target, sheet.remembered = row.target, True
        sheet.mapping = {header: row.mapping.get(headers.plain(header)) for header in sheet.headers}


async def _suggest_options(session: AsyncSession, importing: Importing, job: Job) -> None:
    sheet = chosen_sheet(job)
    if sheet.remembered:
        row = await session.get(importing.remembered, headers.signature(sheet.headers))
        job.options = row.options if row else job.options


def lay_out(job: Job, layout: Layout, sheet: Sheet) -> None:
    """Take what was found, and its suggestion as the first choice."""
    job.layout = layout.model_dump(mode="json")
    job.sheet, job.target, job.mapping = sheet.name, sheet.target, dict(sheet.mapping)
    job.rows_total = sheet.rows_total


async def find(
    session: AsyncSession, actor: Actor, importing: Importing, job_id: UUID, *, lock: bool = False
) -> Job:
    """An import the caller may see: their own, or anyone's with the permission for all. Raises NotFound."""
    importing.require(actor)  # first: without the permission no id tells anything
    query = select(importing.job).where(importing.job.id == job_id, importing.seen_by(actor))
    job = await session.scalar(query.with_for_update() if lock else query)
    if job is None:
        raise NotFound(thing="import", id=str(job_id))
    return job


def kept_file(files: Files, job: Job) -> str:
    """Where the uploaded bytes lie. Raises FileRefused once they have expired."""
    if job.file_id is None or not files.path(job.file_id).exists():
        raise FileRefused(reason="file_expired")
    return str(files.path(job.file_id))


def act_of(runtime: Runtime, importing: Importing, job: Job, actor: Actor) -> Act:
    """The import at work, for its target."""
    options = Options.model_validate(job.options)
    mapped = frozenset(name for name in job.mapping.values() if name) | frozenset(options.defaults)
    return Act(job.id, actor, runtime.access, options, mapped)


async def preview(
    runtime: Runtime, actor: Actor, importing: Importing, job_id: UUID, rows: int
) -> list[Plan]:
    """How the first rows would be read, and what would become of them; nothing is written."""
    async with runtime.database.reading() as session:
        job = await find(session, actor, importing, job_id)
    check(importing, job, actor)
    target, path = target_of(importing, job), kept_file(runtime.files, job)
    reader = reader_of(runtime, job, target)
    found = await asyncio.to_thread(_first_rows, path, job, reader, rows)
    act = act_of(runtime, importing, job, actor)
    keys = {row.number: target.check(row, act) for row in found}
    await target.ask(runtime, act, found)
    async with runtime.database.reading() as session:
        plans = [plan for wave in waves(found, keys) for plan in await target.plan(session, act, wave)]
    for row in found:
        row.errors = reader.located(row.errors)
    return sorted(plans, key=lambda plan: plan.row.number)


def reader_of(runtime: Runtime, job: Job, target: Target) -> RowReader:
    """What reads the rows as the person chose."""
    options, said = Options.model_validate(job.options), runtime.access.organisation()
    columns, zone, currency = chosen_sheet(job).headers, said["time_zone"], said["base_currency"]
    return RowReader(target, columns, job.mapping, options, zone, currency)


def _first_rows(path: str, job: Job, reader: RowReader, count: int) -> list[ReadRow]:
    layout, sheet = Layout.model_validate(job.layout), chosen_sheet(job)
    with open(path, "rb") as file:
        return [reader.read(row) for row in islice(layouts.rows(file, layout, sheet), count)]


async def start(session: AsyncSession, actor: Actor, importing: Importing, job_id: UUID) -> Job:
    """Queue it for the worker, and remember the mapping for files with these headers."""
    job = await find(session, actor, importing, job_id, lock=True)
    job.require("uploaded", "ready")
    require_own(job, actor)
    check(importing, job, actor)
    job.wait()
    sheet = chosen_sheet(job)
    known = insert(importing.remembered).values(
        signature=headers.signature(sheet.headers),
        target=job.target,
        mapping={headers.plain(header): name for header, name in job.mapping.items()},
        options=job.options,
        used_at=datetime.now(UTC),
    )
    newer = {name: known.excluded[name] for name in ("target", "mapping", "options", "used_at")}
    await session.execute(known.on_conflict_do_update(index_elements=["signature"], set_=newer))
    await session.flush()
    return job


def require_own(job: Job, actor: Actor) -> None:
    """The work is done in the name of the person who uploaded the file. Raises WrongState."""
    if job.requested_by != actor.id:
        raise WrongState(state=job.state, requested_by=str(job.requested_by))


async def pause(session: AsyncSession, actor: Actor, importing: Importing, job_id: UUID) -> Job:
    """Have it wait where it is: a running import stops before its next chunk."""
    job = await find(session, actor, importing, job_id, lock=True)
    job.require("queued", "running")
    job.pause()
    await session.flush()
    return job


async def resume(
    session: AsyncSession, actor: Actor, importing: Importing, files: Files, job_id: UUID
) -> Job:
    """Queue a paused import again; it goes on after its last chunk. Raises FileRefused without the file."""
    job = await find(session, actor, importing, job_id, lock=True)
    job.require("paused")
    kept_file(files, job)
    job.wait()
    await session.flush()
    return job


async def cancel(session: AsyncSession, actor: Actor, importing: Importing, job_id: UUID) -> Job:
    """Stop it: what is written stays. A running import stops before its next chunk."""
    job = await find(session, actor, importing, job_id, lock=True)
    job.require("uploaded", "ready", "queued", "running", "paused")
    began = job.state in ending.BEGUN
    job.end("cancelled")
    await session.flush()
    if began:
        await ending.announce(session, importing, job)
    return job
