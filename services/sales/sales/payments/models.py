"""A payment, what it is put against, and the rules."""

from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Sequence, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from libs.names import search_entry
from libs.references import CustomerRef
from sales.amounts import in_digits
from sales.orders.standing import ZERO
from sales.records import Base, Record

numbers = Sequence("payment_number", metadata=Base.metadata)
"""Where the numbers of payments come from; a rolled-back one leaves a gap."""
LIVE: Final = text("deleted_at IS NULL")
TOLD: Final = ("version", "number", "customer_id", "currency", "received_on", "method", "reference")


class PaymentIsReversed(DomainError):
    """A payment that was reversed is put against nothing."""


class AllocationExceedsPayment(DomainError):
    """More is allocated than is left of the payment; `unallocated` says how much that is."""


class Payment(Record):
    """Money of a customer. What of it is no invoice's yet is the customer's credit: `unallocated`.

    Whoever looks after the customer looks after it: that stands with the customer alone.
    """

    __tablename__ = "payment"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    customer_id: Mapped[CustomerRef]
    state: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(String(3))
    unallocated: Mapped[Decimal]
    received_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    reversed_because: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def spend(self, amount: Decimal) -> None:
        """Put some of it against an invoice. Raises PaymentIsReversed or AllocationExceedsPayment."""
        self.require_received()
        if amount > self.unallocated:
            raise AllocationExceedsPayment(
                number=self.number, unallocated=in_digits(self.unallocated, self.currency)
            )
        self.unallocated -= amount

    def take_back(self, amount: Decimal) -> None:
        """An amount is no invoice's any more."""
        self.unallocated += amount

    def reverse(self, reason: str) -> None:
        """It was none after all: nothing of it is left. Raises PaymentIsReversed."""
        self.require_received()
        self.state, self.unallocated, self.reversed_because = "reversed", ZERO, reason

    def require_received(self) -> None:
        """Refuse what only a payment that counts can do. Raises PaymentIsReversed."""
        if self.state != "received":
            raise PaymentIsReversed(number=self.number)

    def derive(self) -> None:
        """What it is found by."""
        codes = [self.number, self.reference]
        self.search_text, self.search_grams = search_entry([], [one for one in codes if one])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        amounts = {name: in_digits(getattr(self, name), self.currency) for name in ("amount", "unallocated")}
        return {"payment_id": self.id, **amounts} | {name: getattr(self, name) for name in TOLD}

    __table_args__ = (
        Index("ix_payment_customer_id", "customer_id", "id"),
        Index("ix_payment_received_on", "received_on", "id"),
        Index("ix_payment_updated_at", "updated_at", "id"),
        Index("ix_payment_unallocated", "customer_id", "currency", postgresql_where=text("unallocated > 0")),
        Index("ix_payment_state", "state", "id"),
        Index("ix_payment_currency", "currency", "id"),
        Index("ix_payment_search", "search_grams", postgresql_using="gin"),
    )


class Allocation(Record):
    """So much of a payment is for an invoice, until it is taken back."""

    __tablename__ = "allocation"

    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"))
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoice.id"))
    amount: Mapped[Decimal]

    __table_args__ = (
        Index("ix_allocation_payment_id", "payment_id", postgresql_where=LIVE),
        Index("ix_allocation_invoice_id", "invoice_id", postgresql_where=LIVE),
    )


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"PY-{year}-{serial:06d}"
