"""Payments as callers send and see them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Note, RecordShown, Shown, Text
from libs.countries import CurrencyCode
from sales.amounts import Money
from sales.orders.schemas import Reason

Method = Literal["bank_transfer", "card", "cash", "cheque", "bill", "other"]
Sum = Annotated[
    Decimal, Field(gt=0, le=10**12, decimal_places=4, description="In no more digits than its currency has")
]


class AllocationGiven(Given):
    """So much for an invoice of the same customer and currency."""

    invoice_id: UUID
    amount: Sum | None = Field(
        default=None, description="Null: what is open of it, as far as the payment goes"
    )


Allocations = Annotated[list[AllocationGiven], Field(max_length=100)]


class PaymentCreate(Given):
    """Money that came."""

    customer_id: UUID
    amount: Sum
    currency: CurrencyCode
    received_on: date | None = Field(
        default=None, description="Not in the future; null: today in the organisation's zone"
    )
    method: Method = "bank_transfer"
    reference: Annotated[Text, Field(max_length=200, description="What the payer or the bank wrote")] = ""
    note: Note = ""
    allocations: Allocations = Field(default_factory=list)


class PaymentAllocate(Given):
    """What a payment is for."""

    allocations: Annotated[Allocations, Field(min_length=1)]


class Reversal(Given):
    """Why a payment was none."""

    reason: Reason = ""


class AllocationRead(Shown):
    """So much of a payment for an invoice."""

    id: UUID
    payment_id: UUID
    payment_number: str
    received_on: date
    invoice_id: UUID
    invoice_number: str
    amount: Money


class PaymentListed(RecordShown):
    """A payment without what it is for."""

    number: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null while the customer master has not told of it")
    owner_id: UUID | None
    team_id: UUID | None
    state: Literal["received", "reversed"]
    currency: str
    amount: Money
    unallocated: Money = Field(description="What is no invoice's yet: the customer's credit")
    received_on: date
    method: Method
    reference: str


class PaymentRead(PaymentListed):
    """A payment and what it is for."""

    allocations: list[AllocationRead]
    note: str
    reversed_because: str
