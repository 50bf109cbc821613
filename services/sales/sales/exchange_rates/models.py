"""What currencies are worth."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, Numeric, String, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.amounts import plain
from sales.records import Record


class ExchangeRate(Record):
    """How many units of the base currency one of a currency is worth, from a day until the next rate's."""

    __tablename__ = "exchange_rate"

    base_currency: Mapped[str] = mapped_column(String(3))
    currency: Mapped[str] = mapped_column(String(3))
    starts_on: Mapped[date]
    rate: Mapped[Decimal] = mapped_column(Numeric(24, 10))

    __table_args__ = (
        Index(
            "uq_exchange_rate_starts_on",
            "base_currency",
            "currency",
            "starts_on",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_exchange_rate_starts_on", "base_currency", "starts_on", "id"),
    )

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        told = ("version", "currency", "base_currency", "starts_on")
        return {
            "exchange_rate_id": self.id,
            "rate": plain(self.rate),
            **{name: getattr(self, name) for name in told},
        }
