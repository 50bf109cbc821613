"""The sheets of an uploaded file: an import reads one, the others have imports of their own."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.files import Files
from chassis.imports import layouts, service
from chassis.imports.declaration import Importing
from chassis.imports.models import Job
from chassis.imports.schemas import ImportUpdate, Layout, Options, SheetShown
from chassis.imports.settling import inspected
from chassis.problems import InvalidInput


async def of_file(
    session: AsyncSession, actor: Actor, importing: Importing, job_id: UUID
) -> list[SheetShown]:
    """The sheets in the order of the file, each with the latest import of it; none once the file is gone."""
    job = await service.find(session, actor, importing, job_id)
    if job.file_id is None:
        return []
    table = importing.job
    same = (table.requested_by == job.requested_by, table.file_id == job.file_id, table.state != "cancelled")
    query = select(table.sheet, table.id, table.state).where(*same).order_by(table.created_at, table.id)
    latest = {name: (id_, state) for name, id_, state in await session.execute(query)}
    return [
        SheetShown(
            name=one.name, target=one.target, rows_total=one.rows_total, import_id=import_id, state=state
        )
        for one in Layout.model_validate(job.layout).sheets
        for import_id, state in (latest.get(one.name, (None, None)),)
    ]


async def begin(
    session: AsyncSession, actor: Actor, importing: Importing, files: Files, job_id: UUID, name: str
) -> Job:
    """Another import of the same file. Raises InvalidInput, FileRefused, and WrongState for others than the
    person who uploaded it.

    How cells are read and whose ids they are stays as chosen, unless it is remembered for these headers.
    """
    before = await service.find(session, actor, importing, job_id)
    service.require_own(before, actor)
    layout = await inspected(importing, files, before, ImportUpdate())
    await service.remember(session, importing, layout)
    sheet = layouts.sheet_named(layout, name)
    if sheet is None:
        raise InvalidInput.at("/sheet", "unknown")
    job = importing.job()
    job.file_id, job.file_name = before.file_id, before.file_name
    options = Options.model_validate(before.options)
    job.options = options.model_copy(update={"match_by": [], "defaults": {}}).model_dump(mode="json")
    return await service.begin(session, actor, importing, job, layout, sheet)
