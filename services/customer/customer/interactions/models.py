"""The timeline's entries."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from customer.records import Record
from libs.references import PersonRef


class SystemEntry(DomainError):
    """An entry written by an event is evidence: it is neither changed nor removed."""

    status = 409


class Interaction(Record):
    """Something that happened with a customer, recorded once."""

    __tablename__ = "interaction"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    channel: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(64))
    """`noted` for entries made by hand; for events what happened, translated by the reader."""
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    summary: Mapped[str | None] = mapped_column(Text)
    occurred_at: Mapped[datetime]
    duration_seconds: Mapped[int | None]
    follow_up: Mapped[str | None] = mapped_column(Text)
    follow_up_on: Mapped[date | None]
    participants: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    recorded_by: Mapped[PersonRef | None]

    __table_args__ = (
        Index("ix_interaction_customer_id", "customer_id", "occurred_at", "id"),
        Index("ix_interaction_occurred_at", "occurred_at", "id"),
        Index("ix_interaction_contact_id", "contact_id", "occurred_at"),
        Index("ix_interaction_recorded_by", "recorded_by", "occurred_at"),
        Index(
            "ix_interaction_follow_up_on", "follow_up_on", postgresql_where=text("follow_up_on IS NOT NULL")
        ),
        Index("ix_interaction_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
    )

    def require_by_hand(self) -> None:
        """Only entries made by hand change."""
        if self.kind != "noted":
            raise SystemEntry(kind=self.kind)
