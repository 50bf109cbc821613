"""Addresses that nothing is sent to, known only by a keyed hash."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from notifications.records import Base


class Suppression(Base):
    """Outlives the erasure of whoever the address belonged to, without saying what it was."""

    __tablename__ = "suppression"
    __table_args__ = (Index("ix_suppression_created_at", "created_at", "address_hash"),)

    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    address_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    reason: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
