"""Numbers without gaps: a row for each series and year, held by whoever draws from it until the commit.

What is rolled back gives its number back. So a number is drawn last, when nothing else can be refused.
"""

from typing import Final

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from sales.records import Base, table_of

INVOICES: Final = "IN"
CREDIT_NOTES: Final = "CN"


class InvoiceCounter(Base):
    """The last number of a series that was given in a year."""

    __tablename__ = "invoice_counter"

    series: Mapped[str] = mapped_column(String(2), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


async def draw(session: AsyncSession, series: str, year: int) -> int:
    """The next number; others who draw from the series wait for the commit."""
    table = table_of(InvoiceCounter)
    first = insert(table).values(series=series, year=year, last=1)
    following = first.on_conflict_do_update(constraint="pk_invoice_counter", set_={"last": table.c.last + 1})
    drawn: int = (await session.execute(following.returning(table.c.last))).scalar_one()
    return drawn


def number_of(series: str, year: int, serial: int) -> str:
    """The number people say."""
    return f"{series}-{year}-{serial:05d}"
