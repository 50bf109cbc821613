"""What the customer master is asked while somebody waits. Ask before the transaction begins."""

from uuid import UUID

from chassis.actors import Actor
from chassis.problems import DomainError, InvalidInput, NotFound
from chassis.runtime import Runtime
from crm.customer.v1.customer_pb2 import CustomerCard, GetCustomerRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from sales.pricing.service import Buyer

WITHIN = 1.0
"""Seconds that an answer may take: somebody is waiting."""


async def card_of(runtime: Runtime, actor: Actor, customer_id: UUID) -> CustomerCard:
    """The card of a live customer that the actor may read. Raises NotFound."""
    stub = runtime.peers.stub("customer", CustomerServiceStub)
    request = GetCustomerRequest(id=str(customer_id))
    try:
        answer = await runtime.peers.ask("customer", stub.GetCustomer, request, within=WITHIN, actor=actor)
    except DomainError as error:
        if error.problem().status != NotFound.status:
            raise
        raise NotFound(thing="customer", id=str(customer_id)) from None
    if answer.customer.deleted:
        raise NotFound(thing="customer", id=str(customer_id))
    return answer.customer


async def named_card(runtime: Runtime, actor: Actor, customer_id: UUID) -> CustomerCard:
    """The card of a customer that a body names. Raises InvalidInput at `/customer_id`."""
    try:
        return await card_of(runtime, actor, customer_id)
    except NotFound:
        raise InvalidInput.at("/customer_id", "customer_unknown") from None


async def buyer_named(runtime: Runtime, actor: Actor, customer_id: UUID) -> Buyer:
    """The customer that a body names, as one who buys. Raises InvalidInput at `/customer_id`."""
    card = await named_card(runtime, actor, customer_id)
    return Buyer(customer_id, UUID(card.parent_id) if card.parent_id else None)
