"""One message to one recipient, and its life.

    queued → claimed → handed_over → accepted → delivered | bounced
       ↓        ↓           ↓ → unknown → (looked up) queued, accepted, rejected
    suppressed, expired   rejected, queued again
    gathered: told of in a digest

`handed_over` is committed before the provider is called. `due_at` is when somebody has to look at the row
next: to send it, because the lease of whoever had it has run out, or to look it up.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.identifiers import new_id
from chassis.problems import DomainError
from libs.references import ContactRef, CustomerRef, PersonRef
from notifications.records import Base

State = Literal[
    "queued",
    "claimed",
    "handed_over",
    "unknown",
    "accepted",
    "delivered",
    "bounced",
    "rejected",
    "suppressed",
    "expired",
    "gathered",
]
SENDING: Final = ("claimed", "handed_over")
ANSWERABLE: Final = ("handed_over", "unknown")
"""A provider's answer counts in these."""
FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=30)


class NotUnknown(DomainError):
    """Only what nobody knows the end of can be settled by a person."""


class Delivery(Base):
    """A message, accepted once by its sender's key."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("uq_delivery_key", "requested_by", "key", unique=True),
        Index("ix_delivery_due", "channel", "urgency", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_delivery_expires_at", "expires_at", postgresql_where=text("state = 'queued'")),
        Index("ix_delivery_given", "address_hash", "given_at"),
        Index("ix_delivery_provider_reference", "provider", "provider_reference"),
        Index("ix_delivery_created_at", "created_at", "id"),
        Index("ix_delivery_state", "state", "created_at", "id"),
        Index("ix_delivery_topic", "topic", "created_at", "id"),
        Index("ix_delivery_channel", "channel", "created_at", "id"),
        *(
            Index(
                f"ix_delivery_{one}",
                f"{one}_id",
                "created_at",
                "id",
                postgresql_where=text(f"{one}_id IS NOT NULL"),
            )
            for one in ("user", "contact", "customer")
        ),
        Index("ix_delivery_digest_id", "digest_id", postgresql_where=text("digest_id IS NOT NULL")),
        Index("ix_delivery_updated_at", "updated_at"),
    )
    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012  # SQLAlchemy types it so

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=0)
    requested_by: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200))
    request_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    cause_id: Mapped[UUID]

    channel: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(String(32))
    urgency: Mapped[int] = mapped_column(SmallInteger)
    user_id: Mapped[PersonRef | None]
    contact_id: Mapped[ContactRef | None]
    customer_id: Mapped[CustomerRef | None]
    address: Mapped[str | None] = mapped_column(String(254))
    address_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    language: Mapped[str | None] = mapped_column(String(10))
    params: Mapped[dict[str, Any]]
    digest_id: Mapped[UUID | None] = mapped_column(ForeignKey("digest.id", ondelete="SET NULL"))

    state: Mapped[str] = mapped_column(String(12), default="queued")
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    due_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(36))
    attempts: Mapped[int] = mapped_column(default=0)
    tried: Mapped[list[str]] = mapped_column(default=list)
    provider: Mapped[str | None] = mapped_column(String(40))
    provider_reference: Mapped[str | None] = mapped_column(String(200))
    given_at: Mapped[datetime | None]
    template_number: Mapped[int | None]
    subject: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    @property
    def recipient(self) -> tuple[str, UUID | None]:
        """Who it is for: a person, a contact, a customer, or nobody that is known."""
        for thing in ("user", "contact", "customer"):
            if (found := getattr(self, f"{thing}_id")) is not None:
                return thing, found
        return "address", None

    def enter(self, state: State, kind: str, **params: Any) -> "DeliveryStep":
        """Take on a state for a reason; the step of its life is to be kept."""
        self.version += 1
        self.state, self.reason = state, {"kind": kind, **params}
        return DeliveryStep(
            delivery_id=self.id, version=self.version, state=state, reason=self.reason, provider=self.provider
        )

    def wait(self, until: datetime, kind: str, **params: Any) -> "DeliveryStep | None":
        """Be sent later, or tried again. Waiting on for the same reason is no news."""
        again = self.state == "queued" and self.reason is not None and self.reason["kind"] == kind
        self.due_at, self.lease = until, None
        return None if again else self.enter("queued", kind, until=until.isoformat(), **params)

    def take(self, lease: str, until: datetime) -> None:
        """A worker has it for so long."""
        self.lease, self.due_at = lease, until

    def end(self, state: State, kind: str, **params: Any) -> "DeliveryStep":
        """Nobody has to look at it any more, unless the provider reports."""
        self.due_at, self.lease = None, None
        return self.enter(state, kind, **params)

    def pause(self) -> timedelta:
        """How long to wait before trying again: longer each time."""
        return min(FIRST_PAUSE * float(2 ** min(self.attempts, 10)), LONGEST_PAUSE)

    def over(self) -> bool:
        """Whether it is too late to send it."""
        return datetime.now(UTC) >= self.expires_at


class DeliveryStep(Base):
    """One change of a delivery's state: when, and why as kind and parameters."""

    __tablename__ = "delivery_step"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[dict[str, Any]]
    provider: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
