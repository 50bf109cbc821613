"""REST: the timeline."""

from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from customer.customers import service as customers
from customer.interactions import scope, service
from customer.interactions.models import Interaction
from customer.interactions.queries import LISTING, of_customer, of_record
from customer.interactions.schemas import InteractionCreate, InteractionRead, InteractionUpdate

router = Router(prefix="/interactions", tags=["interactions"])
explained = explaining("interactions", "interaction", service.placed)
timeline = Router(prefix="/customers/{customer_id}", tags=["interactions"])


def _answer(response: Response, entry: Interaction) -> dict[str, Any]:
    tag(response, entry)
    return of_record(entry)


@router.post("", status_code=201, response_model=InteractionRead)
async def create(actor: Caller, session: Writing, body: InteractionCreate, response: Response) -> Any:
    """Record a call, visit, message or note; needs customer.update on the customer. The contact must be one
    of the customer's (422).
    """
    entry = await service.record(session, actor, body)
    response.headers["Location"] = f"/interactions/{entry.id}"
    return _answer(response, entry)


@router.get("", response_model=Page[InteractionRead])
async def list_interactions(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """What happened with the customers the caller may read, newest first."""
    actor.require("customer.read")
    listing, context = LISTING.shown_to(actor), context_of(actor, runtime.access)
    found = await page(session, listing, query, context, [scope.readable(actor)])
    return found.as_page([dict(row._mapping) for row in found.rows])


@router.get("/{interaction_id}", response_model=InteractionRead)
async def read(actor: Caller, session: Reading, interaction_id: UUID, response: Response) -> Any:
    """One entry, with its version as ETag."""
    return _answer(response, await service.get(session, actor, interaction_id))


@router.patch("/{interaction_id}", response_model=InteractionRead)
async def update(
    actor: Caller,
    session: Writing,
    interaction_id: UUID,
    base: BaseVersion,
    body: InteractionUpdate,
    response: Response,
) -> Any:
    """Correct an entry made by hand; one written by an event is 409. Edits of different fields since the
    version in If-Match merge, of the same field answer 412 with three values.
    """
    return _answer(response, await service.update(session, actor, interaction_id, base, body))


@router.delete("/{interaction_id}", status_code=204)
async def delete(actor: Caller, session: Writing, interaction_id: UUID) -> None:
    """Remove an entry made by hand; one written by an event is 409."""
    await service.delete(session, actor, interaction_id)


@router.get("/{interaction_id}/history", response_model=Page[HistoryEntry])
async def history(
    actor: Caller, session: Reading, runtime: Opened, interaction_id: UUID, query: Listed
) -> Any:
    """Who corrected what and when, newest first; entries written by events have none."""
    await service.get(session, actor, interaction_id)
    return await history_of(session, actor, runtime.access, "interaction", interaction_id, query)


@timeline.get("/timeline", response_model=Page[InteractionRead])
async def of_one_customer(
    actor: Caller, session: Reading, runtime: Opened, customer_id: UUID, query: Listed
) -> Any:
    """Everything that happened with one customer, newest first."""
    await customers.get(session, actor, customer_id)
    listing, context = LISTING.shown_to(actor), context_of(actor, runtime.access)
    found = await page(session, listing, query, context, [of_customer(customer_id)])
    return found.as_page([dict(row._mapping) for row in found.rows])
