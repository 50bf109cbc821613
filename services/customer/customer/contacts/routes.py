"""REST: contacts, and what they are at customers."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from customer.contacts import links, scope, service
from customer.contacts.models import Contact
from customer.contacts.queries import LISTING, at_readable, of_record, org_chart, shown
from customer.contacts.schemas import ContactCreate, ContactRead, ContactUpdate, LinkGiven, OrgChart
from customer.customers import service as customers
from customer.searched_lists import searched_page

router = Router(prefix="/contacts", tags=["contacts"])
explained = explaining("contacts", "contact", service.placed)
of_customer = Router(prefix="/customers/{customer_id}", tags=["contacts"])


async def _answer(
    session: AsyncSession, actor: Actor, response: Response, contact: Contact
) -> dict[str, Any]:
    tag(response, contact)
    return (await shown(session, actor, [of_record(contact)]))[0]


@router.post("", status_code=201, response_model=ContactRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: ContactCreate, response: Response
) -> Any:
    """Add a contact with the customers it works for; needs customer.update on each of them.

    One without customers belongs to the caller. A phone or mail address that is none is 422.
    """
    contact = await service.create(session, actor, runtime.access, body)
    response.headers["Location"] = f"/contacts/{contact.id}"
    return await _answer(session, actor, response, contact)


@router.get("", response_model=Page[ContactRead])
async def list_contacts(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Contacts of the customers the caller may read, and the caller's own without a customer. `q` finds
    names in any script, pinyin, phones and mails. `deleted=true` needs customer.update. The filters
    `consents` and `opt_outs` name a channel and a purpose: `email:marketing`.
    """
    actor.require("customer.read")
    if query.deleted:
        actor.require("customer.update")
    branches = scope.branches(actor, "customer.update" if query.deleted else "customer.read")
    listing, context = LISTING.shown_to(actor), context_of(actor, runtime.access)
    found = await searched_page(session, listing, query, context, branches)
    return found.as_page(await shown(session, actor, [row._mapping for row in found.rows]))


@router.get("/{contact_id}", response_model=ContactRead)
async def read(actor: Caller, session: Reading, contact_id: UUID, response: Response) -> Any:
    """One contact, with its version as ETag."""
    return await _answer(session, actor, response, await service.get(session, actor, contact_id))


@router.patch("/{contact_id}", response_model=ContactRead)
async def update(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    contact_id: UUID,
    base: BaseVersion,
    body: ContactUpdate,
    response: Response,
) -> Any:
    """Change the fields that are sent; needs customer.update on one of its customers. Edits of different
    fields since the version in If-Match merge, of the same field answer 412 with three values.
    """
    contact = await service.update(session, actor, runtime.access, contact_id, base, body)
    return await _answer(session, actor, response, contact)


@router.delete("/{contact_id}", status_code=204)
async def delete(actor: Caller, session: Writing, contact_id: UUID) -> None:
    """Delete a contact; it can be restored for 30 days. Needs customer.update on one of its customers."""
    await service.delete(session, actor, contact_id)


@router.post("/{contact_id}/restore", response_model=ContactRead)
async def restore(actor: Caller, session: Writing, contact_id: UUID, response: Response) -> Any:
    """Bring a deleted contact back with its links; one that is not deleted stays as it is."""
    return await _answer(session, actor, response, await service.restore(session, actor, contact_id))


@router.get("/{contact_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, contact_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first; what it is at customers is the field `customers`."""
    await service.get(session, actor, contact_id)
    found = await history_of(session, actor, runtime.access, "contact", contact_id, query)
    return await at_readable(session, actor, found)


@router.put("/{contact_id}/customers/{customer_id}", response_model=ContactRead)
async def link(
    actor: Caller,
    session: Writing,
    contact_id: UUID,
    customer_id: UUID,
    body: LinkGiven,
    response: Response,
) -> Any:
    """Say what a contact is at a customer, in place of what was said; needs customer.update there.

    Whom it reports to must be a contact of the same customer (422) and not below it (409).
    """
    contact = await links.put(session, actor, contact_id, customer_id, body)
    return await _answer(session, actor, response, contact)


@router.delete("/{contact_id}/customers/{customer_id}", status_code=204)
async def unlink(actor: Caller, session: Writing, contact_id: UUID, customer_id: UUID) -> None:
    """Take a contact from a customer; those who reported to it there report to nobody."""
    await links.remove(session, actor, contact_id, customer_id)


@of_customer.get("/contacts", response_model=Page[ContactRead])
async def contacts_of_customer(
    actor: Caller, session: Reading, runtime: Opened, customer_id: UUID, query: Listed
) -> Any:
    """The contacts of one customer."""
    await customers.get(session, actor, customer_id)
    here = scope.at_customer(customer_id)
    context = context_of(actor, runtime.access)
    found = await page(session, LISTING.shown_to(actor), query, context, [here])
    return found.as_page(await shown(session, actor, [row._mapping for row in found.rows]))


@of_customer.get("/org-chart", response_model=OrgChart)
async def chart(actor: Caller, session: Reading, customer_id: UUID) -> Any:
    """Who reports to whom at one customer, at most 500 people."""
    await customers.get(session, actor, customer_id)
    return await org_chart(session, customer_id)
