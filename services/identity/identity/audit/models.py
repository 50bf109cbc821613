"""The audit trail: what was changed and what happened to accounts, in all services, and what seals it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.work import Work, work_indexes
from identity.records import Base

SALT = text("uuid_send(gen_random_uuid())")
"""Sixteen bytes, 122 bits of them random."""
FILTERS = ("actor", "on_behalf_of", "service", "thing", "record_id", "kind", "cause_id", "address")


class Entry(Base):
    """One line of the trail. Rows are only ever added: the database refuses UPDATE and DELETE, but for
    erasing values whose digest stays and for removing what lies before the beginning."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("uq_audit_position", "position", unique=True),
        Index("ix_audit_at", "at", "id"),
        *(Index(f"ix_audit_{name}", name, "at", "id") for name in FILTERS),
        Index("ix_audit_erased", "position", postgresql_where=text("values_digest IS NOT NULL")),
        Index("ix_audit_erased_origin", "position", postgresql_where=text("origin_digest IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
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
    session_id: Mapped[UUID | None]
    job_id: Mapped[UUID | None]
    values_salt: Mapped[bytes | None] = mapped_column(server_default=SALT)
    values_digest: Mapped[bytes | None]
    """Of `before` and `after`, once they are erased."""
    origin_salt: Mapped[bytes | None] = mapped_column(server_default=SALT)
    origin_digest: Mapped[bytes | None]
    """Of `address` and `device`, once they are erased."""


class Seal(Base):
    """The links of the lines that one transaction wrote, 32 bytes each, under the position of the last."""

    __tablename__ = "audit_seal"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    links: Mapped[bytes]


class Beginning(Base):
    """Where the trail begins: after this position, continuing this link; signed. The last one counts."""

    __tablename__ = "audit_beginning"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    link: Mapped[bytes]
    signature: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class Verification(Work, Base):
    """One verification of the whole trail: how far it is, and what it found."""

    __tablename__ = "audit_verification"
    __table_args__ = work_indexes(__tablename__)

    lines: Mapped[int] = mapped_column(BigInteger, default=0)
    """Verified so far."""
    lines_total: Mapped[int] = mapped_column(BigInteger, default=0)
    anchors: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(16))
    """`whole`, or the kind of the first break."""
    position: Mapped[int | None] = mapped_column(BigInteger)
    """Of the first break."""
