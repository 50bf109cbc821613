"""REST: leads."""

from typing import Any
from uuid import UUID

from fastapi import Response as Answer

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of, defaults_of
from chassis.schemas import Page
from sales import owned
from sales.leads import converting, creating, probability, service
from sales.leads.asking import AlikeNow, GivenChanged, GivenNew
from sales.leads.cards import read_card
from sales.leads.models import Lead
from sales.leads.queries import LISTING
from sales.leads.schemas import (
    CardRead,
    CardText,
    Conversion,
    Disqualification,
    Duplicates,
    LeadAssignment,
    LeadRead,
    Probability,
    Response,
)

router = Router(prefix="/leads", tags=["leads"])
explained = explaining("leads", "lead", service.placed)


@router.post("", status_code=201, response_model=LeadRead)
async def create(actor: Caller, given: GivenNew, session: Writing, runtime: Opened, response: Answer) -> Any:
    """Write down a lead. `duplicates` of the answer warns of customers, contacts and other open leads, as far
    as the caller may read them, that are reached or called the same.

    Needs lead.create where the lead lands: with the caller and their first team unless said otherwise; with
    `by_rules` the assignment rules choose. A phone or mail address that is none, and an unknown product, are
    422 with their pointer.
    """
    made = await creating.create(session, actor, runtime.access, given.body, given.alike)
    response.headers["Location"] = f"/leads/{made.id}"
    tag(response, made)
    return made


@router.get("", response_model=Page[LeadRead])
async def list_leads(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Leads the caller may read, newest first; `q` finds names and companies in any script, pinyin, phones,
    mail addresses and numbers. `deleted=true` shows what can be restored and needs lead.delete too.
    """
    actor.require("lead.read")
    if query.deleted:
        actor.require("lead.delete")
    branches = owned.branches(actor, Lead, deleted=query.deleted)
    found = await page(session, LISTING, query, context_of(actor, runtime.access), branches)
    return found.as_page(found.rows)


@router.post("/from-card", response_model=CardRead)
async def from_card(actor: Caller, runtime: Opened, body: CardText) -> Any:
    """Read a business card, as vCard (what its QR code holds) or as plain lines, into a draft of a lead.
    Keeps nothing; what could not be told is in `unread`. Needs lead.create.
    """
    actor.require("lead.create")
    return read_card(body.text, defaults_of(runtime.access).region)


@router.get("/{lead_id}", response_model=LeadRead)
async def read(actor: Caller, session: Reading, lead_id: UUID, response: Answer) -> Any:
    """One lead, with its version as ETag. One that is deleted shows to those who may restore it."""
    lead = await service.get(session, actor, lead_id)
    tag(response, lead)
    return lead


@router.patch("/{lead_id}", response_model=LeadRead)
async def update(
    actor: Caller,
    given: GivenChanged,
    session: Writing,
    runtime: Opened,
    lead_id: UUID,
    base: BaseVersion,
    response: Answer,
) -> Any:
    """Change the fields that are sent. If somebody else changed other fields since the version in If-Match,
    both edits stay; for the same field the answer is 412. A converted lead changes no more (409). Needs
    lead.update.
    """
    lead = await service.update(session, actor, runtime.access, lead_id, base, *given)
    tag(response, lead)
    return lead


@router.delete("/{lead_id}", status_code=204)
async def delete(actor: Caller, session: Writing, lead_id: UUID) -> None:
    """Delete a lead; it can be restored. A converted one is 409. Needs lead.delete."""
    await service.delete(session, actor, lead_id)


@router.post("/{lead_id}/restore", response_model=LeadRead)
async def restore(actor: Caller, session: Writing, lead_id: UUID, response: Answer) -> Any:
    """Bring a deleted lead back; one that is not deleted stays as it is. Needs lead.delete."""
    lead = await service.restore(session, actor, lead_id)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/assign", response_model=LeadRead)
async def assign(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    lead_id: UUID,
    body: LeadAssignment,
    response: Answer,
) -> Any:
    """Give a lead to another owner or team. The answer is the lead as it then is, even if the caller can read
    it no more. Unknown or inactive people are 422. Needs lead.assign.
    """
    lead = await service.assign(session, actor, runtime.access, lead_id, body)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/respond", response_model=LeadRead)
async def respond(actor: Caller, session: Writing, lead_id: UUID, body: Response, response: Answer) -> Any:
    """Note that the lead was answered: the clock of the first response stops, a new lead is being worked on.
    Later responses change nothing. Needs lead.update.
    """
    lead = await service.respond(session, actor, lead_id, body)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/qualify", response_model=LeadRead)
async def qualify(actor: Caller, session: Writing, lead_id: UUID, response: Answer) -> Any:
    """Say that a new lead, or one that is worked on, is worth selling to; any other is 409. Needs
    lead.update.
    """
    lead = await service.qualify(session, actor, lead_id)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/disqualify", response_model=LeadRead)
async def disqualify(
    actor: Caller, session: Writing, lead_id: UUID, body: Disqualification, response: Answer
) -> Any:
    """Say that nothing will come of an open lead, and why; any other is 409. Needs lead.update."""
    lead = await service.disqualify(session, actor, lead_id, body.reason)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/requalify", response_model=LeadRead)
async def requalify(actor: Caller, session: Writing, lead_id: UUID, response: Answer) -> Any:
    """Work again on a lead that was disqualified; any other is 409. Needs lead.update."""
    lead = await service.requalify(session, actor, lead_id)
    tag(response, lead)
    return lead


@router.post("/{lead_id}/convert", response_model=LeadRead, responses={202: {"model": LeadRead}})
async def convert(actor: Caller, runtime: Opened, lead_id: UUID, body: Conversion, response: Answer) -> Any:
    """Make a customer of an open lead, with a contact and an opportunity as wished: once, however often it is
    asked and whatever breaks on the way. 202 when the customer master does not answer: `conversion` then says
    `running`, and it goes on by itself.

    Needs lead.update on the lead, customer.create for a new customer, customer.update for a new contact and
    opportunity.create where the lead lies. What stands against it is answered, and kept in `conversion`; it
    can be asked for again. A lead that is being converted, is converted or disqualified is 409.
    """
    lead = await converting.convert(runtime, actor, lead_id, body)
    response.status_code = 200 if lead.converted_at else 202
    tag(response, lead)
    return lead


@router.get("/{lead_id}/duplicates", response_model=Duplicates)
async def duplicates(actor: Caller, alike: AlikeNow, session: Reading, lead_id: UUID) -> Any:
    """What may be the same as a lead at this moment, as far as the caller may read it: customers, contacts
    and other open leads that are reached or called the same.
    """
    return await service.alike(session, actor, lead_id, alike)


@router.get("/{lead_id}/probability", response_model=Probability)
async def show_probability(actor: Caller, session: Reading, lead_id: UUID) -> Any:
    """How likely a lead is to buy, as learned hourly from what became of earlier ones, with the reasons that
    count most; `not_enough_data` until fifty have bought and fifty have not.
    """
    return await probability.probability(session, await service.get(session, actor, lead_id))


@router.get("/{lead_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, lead_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, lead_id)
    return await history_of(session, actor, runtime.access, "lead", lead_id, query)
