"""REST of imports, the same for every service that declares some."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Path, Query, UploadFile
from fastapi.responses import FileResponse, StreamingResponse

from chassis.exports.catalogue import language_of
from chassis.http.app import Router
from chassis.http.cursors import decode, encode
from chassis.http.doors import Caller, Opened, Reading, User, Writing
from chassis.http.lists import Listed, Listing, Offer, page
from chassis.imports import ending, error_files, previews, running, service, settling, sheets
from chassis.imports.declaration import Importing, declared
from chassis.imports.schemas import (
    FaultShown,
    ImportDetailed,
    ImportShown,
    ImportUpdate,
    Preview,
    SheetChoice,
    SheetShown,
    TargetShown,
)
from chassis.imports.upload import UploadRoute
from chassis.operations.routes import detailed
from chassis.operations.schemas import OperationDetailed
from chassis.schemas import Page
from chassis.tasks import later
from chassis.wake import hint
from libs.conditions import Context, Kind

router = Router(prefix="/imports", tags=["imports"], route_class=UploadRoute)
ImportId = Annotated[UUID, Path(description="Id of the import")]
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {}}, "description": "The file"}}
UPLOADED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file"}
}


@router.get("/targets")
async def targets(actor: Caller) -> list[TargetShown]:
    """What the caller can import: objects, their fields and the keys that rows are matched by."""
    declared().require(actor)
    return previews.targets(declared(), actor)


@router.post("", status_code=201)
async def upload(file: UploadFile, actor: User, runtime: Opened, session: Writing) -> ImportDetailed:
    """Upload a CSV, XLSX or vCard file (50 MB unless set otherwise); its content tells which, not its name.

    The answer says what was found: encoding, delimiter, sheets, headers, samples, and a suggested mapping
    (what was used the last time for these headers, else by the names of the columns). Errors: 422
    `file-refused` with a `reason` (encoding_broken, workbook_old, workbook_encrypted, workbook_too_large, …;
    format_unknown says what was `found`), 413.
    """
    declared().require(actor)
    largest = runtime.settings.upload_bytes
    name = file.filename or ""
    job = await service.upload(session, actor, declared(), runtime.files, file.file, name, largest=largest)
    await session.refresh(job)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.get("")
async def imports(query: Listed, actor: Caller, session: Reading) -> Page[ImportShown]:
    """One's own imports, newest first; everybody's with the permission for all."""
    importing = declared()
    importing.require(actor)
    context = Context(datetime.now(UTC), ZoneInfo("UTC"), actor.id)
    found = await page(session, _listing(importing), query, context, [importing.seen_by(actor)])
    return Page[ImportShown].model_validate(found.as_page([previews.summary(one) for one in found.rows]))


def _listing(importing: Importing) -> Listing:
    table = importing.job.__table__  # type: ignore[attr-defined]  # a mapped class of the service
    offers = {
        "created_at": Offer(Kind.MOMENT, table.c.created_at, nullable=False, sorts=True),
        "state": Offer(Kind.CHOICE, table.c.state, nullable=False),
        "target": Offer(Kind.CHOICE, table.c.target),
        "requested_by": Offer(Kind.REFERENCE, table.c.requested_by, nullable=False),
    }
    columns = [column for column in table.c if column.name not in ("layout", "mapping", "options")]
    return Listing(table, columns, table.c.id, offers, "-created_at")


@router.get("/{import_id}")
async def read(import_id: ImportId, actor: Caller, session: Reading) -> ImportDetailed:
    """State, counts and progress of an import, what its file is and what was chosen."""
    job = await service.find(session, actor, declared(), import_id)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.patch("/{import_id}")
async def update(
    import_id: ImportId, body: ImportUpdate, actor: Caller, runtime: Opened, session: Writing
) -> ImportDetailed:
    """Choose sheet, target, mapping and options; the whole is checked and the import becomes `ready`.

    A new sheet or target brings its own suggested mapping unless one is given; without mapping and options,
    what is suggested may lack something: the import is `uploaded` till one fits. Errors: 422 with a pointer
    for each place, 409 `target-not-available` when another service imports these rows, 409 `wrong-state`.
    """
    job = await settling.choose(session, actor, declared(), runtime.files, import_id, body)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.get("/{import_id}/preview")
async def preview(
    import_id: ImportId,
    actor: Caller,
    runtime: Opened,
    rows: Annotated[int, Query(ge=1, le=100, description="How many rows")] = 20,
) -> Preview:
    """How the first rows would be read, with the errors of their cells and whether they create or update."""
    plans = await service.preview(runtime, actor, declared(), import_id, rows)
    return Preview(rows=[previews.row(plan) for plan in plans])


@router.post("/{import_id}/start", status_code=202)
async def start(import_id: ImportId, actor: User, runtime: Opened, session: Writing) -> ImportDetailed:
    """Queue the import; a worker goes on with it in the name of the person who uploaded it.

    Errors: 409 `wrong-state`, 422 when the mapping does not hold.
    """
    job = await service.start(session, actor, declared(), import_id)
    hint(session, later(runtime, running.TASK, str(import_id)))
    return ImportDetailed.model_validate(previews.detailed(job))


@router.post("/{import_id}/pause")
async def pause(import_id: ImportId, actor: Caller, session: Writing) -> ImportDetailed:
    """Have a queued or running import wait: it stops before its next 500 rows, rows already written stay.

    Errors: 409 `wrong-state`.
    """
    job = await service.pause(session, actor, declared(), import_id)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.post("/{import_id}/resume", status_code=202)
async def resume(import_id: ImportId, actor: Caller, runtime: Opened, session: Writing) -> ImportDetailed:
    """Go on with a paused import where it stopped, in the name of the person who uploaded it.

    Errors: 409 `wrong-state`, 422 `file-refused` (file_expired).
    """
    job = await service.resume(session, actor, declared(), runtime.files, import_id)
    hint(session, later(runtime, running.TASK, str(import_id)))
    return ImportDetailed.model_validate(previews.detailed(job))


@router.get("/{import_id}/sheets")
async def sheets_of_file(import_id: ImportId, actor: Caller, session: Reading) -> list[SheetShown]:
    """The sheets of the file of an import, each with the latest import of it; none once the file expired."""
    return await sheets.of_file(session, actor, declared(), import_id)


@router.post("/{import_id}/sheets", status_code=201)
async def import_sheet(
    import_id: ImportId, body: SheetChoice, actor: User, runtime: Opened, session: Writing
) -> ImportDetailed:
    """Begin another import with the same file, for this sheet of it: as if it were uploaded again.

    Only for the person who uploaded it. Errors: 422 with a pointer, 422 `file-refused` (file_expired), 409
    `wrong-state`.
    """
    job = await sheets.begin(session, actor, declared(), runtime.files, import_id, body.sheet)
    await session.refresh(job)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.get("/{import_id}/file", response_class=FileResponse, responses=UPLOADED)
async def file(import_id: ImportId, actor: User, runtime: Opened, session: Reading) -> FileResponse:
    """The file as it was uploaded, for 30 days: to give it on to the service that its rows belong to.

    Only for the person who uploaded it. Errors: 422 `file-refused` (file_expired), 409 `wrong-state`.
    """
    job = await service.find(session, actor, declared(), import_id)
    service.require_own(job, actor)
    path = service.kept_file(runtime.files, job)
    return FileResponse(path, media_type="application/octet-stream", filename=job.file_name)


@router.post("/{import_id}/cancel")
async def cancel(import_id: ImportId, actor: Caller, session: Writing) -> ImportDetailed:
    """Stop an import that has not ended; rows already written stay. Errors: 409 `wrong-state`."""
    job = await service.cancel(session, actor, declared(), import_id)
    return ImportDetailed.model_validate(previews.detailed(job))


@router.post("/{import_id}/undo", status_code=202)
async def undo(import_id: ImportId, actor: User, runtime: Opened, session: Writing) -> OperationDetailed:
    """Take back what an import created and updated: POST /operations/{id}/undo by the id of the import, which
    is that of its operation. GET there is the preview. An import that wrote nothing is 404.
    Errors: 409 `not-ended` of one at work or paused: cancel it first.
    """
    return await detailed(session, actor, await ending.undo(session, runtime, actor, declared(), import_id))


@router.get("/{import_id}/errors")
async def errors(
    import_id: ImportId,
    actor: Caller,
    session: Reading,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[str | None, Query(max_length=200, description="`next` of the previous page")] = None,
) -> Page[FaultShown]:
    """What was wrong, in the order of the rows; at most the first 100,000 errors are kept."""
    await service.find(session, actor, declared(), import_id)
    start = decode(after, "row") if after else (0, 0)
    if not all(isinstance(one, int) for one in start):
        start = (0, 0)
    found = await error_files.faults(session, declared(), import_id, start, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    return Page[FaultShown](
        items=[FaultShown.model_validate(one) for one in found[:limit]],
        next=encode("row", (last.row_number, last.id)) if last else None,
    )


@router.get("/{import_id}/errors.csv", response_class=StreamingResponse, responses=FILE)
async def errors_file(
    import_id: ImportId, actor: Caller, runtime: Opened, session: Reading
) -> StreamingResponse:
    """The rows with errors as they stood in the file, what is wrong in front, in the reader's
    language and as codes: to correct and send again.

    CSV in UTF-8 with byte order mark; cells that a spreadsheet would calculate have an apostrophe in front.
    """
    job = await service.find(session, actor, declared(), import_id)
    service.kept_file(runtime.files, job)
    disposition = f'attachment; filename="errors-{import_id}.csv"'
    body = error_files.stream(runtime, declared(), job, language_of(runtime.access, actor.id))
    return StreamingResponse(
        body, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )
