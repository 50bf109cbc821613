"""Orders as callers send and see them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chassis.problems import FieldError, InvalidInput
from chassis.schemas import Given, Note, RecordShown, Shown, Text, absent
from libs.countries import CountryCode, CurrencyCode
from sales.amounts import Money, Number
from sales.discount_limits.schemas import ExcessRead
from sales.lines.schemas import LineRead, Lines
from sales.products.schemas import Quantity

OrderStateName = Literal["draft", "confirmed", "closed", "cancelled"]
HowFar = Literal["none", "partial", "complete"]
Paid = Literal["none", "partial", "paid"]
Place = Annotated[Text, Field(max_length=200)]
Reference = Annotated[Text, Field(max_length=100, description="The customer's own number for it")]
Reason = Annotated[Text, Field(max_length=500)]
Days = Annotated[int, Field(ge=0, le=365, description="Days that an invoice leaves to pay")]


class Address(Given):
    """Where goods or invoices go."""

    recipient: Place = ""
    street: Annotated[Text, Field(max_length=500)] = ""
    city: Place = ""
    region: Place = Field(default="", description="Province, state or the like")
    postcode: Annotated[Text, Field(max_length=20)] = ""
    country: CountryCode | None = None


class OrderTerms(Given):
    """What is agreed beside the lines."""

    contact_id: UUID | None = None
    customer_reference: Reference = ""
    requested_on: date | None = Field(default=None, description="Day that the customer wants the goods")
    payment_days: Days = 30
    shipping_address: Address | None = None
    billing_address: Address | None = Field(default=None, description="Null: the shipping address")
    note: Note = ""
    tell_customer: bool | None = Field(
        default=None,
        description="Whether the contact, or the customer if there is none, is told by mail and SMS that "
        "it is confirmed, on its way, billed and paid. Null: if a person enters it, and it has a contact; "
        "orders of API keys tell nobody unless they say so",
    )


class OrderCreate(OrderTerms):
    """A new order, a draft."""

    customer_id: UUID
    currency: CurrencyCode | None = Field(default=None, description="Left out: the organisation's")
    lines: Lines = Field(default_factory=list)
    owner_id: UUID | None = Field(default=None, description="Null: the caller")
    team_id: UUID | None = Field(default=None, description="Null: the owner's first team")


class OrderUpdate(Given):
    """What to change of an order; absent fields stay. Lines are sent whole and only of drafts, and are priced
    again by today's books.
    """

    contact_id: UUID | None = None
    customer_reference: Reference = Field(default_factory=absent)
    requested_on: date | None = None
    payment_days: Days = Field(default_factory=absent)
    shipping_address: Address | None = None
    billing_address: Address | None = None
    note: Note = Field(default_factory=absent)
    tell_customer: bool = Field(
        default_factory=absent,
        description="Left out of a draft: true when a person gives it its first contact",
    )
    lines: Lines = Field(default_factory=absent)


class Ending(Given):
    """Why something ends."""

    reason: Reason = ""


class LineProgress(Shown):
    """How far a line has come."""

    line_id: UUID
    ordered: Number
    prepared: Number = Field(description="In shipments that have not left yet")
    shipped: Number = Field(description="Has left and was not lost")
    announced: Number = Field(description="Announced to come back")
    returned: Number
    billed: Number
    to_ship: Number = Field(description="What may still be prepared: ordered, less those, and what came back")
    to_return: Number
    to_bill: Number


class OrderListed(RecordShown):
    """An order without its lines."""

    number: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null while the customer master has not told of it")
    contact_id: UUID | None
    opportunity_id: UUID | None
    quote_id: UUID | None
    owner_id: UUID | None
    team_id: UUID | None
    state: OrderStateName
    delivery: HowFar
    billing: HowFar
    payment: Paid = Field(description="Paid: all of it is billed, and nothing of that is open")
    currency: str
    tax_included: bool
    net: Money
    tax: Money
    gross: Money
    billed: Money = Field(description="Gross, of its invoices less their credit notes")
    paid: Money
    base_net: Money | None = Field(
        description="In the organisation's currency, by the rate of its confirmation"
    )
    ordered_on: date
    requested_on: date | None
    confirmed_on: date | None
    customer_reference: str
    payment_days: int


class OrderRead(OrderListed):
    """An order."""

    lines: list[LineRead]
    progress: list[LineProgress] = Field(description="Line by line, once it is confirmed")
    excess: list[ExcessRead] = Field(
        description="Lines of a draft with more discount than may be given freely, and not offered so by its "
        "quote: somebody else who may approve that confirms the order"
    )
    rate: Number | None
    shipping_address: Address | None
    billing_address: Address | None
    note: str
    tell_customer: bool = Field(description="Whether the customer is told how it goes on")
    ended_because: str = Field(description="Why it was cancelled or closed")


class PartShown(RecordShown):
    """What every part of an order shows: shipments, returns, invoices."""

    number: str
    order_id: UUID
    order_number: str
    customer_id: UUID
    customer_name: str | None = Field(description="Null while the customer master has not told of it")


class LineQuantity(Given):
    """So much of a line of an order."""

    line_id: UUID
    quantity: Quantity


LineQuantities = Annotated[list[LineQuantity], Field(min_length=1, max_length=200)]


class QuantityShown(Shown):
    """So much of a line."""

    line_id: UUID
    quantity: Number


def quantities(given: Sequence[LineQuantity], known: frozenset[UUID] | set[UUID]) -> dict[UUID, Decimal]:
    """Line → quantity, in their order. Raises InvalidInput naming lines that are unknown or there twice."""
    wanted: dict[UUID, Decimal] = {}
    errors: list[FieldError] = []
    for place, one in enumerate(given):
        if one.line_id not in known or one.line_id in wanted:
            kind = "duplicate" if one.line_id in wanted else "line_unknown"
            errors.append(FieldError(pointer=f"/lines/{place}/line_id", kind=kind))
        wanted[one.line_id] = one.quantity
    if errors:
        raise InvalidInput(errors=errors)
    return wanted
