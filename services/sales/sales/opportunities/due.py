"""What is to be valued anew: rows that a sweep works off, a few deals at a time."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import Reference
from sales.records import Base, table_of

CURRENCY: Final = "currency"
STAGE: Final = "stage"


class Revaluation(Base):
    """Open deals of a currency or in a stage, of which something else follows from a day on."""

    __tablename__ = "revaluation"

    about: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    after: Mapped[UUID | None] = mapped_column(Reference("opportunity"))
    """The last deal that was valued: a sweep that stops is gone on with from there."""


async def revalue_later(session: AsyncSession, about: str, key: str, due_on: date) -> None:
    """Have deals valued anew, from the first one on."""
    row = insert(table_of(Revaluation)).values(about=about, key=key, due_on=due_on, after=None)
    again = row.on_conflict_do_update(constraint="pk_revaluation", set_={"after": None})
    await session.execute(again)
