"""Browsers and programs that people have signed in with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from identity.records import Base


class Device(Base):
    """A device that somebody has signed in with; it shows the token of its newest generation."""

    __tablename__ = "device"
    __table_args__ = (
        Index("ix_device_user_id", "user_id", "used_at", "id"),
        Index("ix_device_used_at", "used_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    generation: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    used_at: Mapped[datetime] = mapped_column(server_default=func.now())

    @property
    def source(self) -> str:
        """Under what failures to sign in with this device are counted."""
        return f"device:{self.id}"
