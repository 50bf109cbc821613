"""Consent entries, the wordings that were shown, and what somebody asked for beside consent.

An entry or a preference belongs to one contact or to one customer.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.records import UNRECORDED
from customer.records import Base, Record
from libs.references import PersonRef

ONE_SUBJECT = "num_nonnulls(contact_id, customer_id) = 1"
OF_CONTACT = text("contact_id IS NOT NULL")
OF_CUSTOMER = text("customer_id IS NOT NULL")


class Wording(Base):
    """A text that people were shown. Its id is made of its content, so the same text is kept once."""

    __tablename__ = "consent_wording"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    language: Mapped[str | None] = mapped_column(String(35))
    edition: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class Consent(Record):
    """One thing somebody said, or one ground we rely on. What it says never changes: a trigger sees to it.

    Only who reviewed it and whose it is (when two records are merged) may be written later.
    """

    __tablename__ = "consent"

    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[str] = mapped_column(String(32))
    basis: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(16))
    given_at: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    wording_id: Mapped[UUID | None] = mapped_column(ForeignKey("consent_wording.id"))
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    recorded_by: Mapped[PersonRef | None]
    reviewed_by: Mapped[PersonRef | None]
    reviewed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        Index(
            "uq_consent_of_contact",
            "contact_id",
            "channel",
            "purpose",
            "given_at",
            "state",
            unique=True,
            postgresql_where=OF_CONTACT,
        ),
        Index(
            "uq_consent_of_customer",
            "customer_id",
            "channel",
            "purpose",
            "given_at",
            "state",
            unique=True,
            postgresql_where=OF_CUSTOMER,
        ),
    )


class ContactPreference(Record):
    """What somebody asked for beside consent. Its version also counts what was said about consent, so that
    events about one subject have an order; a subject without a row stands at version 1.
    """

    __tablename__ = "contact_preference"

    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    do_not_contact: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    paused_from: Mapped[date | None]
    paused_until: Mapped[date | None]
    preferred_channel: Mapped[str | None] = mapped_column(String(16))
    frequency_caps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    hours: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    expires_at: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    """When the first consent ends: a sweep then takes it off what lists are filtered by."""

    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        Index("uq_contact_preference_contact_id", "contact_id", unique=True, postgresql_where=OF_CONTACT),
        Index("uq_contact_preference_customer_id", "customer_id", unique=True, postgresql_where=OF_CUSTOMER),
        Index(
            "ix_contact_preference_expires_at", "expires_at", postgresql_where=text("expires_at IS NOT NULL")
        ),
    )
