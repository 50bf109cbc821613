"""A shipment and its rules."""

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

numbers = Sequence("shipment_number", metadata=Base.metadata)
"""Where the numbers of shipments come from; a rolled-back one leaves a gap."""
TOLD: Final = ("version", "number", "order_id", "customer_id", "carrier", "tracking_number")


class ShipmentState(DomainError):
    """A shipment in this state cannot do that; `state` is the one it is in."""


class Shipment(Part):
    """Quantities of lines that go to the customer together: prepared → shipped → delivered or lost; one that
    is prepared can be cancelled.
    """

    __tablename__ = "shipment"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """line_id and quantity of each."""
    carrier: Mapped[str] = mapped_column(String(100))
    tracking_number: Mapped[str] = mapped_column(String(100))
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def quantities(self) -> dict[UUID, Decimal]:
        """How much of which line."""
        return {UUID(one["line_id"]): Decimal(one["quantity"]) for one in self.lines}

    def require(self, *states: str) -> None:
        """Refuse what only a shipment in one of these states can do. Raises ShipmentState."""
        if self.state not in states:
            raise ShipmentState(number=self.number, state=self.state)

    def ship(self, at: datetime) -> None:
        """It leaves the house. Raises ShipmentState."""
        self.require("prepared")
        self.state, self.shipped_at = "shipped", at

    def deliver(self, at: datetime) -> None:
        """It arrived. Raises ShipmentState."""
        self.require("shipped")
        self.state, self.delivered_at = "delivered", at

    def lose(self) -> None:
        """It did not arrive. Raises ShipmentState."""
        self.require("shipped")
        self.state = "lost"

    def cancel(self) -> None:
        """It does not leave. Raises ShipmentState."""
        self.require("prepared")
        self.state = "cancelled"

    def derive(self) -> None:
        """What it is found by."""
        codes = [self.number, self.tracking_number]
        self.search_text, self.search_grams = search_entry([], [one for one in codes if one])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        return {"shipment_id": self.id} | {name: getattr(self, name) for name in TOLD}

    __table_args__ = (
        Index("ix_shipment_order_id", "order_id", "id"),
        Index("ix_shipment_customer_id", "customer_id", "id"),
        Index("ix_shipment_state", "state", "id"),
        Index("ix_shipment_shipped_at", "shipped_at", "id"),
        Index("ix_shipment_updated_at", "updated_at", "id"),
        Index("ix_shipment_search", "search_grams", postgresql_using="gin"),
    )


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"DN-{year}-{serial:06d}"
