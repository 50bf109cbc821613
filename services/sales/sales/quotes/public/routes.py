"""REST for customers: a quote by its link, without signing in. The gateway limits how often an address
asks.
"""

from typing import Annotated, Any
from urllib.parse import quote as quoted

from fastapi import Path, Request
from fastapi.responses import StreamingResponse

from chassis.http.app import Router
from chassis.http.doors import Opened, PublicWriting, Reading, visiting
from chassis.organisation import today
from sales.quotes.documents import service as documents
from sales.quotes.models import Quote
from sales.quotes.public import service
from sales.quotes.public.links import opened_by
from sales.quotes.public.schemas import Acceptance, Answered, QuoteOffered, Refusal
from sales.quotes.showing import offered

router = Router(prefix="/public/quotes/{token}", tags=["public quotes"])
Token = Annotated[str, Path(max_length=100, description="As the link has it")]
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}, "description": "The file"}}


@router.get("", response_model=QuoteOffered)
async def look(runtime: Opened, session: Reading, token: Token, request: Request) -> Any:
    """The offer that the link opens. The first time is noted. One that is expired, superseded or withdrawn is
    410 and says so; anything else that opens nothing is 404.
    """
    quote = await opened_by(session, token)
    quote.require_open(today(runtime.access))
    if quote.viewed_at is None:
        async with visiting(request) as writing:
            await service.note_view(writing, token)
    return offered(quote, await documents.issued(session, quote.id))


@router.get("/pdf", response_class=StreamingResponse, responses=PDF)
async def pdf(runtime: Opened, session: Reading, token: Token) -> StreamingResponse:
    """The document of the offer, 404 for the moment until it is made; also of one that was answered."""
    quote = await opened_by(session, token)
    quote.require_open(today(runtime.access))
    found = await documents.file_of(session, runtime.files, await documents.issued(session, quote.id))
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quoted(found.name)}",
        "Content-Length": str(found.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(runtime.files.read(found.id), media_type="application/pdf", headers=headers)


@router.post("/accept", response_model=Answered)
async def accept(runtime: Opened, session: PublicWriting, token: Token, body: Acceptance) -> Any:
    """Accept the offer as the document says; kept with moment, address, browser and name. Once more is the
    same; one that was declined is 409, one that is over 410, another document than the issued one 422.
    """
    return _answered(await service.accept(session, token, today(runtime.access), body))


@router.post("/decline", response_model=Answered)
async def decline(runtime: Opened, session: PublicWriting, token: Token, body: Refusal) -> Any:
    """Decline the offer, for a reason if one is given. Once more is the same; one that was accepted is 409,
    one that is over 410.
    """
    return _answered(await service.decline(session, token, today(runtime.access), body))


def _answered(quote: Quote) -> dict[str, Any]:
    return {"state": quote.state, "answered_at": quote.ended_at}
