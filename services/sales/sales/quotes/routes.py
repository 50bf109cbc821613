"""REST: quotes."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.owning import Assignment
from chassis.runtime import Runtime
from chassis.schemas import Page
from chassis.tasks import later
from chassis.wake import hint
from crm.customer.v1.customer_pb2 import CustomerCard
from sales import owned
from sales.customers import asking
from sales.customers import service as customers
from sales.pricing.service import Buyer
from sales.quotes import deciding, issuing, service
from sales.quotes.documents import service as documents
from sales.quotes.models import Quote
from sales.quotes.public.links import new_link
from sales.quotes.queries import LISTING
from sales.quotes.schemas import (
    AcceptanceEntered,
    LinkRead,
    QuoteCreate,
    QuoteFull,
    QuoteIssue,
    QuoteNote,
    QuoteRead,
    QuoteReason,
    QuoteUpdate,
)
from sales.quotes.showing import full, listed

router = Router(prefix="/quotes", tags=["quotes"])
tokens = Router(prefix="/quotes", tags=["quotes"], route_class=APIRoute)
"""Routes whose answers hold a secret: these are not kept for an Idempotency-Key."""
explained = explaining("quotes", "quote", service.placed)


async def wanted(actor: Caller, runtime: Opened, body: QuoteCreate) -> tuple[QuoteCreate, CustomerCard]:
    """What is to be drafted, and its customer, whom the master is asked for before the transaction begins."""
    actor.require("quote.create")
    return body, await asking.named_card(runtime, actor, body.customer_id, asking.contact_at(body.contact_id))


async def change(
    actor: Caller, runtime: Opened, quote_id: UUID, body: QuoteUpdate
) -> tuple[QuoteUpdate, Buyer]:
    """What is to be changed, and whose books count when lines are priced again: asked before the
    transaction. Only who names a contact has to be able to read the customer.
    """
    async with runtime.database.reading() as session:
        quote = await service.changeable(session, actor, quote_id)
    contacts = asking.contact_at(body.contact_id, quote.contact_id)
    if not contacts and body.model_fields_set.isdisjoint(service.PRICED):
        return body, Buyer()
    asker = actor if contacts else service_actor(runtime.service)
    return body, await asking.buyer_named(runtime, asker, quote.customer_id, contacts)


async def answer(session: AsyncSession, runtime: Runtime, response: Response, quote: Quote) -> dict[str, Any]:
    """The quote by itself, with its version."""
    tag(response, quote)
    names = await customers.names(session, [quote.customer_id])
    draft = quote.state == "draft" and quote.deleted_at is None
    excess = await deciding.excess(session, runtime.access, quote) if draft else quote.excess
    return full(quote, names.get(quote.customer_id), excess, await documents.latest(session, quote.id))


@router.post("", status_code=201, response_model=QuoteFull)
async def create(
    actor: Caller,
    asked: Annotated[tuple[QuoteCreate, CustomerCard], Depends(wanted)],
    runtime: Opened,
    session: Writing,
    response: Response,
) -> Any:
    """Draft a quote for a customer that the caller may read; lines are priced by today's books. Lines that
    cannot be sold so, and a contact of another customer, are 422 with their pointer. Needs quote.create where
    the quote lands.
    """
    body, customer = asked
    buyer = asking.buyer_of(customer)
    made = await service.create(session, actor, runtime.access, buyer, customer.name, body)
    response.headers["Location"] = f"/quotes/{made.id}"
    return await answer(session, runtime, response, made)


@router.get("", response_model=Page[QuoteRead])
async def list_quotes(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Quotes the caller may read, newest first; every version is one, `latest` finds the last ones. `q` finds
    numbers, titles, addressees and customers' names in any script. `deleted=true` needs quote.delete.
    """
    actor.require("quote.read")
    if query.deleted:
        actor.require("quote.delete")
    branches = owned.branches(actor, Quote, deleted=query.deleted)
    found = await page(session, LISTING, query, context_of(actor, runtime.access), branches)
    names = await customers.names(session, {row.customer_id for row in found.rows})
    return found.as_page(listed(found.rows, names))


@router.get("/{quote_id}", response_model=QuoteFull)
async def read(actor: Caller, session: Reading, runtime: Opened, quote_id: UUID, response: Response) -> Any:
    """One version of a quote, with its version as ETag. A draft says which of its lines have more discount
    than may be given freely.
    """
    return await answer(session, runtime, response, await service.get(session, actor, quote_id))


@router.patch("/{quote_id}", response_model=QuoteFull)
async def update(
    actor: Caller,
    asked: Annotated[tuple[QuoteUpdate, Buyer], Depends(change)],
    runtime: Opened,
    session: Writing,
    quote_id: UUID,
    base: BaseVersion,
    response: Response,
) -> Any:
    """Change a draft; one that waits for approval or was issued is 409. Needs quote.update."""
    body, buyer = asked
    changed = await service.update(session, actor, runtime.access, buyer, quote_id, base, body)
    return await answer(session, runtime, response, changed)


