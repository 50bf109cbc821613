"""An invoice, or the credit note of one, and their rules."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from libs.names import search_entry
from sales.amounts import in_digits
from sales.orders.parts import Part
from sales.orders.standing import ZERO, Quantities, Share, Standing, require_within, share, total

TOLD: Final = ("version", "number", "kind", "order_id", "customer_id", "issued_on", "due_on", "currency")
INVOICE: Final = "invoice"
CREDIT_NOTE: Final = "credit_note"


class InvoiceState(DomainError):
    """Neither a credit note nor an invoice that was cancelled can be credited or paid."""


class CreditExceedsOpen(DomainError):
    """What is paid of an invoice cannot be credited: take the payment from it first. `open` is what can."""


class AllocationExceedsOpen(DomainError):
    """A payment is put against more than is open of the invoice; `open` says how much that is."""


class Invoice(Part):
    """What is billed of an order, or taken back by a credit note, whose amounts are negative.

    The document never changes (a trigger of the table sees to that). Beside it stand what is paid and
    credited of it: issued → partly_paid → paid, or cancelled when all of it is credited.
    """

    __tablename__ = "invoice"

    kind: Mapped[str] = mapped_column(String(12))
    serial: Mapped[int] = mapped_column(BigInteger, info=UNRECORDED)
    """Sorts by year, then by number."""
    number: Mapped[str] = mapped_column(String(24), unique=True)
    bill_to: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Name, number and address of the customer on the day of issue."""
    seller: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Name and letterhead of the organisation on the day of issue."""
    language: Mapped[str | None] = mapped_column(String(8))
    """That it is printed in; null: the organisation's first."""
    customer_reference: Mapped[str] = mapped_column(String(100))
    issued_on: Mapped[date]
    due_on: Mapped[date]
    currency: Mapped[str] = mapped_column(String(3))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    net: Mapped[Decimal]
    tax: Mapped[Decimal]
    gross: Mapped[Decimal]
    rate: Mapped[Decimal | None] = mapped_column(Numeric(24, 10))
    """So much of the base currency for one of its own, on the day of issue."""
    base_currency: Mapped[str] = mapped_column(String(3))
    credited_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoice.id"))
    """Of a credit note: the invoice that it takes back."""
    reason: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    state: Mapped[str] = mapped_column(String(12))
    paid: Mapped[Decimal]
    credited: Mapped[Decimal]
    open: Mapped[Decimal]
    """Gross less what is paid and credited."""
    credits: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Line → the Standing of what is credited of it."""

    def creditable(self) -> dict[UUID, Decimal]:
        """How much of each line no credit note has taken back yet."""
        return {id_: one.to_bill for id_, one in self._credits().items()} if self.kind == INVOICE else {}

    def credit(self, wanted: Quantities) -> dict[UUID, Share]:
        """What these quantities cost, taken back from now on. Raises InvoiceState, MoreThanOpen, or
        CreditExceedsOpen when it is paid.
        """
        self.require_live()
        require_within(wanted, self.creditable())
        standings, shares = self._credits(), {}
        whole = {UUID(one["line_id"]): amounts_of(one) for one in self.lines}
        for id_, quantity in wanted.items():
            had = standings[id_]
            due = share(whole[id_], had.ordered, quantity, had.billed, Share(had.net, had.tax), self.currency)
            shares[id_] = due
            standings[id_] = had.moved(billed=quantity, net=due.net, tax=due.tax)
        if (amount := total(shares.values()).gross) > self.open:
            raise CreditExceedsOpen(number=self.number, open=in_digits(self.open, self.currency))
        self.credits = {str(id_): one.kept() for id_, one in standings.items()}
        self.credited += amount
        self._settle()
        return shares

    def require_live(self) -> None:
        """Refuse what only an invoice that counts can do. Raises InvoiceState."""
        if self.kind != INVOICE or self.state == "cancelled":
            raise InvoiceState(number=self.number, kind=self.kind, state=self.state)

    def pay(self, amount: Decimal) -> None:
        """A payment is put against it. Raises InvoiceState or AllocationExceedsOpen."""
        self.require_live()
        if amount > self.open:
            raise AllocationExceedsOpen(number=self.number, open=in_digits(self.open, self.currency))
        self.paid += amount
        self._settle()

    def unpay(self, amount: Decimal) -> None:
        """A payment is taken from it."""
        self.paid -= amount
        self._settle()

    def issue(self) -> None:
        """Begin with nothing paid or credited."""
        self.paid = self.credited = ZERO
        self.credits = {}
        self._settle()
        codes = [self.number, self.customer_reference]
        self.search_text, self.search_grams = search_entry([], [one for one in codes if one])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        amounts = {
            name: in_digits(getattr(self, name), self.currency) for name in ("net", "tax", "gross", "open")
        }
        return {"invoice_id": self.id, **amounts} | {name: getattr(self, name) for name in TOLD}

    def _credits(self) -> dict[UUID, Standing]:
        held = ((UUID(one["line_id"]), Decimal(one["quantity"])) for one in self.lines)
        return {
            id_: Standing.of(self.credits[str(id_)])
            if str(id_) in self.credits
            else Standing(ordered=quantity)
            for id_, quantity in held
        }

    def _settle(self) -> None:
        self.open = ZERO if self.kind == CREDIT_NOTE else self.gross - self.paid - self.credited
        if self.kind == CREDIT_NOTE:
            self.state = "issued"
        elif not any(self.creditable().values()):
            self.state = "cancelled"
        elif not self.open:
            self.state = "paid"
        else:
            self.state = "partly_paid" if self.paid else "issued"

    __table_args__ = (
        Index("ix_invoice_serial", "serial", "id"),
        Index("ix_invoice_order_id", "order_id", "id"),
        Index("ix_invoice_customer_id", "customer_id", "id"),
        Index("ix_invoice_issued_on", "issued_on", "id"),
        Index("ix_invoice_due_on", "due_on", "id"),
        Index("ix_invoice_updated_at", "updated_at", "id"),
        Index("ix_invoice_open", "due_on", "customer_id", postgresql_where=text("open > 0")),
        Index("ix_invoice_state", "state", "id"),
        Index("ix_invoice_kind", "kind", "id"),
        Index("ix_invoice_credited_id", "credited_id", postgresql_where=text("credited_id IS NOT NULL")),
        Index("ix_invoice_search", "search_grams", postgresql_using="gin"),
    )


def amounts_of(line: Mapping[str, Any]) -> Share:
    """Net amount and tax of a line as it is kept."""
    return Share(Decimal(line["net"]), Decimal(line["tax"]))
