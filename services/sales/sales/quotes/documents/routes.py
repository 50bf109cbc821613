"""REST: documents of quotes."""

from typing import Any
from urllib.parse import quote as quoted
from uuid import UUID

from fastapi.responses import StreamingResponse

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.tasks import later
from chassis.wake import hint
from sales.quotes import service as quotes
from sales.quotes.documents import service
from sales.quotes.models import BEFORE_ISSUE
from sales.quotes.schemas import DocumentRead

router = Router(prefix="/quotes/{quote_id}/documents", tags=["quotes"])
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}, "description": "The file"}}


@router.post("", status_code=202, response_model=DocumentRead)
async def request(actor: Caller, session: Writing, runtime: Opened, quote_id: UUID) -> Any:
    """Have a document made of the quote as it stands, marked as a draft until it is issued; kept for seven
    days. One that is there already is the answer, for an issued quote always. Needs a quote that one can
    read.
    """
    quote = await quotes.get(session, actor, quote_id)
    if quote.state in BEFORE_ISSUE:
        document = await service.request(session, quote.id, quote.version, "draft", actor.id)
    else:
        document = await service.of_issued(session, quote.id)
    hint(session, later(runtime, service.TASK, str(document.id)))
    return document


@router.get("/{document_id}", response_model=DocumentRead)
async def read_document(actor: Caller, session: Reading, quote_id: UUID, document_id: UUID) -> Any:
    """State of a document. Needs a quote that one can read."""
    await quotes.get(session, actor, quote_id)
    return await service.get(session, quote_id, document_id)


@router.get("/{document_id}/file", response_class=StreamingResponse, responses=PDF)
async def file(
    actor: Caller, session: Reading, runtime: Opened, quote_id: UUID, document_id: UUID
) -> StreamingResponse:
    """The PDF, 404 until it is made; of a draft for seven days. Needs a quote that one can read."""
    await quotes.get(session, actor, quote_id)
    document = await service.get(session, quote_id, document_id)
    found = await service.file_of(session, runtime.files, document)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quoted(found.name)}",
        "Content-Length": str(found.size),
    }
    return StreamingResponse(runtime.files.read(found.id), media_type="application/pdf", headers=headers)
