"""What the customer master is asked while somebody waits. Ask before the transaction begins."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.problems import DomainError, FieldError, InvalidInput, NotFound
from chassis.runtime import Runtime
from crm.customer.v1.customer_pb2 import (
    CustomerCard,
    CustomerNames,
    FindCustomersRequest,
    GetCustomerRequest,
)
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from sales.pricing.service import Buyer

WITHIN = 1.0
"""Seconds that an answer may take: somebody is waiting."""
FOUND_WITHIN = 10.0
TOGETHER = 200
Contacts = Sequence[tuple[str, UUID]]
"""Where a body names contacts, and which ones."""


async def card_of(runtime: Runtime, actor: Actor, customer_id: UUID, contacts: Contacts = ()) -> CustomerCard:
    """The card of a live customer that the actor may read. Raises NotFound, or InvalidInput at contacts that
    are not with it.
    """
    stub = runtime.peers.stub("customer", CustomerServiceStub)
    ids = {str(id_) for _, id_ in contacts}
    request = GetCustomerRequest(id=str(customer_id), contact_ids=sorted(ids))
    try:
        answer = await runtime.peers.ask("customer", stub.GetCustomer, request, within=WITHIN, actor=actor)
    except DomainError as error:
        if error.problem().status != NotFound.status:
            raise
        raise NotFound(thing="customer", id=str(customer_id)) from None
    if answer.customer.deleted:
        raise NotFound(thing="customer", id=str(customer_id))
    strange = [pointer for pointer, id_ in contacts if str(id_) not in answer.contact_ids]
    if strange:
        raise InvalidInput(errors=[FieldError(pointer=one, kind="not_at_this_customer") for one in strange])
    return answer.customer


def contact_at(contact_id: UUID | None, before: UUID | None = None) -> Contacts:
    """The contact that a body names, to be asked for unless it was the one before."""
    return () if contact_id in (None, before) else (("/contact_id", contact_id),)


async def find(
    runtime: Runtime, actor: Actor, names: Sequence[CustomerNames], source: str
) -> list[list[UUID]]:
    """The customers that rows of a file mean, among those that the actor may read; nobody waits."""
    stub = runtime.peers.stub("customer", CustomerServiceStub)
    found: list[list[UUID]] = []
    for start in range(0, len(names), TOGETHER):
        request = FindCustomersRequest(customers=names[start : start + TOGETHER], source=source)
        answer = await runtime.peers.ask(
            "customer", stub.FindCustomers, request, within=FOUND_WITHIN, actor=actor
        )
        found += [[*map(UUID, one.ids)] for one in answer.found]
    return found


async def named_card(
    runtime: Runtime, actor: Actor, customer_id: UUID, contacts: Contacts = ()
) -> CustomerCard:
    """The card of a customer that a body names. Raises InvalidInput at `/customer_id`, or at contacts."""
    try:
        return await card_of(runtime, actor, customer_id, contacts)
    except NotFound:
        raise InvalidInput.at("/customer_id", "customer_unknown") from None


async def buyer_named(runtime: Runtime, actor: Actor, customer_id: UUID, contacts: Contacts = ()) -> Buyer:
    """The customer that a body names, as one who buys. Raises InvalidInput there, or at contacts."""
    return buyer_of(await named_card(runtime, actor, customer_id, contacts))


async def buyer_of_change(
    runtime: Runtime, actor: Actor, body: Any, read: Callable[[AsyncSession], Awaitable[Any]]
) -> Buyer:
    """Who buys in a document that is to be changed: asked for another contact, and for lines to be priced
    anew. Raises what reading it does, and InvalidInput.
    """
    if body.model_fields_set.isdisjoint({"lines", "contact_id"}):
        return Buyer()
    async with runtime.database.reading() as session:
        document = await read(session)
    contacts = contact_at(body.contact_id, document.contact_id)
    if "lines" not in body.model_fields_set and not contacts:
        return Buyer()
    return await buyer_named(runtime, actor, document.customer_id, contacts)


def buyer_of(card: CustomerCard) -> Buyer:
    """A customer as price books know it."""
    return Buyer(UUID(card.id), UUID(card.parent_id) if card.parent_id else None)
