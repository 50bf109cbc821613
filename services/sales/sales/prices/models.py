"""What a product costs in a book."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sales.pricing.rules import Step, Tariff, Term
from sales.records import Record


class Price(Record):
    """A product's price in a book between two dates, both included; no two of them at once.

    Its first step's quantity is the least that is sold; a quantity pays for all of it the step it reaches.
    """

    __tablename__ = "price"

    price_book_id: Mapped[UUID] = mapped_column(ForeignKey("price_book.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    terms: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    __table_args__ = (
        Index("ix_price_product_book", "product_id", "price_book_id"),
        Index("ix_price_book", "price_book_id", "id"),
    )


def tariff(row: Any, source: dict[str, Any]) -> Tariff:
    """What the arithmetic of prices takes of a row."""
    steps = [Step(Decimal(one["from_quantity"]), Decimal(one["amount"])) for one in row.steps]
    return Tariff(steps, [Term(one["months"], Decimal(one["percent"])) for one in row.terms], source)
