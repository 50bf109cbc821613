"""Facts about orders, what is delivered, billed and paid of them: what an ERP system needs to follow.

Amounts are text in the digits of their currency. Lines and addresses are asked of the API.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event

NUMBER = "Human number, for instance SO-2026-000123"
CURRENCY = "ISO 4217"
WHY = "As somebody wrote it; may be empty"
ORDERS = "Orders of those invoices"


class OrderEvent(Event):
    """What every fact about an order carries."""

    record: ClassVar[str] = "order_id"
    order_id: UUID
    version: int
    number: str = Field(description=NUMBER)
    state: Literal["draft", "confirmed", "closed", "cancelled"] = Field(
        description="Closed: nothing more of it is delivered or billed"
    )
    customer_id: UUID
    opportunity_id: UUID | None = Field(description="The deal that it came of")
    quote_id: UUID | None = Field(description="The quote that it came of")
    owner_id: UUID | None
    team_id: UUID | None
    currency: str = Field(description=CURRENCY)
    net: str = Field(description="Without tax")
    gross: str = Field(description="With tax")


class OrderCreated(OrderEvent):
    """An order was entered: a draft."""

    subject: ClassVar[str] = "sales.order.created"


class OrderUpdated(OrderEvent):
    """Fields of an order changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "sales.order.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class OrderConfirmed(OrderEvent):
    """An order was accepted. Its lines and amounts stay as they are from here on."""

    subject: ClassVar[str] = "sales.order.confirmed"
    base_currency: str = Field(description="The organisation's, ISO 4217")
    base_net: str | None = Field(description="Net in the base currency; null: no rate was known")
    requested_on: date | None = Field(description="Day that the customer wants the goods")
    customer_reference: str = Field(description="The customer's own number for it")


class OrderCancelled(OrderEvent):
    """An order was called off; nothing of it was delivered or billed."""

    subject: ClassVar[str] = "sales.order.cancelled"
    reason: str = Field(description=WHY)


class OrderClosed(OrderEvent):
    """An order is done: nothing more of it is delivered or billed."""

    subject: ClassVar[str] = "sales.order.closed"
    reason: str = Field(description=WHY)


class OrderReopened(OrderEvent):
    """A closed order goes on."""

    subject: ClassVar[str] = "sales.order.reopened"


class OrderAssigned(OrderEvent):
    """An order was given to another owner or team."""

    subject: ClassVar[str] = "sales.order.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None


class ShipmentEvent(Event):
    """What every fact about a shipment carries."""

    record: ClassVar[str] = "shipment_id"
    shipment_id: UUID
    version: int
    number: str = Field(description="Human number, for instance DN-2026-000123")
    order_id: UUID
    customer_id: UUID
    carrier: str = Field(description="Who carries it; may be empty")
    tracking_number: str = Field(description="The carrier's; may be empty")


class ShipmentPrepared(ShipmentEvent):
    """Goods were set aside for a shipment."""

    subject: ClassVar[str] = "sales.shipment.prepared"


class ShipmentShipped(ShipmentEvent):
    """A shipment left the house."""

    subject: ClassVar[str] = "sales.shipment.shipped"


class ShipmentDelivered(ShipmentEvent):
    """A shipment arrived."""

    subject: ClassVar[str] = "sales.shipment.delivered"


class ShipmentLost(ShipmentEvent):
    """A shipment did not arrive; its goods may be sent again."""

    subject: ClassVar[str] = "sales.shipment.lost"


class ShipmentCancelled(ShipmentEvent):
    """A shipment that had not left was called off."""

    subject: ClassVar[str] = "sales.shipment.cancelled"


class ReturnEvent(Event):
    """What every fact about returned goods carries."""

    record: ClassVar[str] = "return_id"
    return_id: UUID
    version: int
    number: str = Field(description="Human number, for instance RT-2026-000123")
    order_id: UUID
    customer_id: UUID
    reason: str = Field(description="Why, stable for translation: damaged, wrong, unwanted, other")


class ReturnAnnounced(ReturnEvent):
    """Goods are to come back."""

    subject: ClassVar[str] = "sales.return.announced"


class ReturnReceived(ReturnEvent):
    """Goods came back."""

    subject: ClassVar[str] = "sales.return.received"


class ReturnRefused(ReturnEvent):
    """Goods are not taken back."""

    subject: ClassVar[str] = "sales.return.refused"


class InvoiceEvent(Event):
    """What every fact about an invoice or a credit note carries."""

    record: ClassVar[str] = "invoice_id"
    invoice_id: UUID
    version: int
    number: str = Field(description="Without gaps within its year: IN-2026-00001, credit notes CN-2026-00001")
    kind: Literal["invoice", "credit_note"] = Field(description="A credit note takes an invoice back")
    order_id: UUID
    customer_id: UUID
    issued_on: date = Field(description="Date in the organisation's zone")
    due_on: date = Field(description="Last day to pay it")
    currency: str = Field(description=CURRENCY)
    net: str = Field(description="Without tax; of a credit note negative")
    tax: str = Field(description="The tax in gross; of a credit note negative")
    gross: str = Field(description="With tax; of a credit note negative")
    open: str = Field(description="What is still to be paid of it")


class InvoiceIssued(InvoiceEvent):
    """An invoice was issued; it never changes."""

    subject: ClassVar[str] = "sales.invoice.issued"


class CreditNoteIssued(InvoiceEvent):
    """A credit note took back an invoice or a part of it."""

    subject: ClassVar[str] = "sales.credit-note.issued"
    credited_id: UUID = Field(description="Id of the invoice that it takes back")
    reason: str = Field(description=WHY)


class InvoiceCancelled(InvoiceEvent):
    """All of an invoice was taken back by credit notes."""

    subject: ClassVar[str] = "sales.invoice.cancelled"


class InvoicePaid(InvoiceEvent):
    """Nothing of an invoice is open any more."""

    subject: ClassVar[str] = "sales.invoice.paid"


class InvoiceReopened(InvoiceEvent):
    """A part of a paid invoice is open again: a payment was reversed, or used for something else."""

    subject: ClassVar[str] = "sales.invoice.reopened"


class PaymentEvent(Event):
    """What every fact about a payment carries."""

    record: ClassVar[str] = "payment_id"
    payment_id: UUID
    version: int
    number: str = Field(description="Human number, for instance PY-2026-000123")
    customer_id: UUID
    currency: str = Field(description=CURRENCY)
    amount: str = Field(description="All of it")
    received_on: date = Field(description="Day that the money came")
    method: str = Field(description="bank_transfer, card, cash, cheque, bill, other")
    reference: str = Field(description="What the payer or the bank wrote")
    unallocated: str = Field(description="What of it is no invoice's yet: the customer's credit")


class PaymentReceived(PaymentEvent):
    """A customer paid."""

    subject: ClassVar[str] = "sales.payment.received"


class PaymentAllocated(PaymentEvent):
    """A payment was put against invoices, or taken from them."""

    subject: ClassVar[str] = "sales.payment.allocated"
    invoice_ids: list[UUID]
    order_ids: list[UUID] = Field(default=[], description=ORDERS)


class PaymentReversed(PaymentEvent):
    """A payment turned out to be none; the invoices it was put against are open again."""

    subject: ClassVar[str] = "sales.payment.reversed"
    reason: str = Field(description=WHY)
    invoice_ids: list[UUID] = Field(default=[], description="Invoices that it was put against")
    order_ids: list[UUID] = Field(default=[], description=ORDERS)
