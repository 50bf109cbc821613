"""REST: sending quotes."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.tasks import later
from chassis.wake import hint
from sales.customers.asking import contact_at, named_card
from sales.quotes import service as quotes
from sales.quotes.sending import service
from sales.quotes.sending.schemas import SendingCreate, SendingRead, SendingsRead

router = Router(prefix="/quotes/{quote_id}/sendings", tags=["quotes"])


async def wanted(actor: Caller, runtime: Opened, quote_id: UUID, body: SendingCreate) -> SendingCreate:
    """What is to be sent; for a contact that the quote is not to, the master is asked before."""
    async with runtime.database.reading() as session:
        quote = await quotes.changeable(session, actor, quote_id)
    if contacts := contact_at(body.contact_id, quote.contact_id):
        await named_card(runtime, actor, quote.customer_id, contacts)
    return body


@router.post("", status_code=202, response_model=SendingRead)
async def send(
    actor: Caller,
    body: Annotated[SendingCreate, Depends(wanted)],
    session: Writing,
    runtime: Opened,
    quote_id: UUID,
) -> Any:
    """Send an issued quote by mail, with a link of its own, in the quote's language. A quote that is not
    issued is 409, one that is over 410; a contact of another customer is 422. Whether the mail may go and how
    it fares is in the ledger of notifications. Needs quote.update.
    """
    sending = await service.request(session, actor, runtime.access, quote_id, body)
    hint(session, later(runtime, service.TASK, str(sending.id)))
    return sending


@router.get("", response_model=SendingsRead)
async def list_sendings(actor: Caller, session: Reading, quote_id: UUID) -> Any:
    """The last fifty sendings of a quote that one can read, newest first."""
    await quotes.get(session, actor, quote_id)
    items = [SendingRead.model_validate(one) for one in await service.of_quote(session, quote_id)]
    if any("emails" in actor.masked(thing) for thing in ("contact", "customer")):
        items = [one.model_copy(update={"address": None}) for one in items]
    return {"items": items}
