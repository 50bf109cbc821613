"""Customers as their master last told of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from libs.names import search_entry, sort_key
from libs.references import PersonRef, Reference, TeamRef
from sales.records import Base


class KnownCustomer(Base):
    """The card of a customer; one that was deleted stays, so that late news does not bring it back."""

    __tablename__ = "known_customer"

    id: Mapped[UUID] = mapped_column(Reference("customer"), primary_key=True)
    version: Mapped[int]
    deleted: Mapped[bool]
    number: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[PersonRef | None]
    team_id: Mapped[TeamRef | None]
    name_key: Mapped[str] = mapped_column(String(400, collation="C"))
    search_text: Mapped[str] = mapped_column(Text)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text))

    __table_args__ = (
        Index("ix_known_customer_owner_id", "owner_id", "id"),
        Index("ix_known_customer_team_id", "team_id", "id", postgresql_include=["owner_id"]),
        Index("ix_known_customer_search", "search_grams", postgresql_using="gin"),
    )


def derived(name: str, number: str) -> dict[str, Any]:
    """What a customer is found and sorted by."""
    text, grams = search_entry([name], [number])
    return {"name_key": sort_key(name)[:400], "search_text": text, "search_grams": grams}
