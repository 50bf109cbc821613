"""Contacts and what they are at each customer."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.custom_fields.models import WithCustomFields
from chassis.records import UNRECORDED
from customer.records import Base, Record
from libs.references import PersonRef


class Contact(WithCustomFields, Record):
    """A person at one customer or several."""

    __tablename__ = "contact"

    name: Mapped[str] = mapped_column(Text)
    """As displayed; made of family and given name when it is not said."""
    family_name: Mapped[str | None] = mapped_column(Text)
    given_name: Mapped[str | None] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    name_native: Mapped[str | None] = mapped_column(Text)
    phones: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    emails: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    birthday: Mapped[date | None]
    language: Mapped[str | None] = mapped_column(String(35))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[PersonRef | None]
    external_ids: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)

    name_key: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    handles: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, info=UNRECORDED)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, info=UNRECORDED)
    consents: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", info=UNRECORDED)
    """What follows from its consent entries, for filters: `email:marketing`."""
    opt_outs: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", info=UNRECORDED)

    __table_args__ = (
        Index("ix_contact_name_key", "name_key", "id"),
        Index("ix_contact_updated_at", "updated_at", "id"),
        Index("ix_contact_name", "name"),
        Index("ix_contact_birthday", "birthday", postgresql_where=text("birthday IS NOT NULL")),
        Index("ix_contact_created_by", "created_by"),
        Index("ix_contact_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_contact_arrays", "external_ids", "handles", postgresql_using="gin"),
        Index("ix_contact_search_grams", "search_grams", postgresql_using="gin"),
        Index("ix_contact_consents", "consents", "opt_outs", postgresql_using="gin"),
    )


class ContactLink(Base):
    """What a contact is at one customer. A part of the contact: its changes are the contact's changes.

    Whom one reports to is a link of the same customer: the foreign key knows no other.
    """

    __tablename__ = "contact_link"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    title: Mapped[str | None] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    reports_to_id: Mapped[UUID | None]
    decision_role: Mapped[str | None] = mapped_column(String(16))
    is_primary: Mapped[bool] = mapped_column(Boolean, default=False)

    def state(self) -> dict[str, Any]:
        """The link as history keeps it."""
        return {
            "title": self.title,
            "department": self.department,
            "reports_to_id": str(self.reports_to_id) if self.reports_to_id else None,
            "decision_role": self.decision_role,
            "primary": self.is_primary,
        }

    __table_args__ = (
        PrimaryKeyConstraint("customer_id", "contact_id"),
        ForeignKeyConstraint(
            ["customer_id", "reports_to_id"],
            ["contact_link.customer_id", "contact_link.contact_id"],
            name="fk_contact_link_reports_to",
            ondelete="SET NULL (reports_to_id)",
        ),
        Index("ix_contact_link_contact_id", "contact_id"),
        Index("uq_contact_link_primary", "customer_id", unique=True, postgresql_where=text("is_primary")),
        Index(
            "ix_contact_link_reports_to",
            "customer_id",
            "reports_to_id",
            postgresql_where=text("reports_to_id IS NOT NULL"),
        ),
    )
