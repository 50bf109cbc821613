"""What a person said about being told."""

from datetime import time

from sqlalchemy import String, Time, false
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import PersonRef
from notifications.preferences.quiet import Hours
from notifications.records import Base


class Preference(Base):
    """How somebody wants a topic on a channel; without a row the channel's default holds."""

    __tablename__ = "preference"

    user_id: Mapped[PersonRef] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    wanted: Mapped[bool]
    digest: Mapped[bool] = mapped_column(server_default=false())
    """Gathered into one mail a day."""


class QuietHours(Base):
    """When somebody gets nothing that can wait."""

    __tablename__ = "quiet_hours"

    user_id: Mapped[PersonRef] = mapped_column(primary_key=True)
    starts_at: Mapped[time] = mapped_column(Time)
    ends_at: Mapped[time] = mapped_column(Time)

    @property
    def hours(self) -> Hours:
        """As the clock arithmetic takes them."""
        return Hours(self.starts_at, self.ends_at)
