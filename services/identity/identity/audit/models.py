"""The audit trail: what was changed and what happened to accounts, in all services."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from identity.records import Base

FILTERS = ("actor", "on_behalf_of", "service", "thing", "record_id", "kind", "cause_id")


class Entry(Base):
    """One line of the trail. Rows are only ever added: the database refuses UPDATE and DELETE."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_at", "at", "id"),
        *(Index(f"ix_audit_{name}", name, "at", "id") for name in FILTERS),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    service: Mapped[str] = mapped_column(String(64))
    thing: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[UUID | None]
    version: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(String(80))
    on_behalf_of: Mapped[str | None] = mapped_column(String(80))
    cause_id: Mapped[UUID]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    address: Mapped[str | None] = mapped_column(String(64))
    device: Mapped[str | None] = mapped_column(String(300))
