"""Dependencies of routes: what the customer master says of who buys, asked before the transaction begins."""

from collections.abc import Iterable
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends

from chassis.http.doors import Caller, Opened
from sales.customers.asking import Contacts, buyer_named
from sales.opportunities import service
from sales.opportunities.models import Opportunity
from sales.opportunities.schemas import OpportunityCreate, OpportunityUpdate
from sales.pricing.service import Buyer


class New(NamedTuple):
    """A deal to be opened, and the master's answer who buys."""

    body: OpportunityCreate
    buyer: Buyer


class Edit(NamedTuple):
    """Changes of a deal, and who buys where prices or contacts follow from that."""

    body: OpportunityUpdate
    buyer: Buyer | None


async def of_new(actor: Caller, runtime: Opened, body: OpportunityCreate) -> New:
    """Who buys in a deal that is to be opened."""
    actor.require("opportunity.create")
    contacts = _at(one.contact_id for one in body.contacts)
    return New(body, await buyer_named(runtime, actor, body.customer_id, contacts))


async def of_changed(actor: Caller, runtime: Opened, opportunity_id: UUID, body: OpportunityUpdate) -> Edit:
    """Who buys in a deal as it is to be; nobody is asked when nothing follows from it."""
    if body.model_fields_set.isdisjoint(service.PRICED_BY | {"contacts"}):
        return Edit(body, None)
    async with runtime.database.reading() as session:
        deal = await service.get(session, actor, opportunity_id)
    customer_id = body.customer_id or deal.customer_id
    return Edit(body, await buyer_named(runtime, actor, customer_id, _new_to(deal, body, customer_id)))


def _new_to(deal: Opportunity, body: OpportunityUpdate, customer_id: UUID) -> Contacts:
    """Contacts that are to be with the deal; who was so before stays, unless the customer is another one."""
    held = [UUID(one["contact_id"]) for one in deal.contacts]
    given = [one.contact_id for one in body.contacts] if "contacts" in body.model_fields_set else held
    known = held if customer_id == deal.customer_id else ()
    return [(pointer, id_) for pointer, id_ in _at(given) if id_ not in known]


def _at(contact_ids: Iterable[UUID]) -> Contacts:
    return [(f"/contacts/{place}/contact_id", id_) for place, id_ in enumerate(contact_ids)]


GivenNew = Annotated[New, Depends(of_new)]
GivenChanged = Annotated[Edit, Depends(of_changed)]
