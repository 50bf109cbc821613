"""What somebody is told of once a day."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.identifiers import new_id
from libs.references import PersonRef
from notifications.records import Base

OPEN: Final = text("state = 'open'")
"""Spelled out: with a parameter PostgreSQL would not see that the index serves it."""


class Digest(Base):
    """The mail that gathers a person's news until its hour: open → sent. What it gathers are deliveries that
    name it; what comes after it was sent goes into the next one.
    """

    __tablename__ = "digest"
    __table_args__ = (
        Index("uq_digest_open", "user_id", unique=True, postgresql_where=OPEN),
        Index("ix_digest_due", "due_at", postgresql_where=OPEN),
        Index("ix_digest_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[PersonRef]
    state: Mapped[str] = mapped_column(String(8))
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
