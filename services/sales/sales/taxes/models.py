"""Rates of tax."""

from decimal import Decimal

from sqlalchemy import Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from sales.records import Record


class Tax(Record):
    """A rate: percent of the net amount. Documents keep the name and rate they were issued with."""

    __tablename__ = "tax"

    name: Mapped[str] = mapped_column(String(60))
    rate: Mapped[Decimal]

    __table_args__ = (
        Index("ix_tax_name", "name", "id"),
        Index(
            "uq_tax_name", func.lower(text("name")), unique=True, postgresql_where=text("deleted_at IS NULL")
        ),
    )
