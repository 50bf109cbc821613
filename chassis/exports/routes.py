"""REST of exports, the same for every service that declares some."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Path
from fastapi.responses import StreamingResponse

from chassis.exports import running, service
from chassis.exports.declaration import Exporting, declared
from chassis.exports.schemas import ColumnShown, ExportCreate, ExportedShown, ExportShown
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, User, Writing
from chassis.http.lists import Listed, Listing, Offer, page
from chassis.schemas import Page
from chassis.tasks import later
from chassis.wake import hint
from libs.conditions import Context, Kind

router = Router(prefix="/exports", tags=["exports"])
ExportId = Annotated[UUID, Path(description="Id of the export")]
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file"}
}


@router.get("/targets")
async def targets(actor: Caller) -> list[ExportedShown]:
    """What the caller may export, with the columns that they may see."""
    return [
        ExportedShown(
            name=one.name,
            columns=[
                ColumnShown(name=name, titles=dict(column.titles))
                for name, column in one.shown_to(actor).items()
            ],
        )
        for one in declared().offered(actor).values()
    ]


@router.post("", status_code=202)
async def request(body: ExportCreate, actor: User, runtime: Opened, session: Writing) -> ExportShown:
    """Queue an export of what the caller may read and export, filtered and sorted as in the list.

    The rows are those of one moment, when the worker takes it up. Errors: 422 with a pointer.
    """
    job = await service.request(session, actor, runtime.access, declared(), body)
    hint(session, later(runtime, running.TASK, str(job.id)))
    return ExportShown.model_validate(job)


@router.get("")
async def exports(query: Listed, actor: User, session: Reading) -> Page[ExportShown]:
    """One's own exports of what one may still export, newest first."""
    exporting = declared()
    offered = exporting.offered(actor)
    context = Context(datetime.now(UTC), ZoneInfo("UTC"), actor.id)
    mine = [(exporting.job.requested_by == actor.id) & exporting.job.target.in_(offered)]
    found = await page(session, _listing(exporting), query, context, mine)
    return Page[ExportShown].model_validate(
        found.as_page([ExportShown.model_validate(one) for one in found.rows])
    )


def _listing(exporting: Exporting) -> Listing:
    table = exporting.job.__table__  # type: ignore[attr-defined]  # a mapped class of the service
    offers = {
        "created_at": Offer(Kind.MOMENT, table.c.created_at, nullable=False, sorts=True),
        "state": Offer(Kind.CHOICE, table.c.state, nullable=False),
        "target": Offer(Kind.CHOICE, table.c.target, nullable=False),
    }
    return Listing(
        table, [table.c[name] for name in ExportShown.model_fields], table.c.id, offers, "-created_at"
    )


@router.get("/{export_id}")
async def read(export_id: ExportId, actor: User, session: Reading) -> ExportShown:
    """State of an export; only whoever asked for it sees it."""
    return ExportShown.model_validate(await service.find(session, actor, declared(), export_id))


@router.get("/{export_id}/file", response_class=StreamingResponse, responses=FILE)
async def file(export_id: ExportId, actor: User, runtime: Opened, session: Reading) -> StreamingResponse:
    """The file of a finished export, for seven days.

    CSV is UTF-8 with byte order mark; cells that a spreadsheet would calculate have an apostrophe in front.
    """
    found = await service.file_of(session, actor, declared(), runtime.files, export_id)
    plain = found.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name)}",
        "Content-Length": str(found.size),
    }
    return StreamingResponse(runtime.files.read(found.id), media_type=found.media_type, headers=headers)
