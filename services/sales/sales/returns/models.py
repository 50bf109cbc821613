"""A return and its rules."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Index, Sequence, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from libs.names import search_entry
from sales.orders.parts import Part
from sales.records import Base

numbers = Sequence("return_number", metadata=Base.metadata)
"""Where the numbers of returns come from; a rolled-back one leaves a gap."""
TOLD: Final = ("version", "number", "order_id", "customer_id", "reason")


class ReturnState(DomainError):
    """A return in this state cannot do that; `state` is the one it is in."""


class Return(Part):
    """Quantities of lines that come back: announced → received or refused."""

    __tablename__ = "return"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """line_id and quantity of each."""
    reason: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)
    settled_at: Mapped[datetime | None]
    """When it was received or refused."""
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def quantities(self) -> dict[UUID, Decimal]:
        """How much of which line."""
        return {UUID(one["line_id"]): Decimal(one["quantity"]) for one in self.lines}

    def settle(self, state: str, at: datetime) -> None:
        """It arrived, or is not taken back. Raises ReturnState."""
        if self.state != "announced":
            raise ReturnState(number=self.number, state=self.state)
        self.state, self.settled_at = state, at

    def derive(self) -> None:
        """What it is found by."""
        self.search_text, self.search_grams = search_entry([], [self.number])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        return {"return_id": self.id} | {name: getattr(self, name) for name in TOLD}

    __table_args__ = (
        Index("ix_return_order_id", "order_id", "id"),
        Index("ix_return_customer_id", "customer_id", "id"),
        Index("ix_return_state", "state", "id"),
        Index("ix_return_reason", "reason", "id"),
        Index("ix_return_updated_at", "updated_at", "id"),
        Index("ix_return_search", "search_grams", postgresql_using="gin"),
    )


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"RT-{year}-{serial:06d}"
