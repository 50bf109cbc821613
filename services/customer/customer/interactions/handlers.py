"""What others do with a customer stands in its timeline too: what is offered, sold, sent, billed and paid.

Whoever reads the customer reads this, so it says what happened to which record, and no amounts.
"""

from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.events import Heard, on
from crm.event import Event
from crm.sales.events.contracts import ContractActivated, ContractEnded, ContractRenewed, ContractTerminated
from crm.sales.events.leads import LeadConverted
from crm.sales.events.opportunities import OpportunityCreated, OpportunityLost, OpportunityWon
from crm.sales.events.orders import (
    CreditNoteIssued,
    InvoiceIssued,
    OrderCancelled,
    OrderConfirmed,
    PaymentReceived,
    ReturnReceived,
    ShipmentShipped,
)
from crm.sales.events.quotes import QuoteAccepted, QuoteDeclined, QuoteIssued
from customer.customers.cards import existing
from customer.interactions.facts import Fact, note_facts

TOLD: Final = ("number", "name", "title", "reason")


@on(
    LeadConverted,
    OpportunityCreated,
    OpportunityWon,
    OpportunityLost,
    QuoteIssued,
    QuoteAccepted,
    QuoteDeclined,
    OrderConfirmed,
    OrderCancelled,
    ShipmentShipped,
    ReturnReceived,
    InvoiceIssued,
    CreditNoteIssued,
    PaymentReceived,
    ContractActivated,
    ContractRenewed,
    ContractTerminated,
    ContractEnded,
    projection="timeline",
)
async def note_selling(session: AsyncSession, event: Event, heard: Heard) -> None:
    """Something was sold, or was to be; customers that are no more have no timeline."""
    customer_id: UUID = getattr(event, "customer_id")  # noqa: B009  # every event above has one
    if not await existing(session, [customer_id]):
        return
    _, thing, happened = event.subject.replace("-", "_").split(".")
    known = {name: getattr(event, name, None) for name in TOLD}
    params = {name: value for name, value in known.items() if value} | {"record_id": str(event.record_id)}
    at = getattr(event, "closed_at", heard.at)  # history that was imported stands where it belongs
    fact = Fact(customer_id, f"{thing}_{happened}", params, at, heard.person)
    await note_facts(session, service_actor("customer"), [fact])
