"""What a person chooses for an import, and whether it fits the object and the file."""

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.files import Files
from chassis.imports import headers, layouts
from chassis.imports.checking import check, chosen_sheet, forget_hidden, target_of
from chassis.imports.declaration import Importing
from chassis.imports.models import Job
from chassis.imports.schemas import ImportUpdate, Layout, Options
from chassis.imports.service import find, kept_file, lay_out, likeliest
from chassis.problems import InvalidInput


async def inspected(importing: Importing, files: Files, job: Job, wanted: ImportUpdate) -> Layout:
    """What the kept file is found to be, looked at anew."""
    layout = Layout.model_validate(job.layout)

    def inspect() -> Layout:
        with open(kept_file(files, job), "rb") as file:
            return layouts.inspect(
                file,
                importing.targets,
                encoding=wanted.encoding or layout.encoding,
                delimiter=wanted.delimiter or layout.delimiter,
                header_row=wanted.header_row,
            )

    return await asyncio.to_thread(inspect)


async def choose(
    session: AsyncSession,
    actor: Actor,
    importing: Importing,
    files: Files,
    job_id: UUID,
    wanted: ImportUpdate,
) -> Job:
    """Take what the person says about the file; mapping and options must fit. Raises InvalidInput."""
    job = await find(session, actor, importing, job_id, lock=True)
    job.require("uploaded", "ready")
    if wanted.encoding or wanted.delimiter or wanted.header_row:
        await _read_anew(importing, files, job, wanted)
    if wanted.sheet is not None and wanted.sheet != job.sheet:
        job.sheet = wanted.sheet
        sheet = chosen_sheet(job)
        job.target, job.mapping, job.rows_total = sheet.target, dict(sheet.mapping), sheet.rows_total
    if wanted.target is not None and wanted.target != job.target:
        job.target = wanted.target
        target, sheet = target_of(importing, job), chosen_sheet(job)
        anew = headers.suggest(target, sheet.headers)
        job.mapping = dict(sheet.mapping) if sheet.target == target.name else anew
    _forget_unfit(importing, job)
    forget_hidden(importing, job, actor)
    if wanted.mapping is not None:
        job.mapping = dict(wanted.mapping)
    if wanted.options is not None:
        job.options = wanted.options.model_dump(mode="json")
    job.state = "ready" if _fits(importing, job, actor, wanted) else "uploaded"
    job.version += 1
    await session.flush()
    return job


def _forget_unfit(importing: Importing, job: Job) -> None:
    """Drop the options that were made for another object."""
    target = importing.targets.get(job.target or "")
    if target is not None:
        options = Options.model_validate(job.options)
        options.match_by = [key for key in options.match_by if key in target.match_keys]
        options.defaults = {name: one for name, one in options.defaults.items() if name in target.fields}
        job.options = options.model_dump(mode="json")


def _fits(importing: Importing, job: Job, actor: Actor, wanted: ImportUpdate) -> bool:
    """Whether it can start. Who says no more than how to read the file gets to see what comes of it, be it
    suggested whole or not."""
    try:
        check(importing, job, actor)
    except InvalidInput:
        if wanted.mapping is not None or wanted.options is not None:
            raise
        return False
    return True


async def _read_anew(importing: Importing, files: Files, job: Job, wanted: ImportUpdate) -> None:
    anew = await inspected(importing, files, job, wanted)
    lay_out(job, anew, layouts.sheet_named(anew, wanted.sheet or job.sheet) or likeliest(anew))
