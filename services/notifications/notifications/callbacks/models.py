"""What a provider reported, once for each of its reports."""

from datetime import datetime

from sqlalchemy import Index, String, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from notifications.records import Base


class Callback(Base):
    """Kept also when it comes before we know the provider's reference: it is applied when that is there."""

    __tablename__ = "callback"
    __table_args__ = (
        Index("ix_callback_waiting", "received_at", postgresql_where=text("applied_at IS NULL")),
        Index("ix_callback_received_at", "received_at"),
    )

    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    report_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    reference: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    applied_at: Mapped[datetime | None]
