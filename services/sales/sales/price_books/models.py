"""Price books and whom they are for."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import CustomerRef
from sales.records import Record

LIVE = text("deleted_at IS NULL")


class PriceBook(Record):
    """Prices of one currency, net or with tax, valid between two dates, both included.

    The default of a currency serves everybody; others serve the customers they are given to, and those
    below them in their group.
    """

    __tablename__ = "price_book"

    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    tax_included: Mapped[bool]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    is_default: Mapped[bool]

    __table_args__ = (
        Index("ix_price_book_name", "name", "id"),
        Index("uq_price_book_name", func.lower(text("name")), unique=True, postgresql_where=LIVE),
        Index(
            "uq_price_book_default",
            "currency",
            unique=True,
            postgresql_where=text("is_default AND deleted_at IS NULL"),
        ),
    )

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        told = ("version", "name", "currency", "tax_included", "is_default", "starts_on", "ends_on")
        return {"price_book_id": self.id} | {name: getattr(self, name) for name in told}


class PriceBookCustomer(Record):
    """A customer that buys by a book: one for each currency."""

    __tablename__ = "price_book_customer"

    price_book_id: Mapped[UUID] = mapped_column(ForeignKey("price_book.id"))
    customer_id: Mapped[CustomerRef]
    currency: Mapped[str] = mapped_column(String(3))

    __table_args__ = (
        Index("uq_price_book_customer", "customer_id", "currency", unique=True, postgresql_where=LIVE),
        Index("ix_price_book_customer_book", "price_book_id", "id"),
    )
