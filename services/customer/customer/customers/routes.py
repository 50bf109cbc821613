"""REST: customers."""

from typing import Any
from uuid import UUID

from fastapi import Response

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.documents import Document
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed
from chassis.organisation import context_of
from chassis.schemas import Page
from customer.contacts.finding import customers_of_matching
from customer.customers import assigning, groups, scope, service
from customer.customers.models import Customer
from customer.customers.queries import FIELDS, LISTING, of_record, one, shown
from customer.customers.schemas import (
    BulkAssignment,
    BulkOutcome,
    CustomerAssignment,
    CustomerCreate,
    CustomerRead,
    CustomerUpdate,
    Group,
    TagChoice,
)
from customer.searched_lists import searched_page

router = Router(prefix="/customers", tags=["customers"])
explained = explaining("customers", "customer", service.placed)


async def answer(session: Any, response: Response, customer: Customer) -> dict[str, Any]:
    """The record as an answer, with its version."""
    tag(response, customer)
    return (await shown(session, [of_record(customer)]))[0]


@router.post("", status_code=201, response_model=CustomerRead)
async def create(actor: Caller, session: Writing, runtime: Opened, body: CustomerCreate) -> Response:
    """Add a customer; it gets its number, the caller as owner and the owner's first team unless said.

    Needs customer.create where the customer lands (403). A phone or mail address that is none is 422
    with its pointer, an external id that another customer has 409.
    """
    row = await service.create(session, actor, runtime.access, body)
    headers = {"ETag": f'"{row["version"]}"', "Location": f"/customers/{row['id']}"}
    (content,) = await shown(session, [[row[name] for name in FIELDS]])
    return Document(content, 201, headers)


@router.get("", response_model=Page[CustomerRead])
async def list_customers(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Response:
    """Customers the caller may read, in pages; `q` finds names in any script, pinyin, phones, mails and
    tax numbers, of their contacts too. `deleted=true` shows what can be restored and needs customer.delete.
    """
    actor.require("customer.read")
    if query.deleted:
        actor.require("customer.delete")
    branches = scope.branches(actor, deleted=query.deleted)
    context = context_of(actor, runtime.access)
    found = await searched_page(
        session,
        LISTING.shown_to(actor),
        query,
        context,
        branches,
        customers_of_matching,
        scope.scoped(actor),
    )
    return Document(found.as_page(await shown(session, found.rows)))


@router.post("/bulk-assign", response_model=BulkOutcome)
async def bulk_assign(actor: Caller, session: Writing, runtime: Opened, body: BulkAssignment) -> Any:
    """Give up to 500 customers to one owner or team, as one act with one cause. Each is checked by itself:
    those that may not be assigned are reported and left as they are.
    """
    return await assigning.assign_many(session, actor, runtime.access, body)


@router.get("/{customer_id}", response_model=CustomerRead)
async def read(actor: Caller, session: Reading, customer_id: UUID) -> Response:
    """One customer, with its version as ETag. One that is deleted shows to those who may restore it."""
    row = await one(session, actor, customer_id)
    (customer,) = await shown(session, [row])
    return Document(customer, headers={"ETag": f'"{row.version}"'})


@router.patch("/{customer_id}", response_model=CustomerRead)
async def update(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    customer_id: UUID,
    base: BaseVersion,
    body: CustomerUpdate,
    response: Response,
) -> Any:
    """Change the fields that are sent. If somebody else changed other fields since the version in
    If-Match, both edits stay; for the same field the answer is 412 with yours, theirs and the original.
    """
    customer = await service.update(session, actor, runtime.access, customer_id, base, body)
    return await answer(session, response, customer)


@router.delete("/{customer_id}", status_code=204)
async def delete(actor: Caller, session: Writing, customer_id: UUID) -> None:
    """Delete a customer; its contacts' links and its timeline go with it and come back with it. Customers
    below it in its group stay. After 30 days it is purged.
    """
    await service.delete(session, actor, customer_id)


@router.post("/{customer_id}/restore", response_model=CustomerRead)
async def restore(actor: Caller, session: Writing, customer_id: UUID, response: Response) -> Any:
    """Bring a deleted customer back; one that is not deleted stays as it is. Needs customer.delete."""
    return await answer(session, response, await service.restore(session, actor, customer_id))


@router.post("/{customer_id}/assign", response_model=CustomerRead)
async def assign(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    customer_id: UUID,
    body: CustomerAssignment,
    response: Response,
) -> Any:
    """Give a customer to another owner or team. The answer is the record as it then is, even if the caller
    can read it no more. Unknown or inactive people are 422.
    """
    customer = await assigning.assign(session, actor, runtime.access, customer_id, body)
    return await answer(session, response, customer)


@router.put("/{customer_id}/tags", response_model=CustomerRead)
async def set_tags(
    actor: Caller, session: Writing, customer_id: UUID, body: TagChoice, response: Response
) -> Any:
    """Give a customer exactly these tags of the managed list; needs customer.update only."""
    return await answer(session, response, await service.set_tags(session, actor, customer_id, body.tags))


@router.get("/{customer_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, customer_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, customer_id)
    return await history_of(session, actor, runtime.access, "customer", customer_id, query)


@router.get("/{customer_id}/group", response_model=Group)
async def group(actor: Caller, session: Reading, customer_id: UUID) -> Any:
    """The group a customer belongs to, from its top down, at most 500 members."""
    await service.get(session, actor, customer_id)
    return await groups.group_of(session, actor, customer_id)
