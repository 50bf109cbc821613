"""REST: sending quotes."""

from typing import Any
from uuid import UUID

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.tasks import later
from chassis.wake import hint
from sales.quotes import service as quotes
from sales.quotes.sending import service
from sales.quotes.sending.schemas import SendingCreate, SendingRead, SendingsRead

router = Router(prefix="/quotes/{quote_id}/sendings", tags=["quotes"])


@router.post("", status_code=202, response_model=SendingRead)
async def send(actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: SendingCreate) -> Any:
    """Send an issued quote by mail, with a link of its own, in the quote's language. A quote that is not
    issued is 409, one that is over 410. Whether the mail may go and how it fares is in the ledger of
    notifications. Needs quote.update.
    """
    sending = await service.request(session, actor, runtime.access, quote_id, body)
    hint(session, later(runtime, service.TASK, str(sending.id)))
    return sending


@router.get("", response_model=SendingsRead)
async def list_sendings(actor: Caller, session: Reading, quote_id: UUID) -> Any:
    """The last fifty sendings of a quote that one can read, newest first."""
    await quotes.get(session, actor, quote_id)
    return {"items": await service.of_quote(session, quote_id)}
