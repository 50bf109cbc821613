"""What all processes know together about a provider, and what a sandbox took."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Index, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from chassis.identifiers import new_id
from notifications.providers.contract import Accepted, Deferred, Outcome, Refused
from notifications.records import Base

OPENS_AFTER: Final = 3
"""Failures in a row after which a provider is left alone."""
FIRST_REST: Final = timedelta(seconds=10)
LONGEST_REST: Final = timedelta(minutes=5)
MINUTE: Final = timedelta(minutes=1)


class ProviderState(Base):
    """A provider's circuit and pace. Open: left alone until `rests_until`. Half open: one message may try."""

    __tablename__ = "provider_state"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    circuit: Mapped[str] = mapped_column(String(10), default="closed")
    failures: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[datetime | None]
    minute_began_at: Mapped[datetime | None]
    given_in_minute: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    last_error_at: Mapped[datetime | None]

    def room(self, now: datetime, per_minute: int) -> int:
        """How many messages it may be given now."""
        if self.rests_until is not None and now < self.rests_until:
            return 0
        if self.circuit != "closed":
            return 1
        began = self.minute_began_at
        fresh = began is None or now - began >= MINUTE
        return per_minute if fresh else max(per_minute - self.given_in_minute, 0)

    def give(self, now: datetime, lease: timedelta) -> None:
        """It is given one message."""
        if self.circuit != "closed":  # nobody else tries until this one is through, or its worker died
            self.circuit, self.rests_until = "half_open", now + lease
        if self.minute_began_at is None or now - self.minute_began_at >= MINUTE:
            self.minute_began_at, self.given_in_minute = now, 0
        self.given_in_minute += 1

    def note(self, outcome: Outcome) -> None:
        """What the last call says about it."""
        if isinstance(outcome, Accepted | Refused):
            self.circuit, self.failures, self.rests_until = "closed", 0, None
            return
        now = datetime.now(UTC)
        self.last_error, self.last_error_at = outcome.detail, now
        if isinstance(outcome, Deferred) and outcome.retry_after is not None:
            self.rests_until = now + timedelta(seconds=outcome.retry_after)
            return
        self.failures += 1
        if self.failures >= OPENS_AFTER or self.circuit != "closed":
            rest = min(FIRST_REST * 2 ** min(self.failures - OPENS_AFTER, 10), LONGEST_REST)
            self.circuit, self.rests_until = "open", now + max(rest, FIRST_REST)


class SandboxMessage(Base):
    """A message that a sandbox took, once for each reference."""

    __tablename__ = "sandbox_message"
    __table_args__ = (
        Index("uq_sandbox_message_reference", "provider", "reference", unique=True),
        Index("ix_sandbox_message_created_at", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    provider: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(36))
    sender: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
