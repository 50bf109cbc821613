"""Invoices as callers send and see them."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Note, Shown
from sales.amounts import Money, Number
from sales.orders.schemas import Address, Days, LineQuantities, PartShown, Reason
from sales.products.schemas import ProductCard
from sales.quotes.schemas import Language
from sales.taxes.totals import TaxTotal

State = Literal["issued", "partly_paid", "paid", "cancelled"]
Kind = Literal["invoice", "credit_note"]


class InvoiceCreate(Given):
    """What to bill of an order."""

    order_id: UUID
    lines: LineQuantities | None = Field(default=None, description="Null: all that is not billed yet")
    payment_days: Days | None = Field(default=None, description="Null: as agreed in the order")
    note: Note = Field(default="", description="Printed below the lines")
    language: Language | None = Field(
        default=None,
        description="That it is printed in; null: that of the quote ordered, else the organisation's first",
    )


class InvoiceCredit(Given):
    """What to take back of an invoice."""

    lines: LineQuantities | None = Field(default=None, description="Null: all that is left, which cancels it")
    reason: Reason = ""
    note: Note = ""


class InvoiceLine(Shown):
    """A line as it was billed; of a credit note quantity and amounts are negative."""

    line_id: UUID
    product: ProductCard
    quantity: Number
    unit: str
    unit_price: Money
    tax_rate: Number
    net: Decimal
    tax: Decimal
    gross: Decimal
    remark: str
    creditable: Number = Field(description="What no credit note has taken back yet; of a credit note 0")


class BillTo(Shown):
    """Whom it was issued to."""

    name: str
    address: Address | None


class InvoiceListed(PartShown):
    """An invoice without its lines."""

    kind: Kind
    state: State = Field(description="Of a credit note always issued")
    issued_on: date
    due_on: date
    overdue: bool = Field(description="Whether something is open past the day it was due")
    customer_reference: str
    currency: str
    net: Money
    tax: Money
    gross: Money
    paid: Money
    credited: Money
    open: Money = Field(description="Gross less what is paid and credited")
    credited_id: UUID | None = Field(description="Of a credit note: the invoice that it takes back")


class InvoiceRead(InvoiceListed):
    """An invoice. The document never changes; state, paid, credited and open tell what became of it."""

    bill_to: BillTo
    language: Language | None = Field(description="Null: the organisation's first")
    lines: list[InvoiceLine]
    taxes: list[TaxTotal]
    reason: str
    note: str
    rate: Number | None = Field(
        description="So much of the base currency for one of its own; null: not known"
    )
    base_currency: str


def line_of(kept: dict[str, Any], quantity: Decimal, net: Decimal, tax: Decimal) -> dict[str, Any]:
    """A part of an order's line as an invoice keeps it."""
    same = {name: kept[name] for name in ("product", "unit", "unit_price", "tax_rate", "remark")}
    amounts = {"quantity": str(quantity), "net": str(net), "tax": str(tax), "gross": str(net + tax)}
    return {"line_id": kept["id"], **same, **amounts}