@router.delete("/{quote_id}", status_code=204)
async def delete(actor: Caller, session: Writing, quote_id: UUID) -> None:
    """Delete a draft; anything else is 409. Needs quote.delete."""
    await service.delete(session, actor, quote_id)


@router.post("/{quote_id}/restore", response_model=QuoteFull)
async def restore(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, response: Response
) -> Any:
    """Bring a deleted draft back; one of which another version was begun since is 409. Needs quote.delete."""
    return await answer(session, runtime, response, await service.restore(session, actor, quote_id))


@router.post("/{quote_id}/assign", response_model=QuoteFull)
async def assign(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: Assignment, response: Response
) -> Any:
    """Give a quote to another owner or team. Needs quote.assign."""
    given = await service.assign(session, actor, runtime.access, quote_id, body)
    return await answer(session, runtime, response, given)


@router.post("/{quote_id}/versions", status_code=201, response_model=QuoteFull)
async def follow(actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, response: Response) -> Any:
    """Draft a new version of an offer from its last one, with lines and prices as they are there. 409 while
    the last one is not issued yet, or when it is accepted. Needs quote.update.
    """
    made = await service.follow(session, actor, quote_id)
    response.headers["Location"] = f"/quotes/{made.id}"
    return await answer(session, runtime, response, made)


@router.post("/{quote_id}/submit", response_model=QuoteFull)
async def submit(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: QuoteNote, response: Response
) -> Any:
    """Ask for approval of a draft with more discount than may be given freely; one without is 409. Needs
    quote.update.
    """
    asked = await deciding.submit(session, actor, runtime.access, quote_id, body.note)
    return await answer(session, runtime, response, asked)


@router.post("/{quote_id}/approve", response_model=QuoteFull)
async def approve(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: QuoteNote, response: Response
) -> Any:
    """Approve the discounts; whoever asked cannot (409). Needs quote.approve."""
    decided = await deciding.approve(session, actor, quote_id, body.note)
    return await answer(session, runtime, response, decided)


@router.post("/{quote_id}/reject", response_model=QuoteFull)
async def reject(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: QuoteNote, response: Response
) -> Any:
    """Refuse the discounts: the quote is a draft again. Whoever asked cannot (409). Needs quote.approve."""
    return await answer(
        session, runtime, response, await deciding.reject(session, actor, quote_id, body.note)
    )


@router.post("/{quote_id}/reopen", response_model=QuoteFull)
async def reopen(actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, response: Response) -> Any:
    """Make one that waits for approval, or has it, a draft again. Needs quote.update."""
    return await answer(session, runtime, response, await deciding.reopen(session, actor, quote_id))


@tokens.post("/{quote_id}/issue", response_model=QuoteIssue)
async def issue(actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, response: Response) -> Any:
    """Offer it, bindingly: from now on it never changes, and any version before is superseded. Its document
    is made by a worker; the token opens it for the customer. A draft with more discount than may be given
    freely is 409 with its lines, one without lines or with its last day missing or past 422. Needs
    quote.update.
    """
    issued, token = await issuing.issue(session, actor, runtime.access, quote_id)
    shown = await answer(session, runtime, response, issued)
    hint(session, later(runtime, documents.TASK, str(shown["document"].id)))
    response.headers["Cache-Control"] = "no-store"
    return {**shown, "token": token}


@tokens.post("/{quote_id}/links", status_code=201, response_model=LinkRead)
async def make_link(actor: Caller, session: Writing, quote_id: UUID, response: Response) -> Any:
    """Another link to an issued quote; those before work on. Needs quote.update."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.require("issued")
    response.headers["Cache-Control"] = "no-store"
    return {"token": await new_link(session, quote.id, actor.id)}


@router.post("/{quote_id}/withdraw", response_model=QuoteFull)
async def withdraw(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: QuoteReason, response: Response
) -> Any:
    """Take an issued quote back; its links say so. Needs quote.update."""
    ended = await issuing.withdraw(session, actor, quote_id, body.reason)
    return await answer(session, runtime, response, ended)


@router.post("/{quote_id}/accept", response_model=QuoteFull)
async def accept(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    quote_id: UUID,
    body: AcceptanceEntered,
    response: Response,
) -> Any:
    """Enter that the customer accepted by other means than the link. Needs quote.update."""
    said = {"name": body.name, "note": body.note}
    answered = await issuing.entered(session, actor, runtime.access, quote_id, "accepted", **said)
    return await answer(session, runtime, response, answered)


@router.post("/{quote_id}/decline", response_model=QuoteFull)
async def decline(
    actor: Caller, session: Writing, runtime: Opened, quote_id: UUID, body: QuoteReason, response: Response
) -> Any:
    """Enter that the customer declined. Needs quote.update."""
    reason = {"reason": body.reason}
    answered = await issuing.entered(session, actor, runtime.access, quote_id, "declined", **reason)
    return await answer(session, runtime, response, answered)


@router.get("/{quote_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, quote_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, quote_id)
    return await history_of(session, actor, runtime.access, "quote", quote_id, query)
