"""The customer record, its external references, and the sequence of its numbers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Sequence, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.custom_fields.models import WithCustomFields
from chassis.records import UNRECORDED
from customer.records import Base, Record
from libs.references import PersonRef, TeamRef

LIVE = text("deleted_at IS NULL")
numbers = Sequence("customer_number", metadata=Base.metadata)
"""Where customer numbers come from; a rolled-back creation leaves a gap."""


class Customer(WithCustomFields, Record):
    """A company or a person we have, or may come to have, business with."""

    __tablename__ = "customer"

    kind: Mapped[str] = mapped_column(String(16))
    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    """What `number` is made of; sorts by value where the text would not beyond a million."""
    number: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    name_short: Mapped[str | None] = mapped_column(Text)
    name_native: Mapped[str | None] = mapped_column(Text)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("customer.id"))
    addresses: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    phones: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    emails: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    website: Mapped[str | None] = mapped_column(Text)
    industry: Mapped[str | None] = mapped_column(Text)
    size: Mapped[str | None] = mapped_column(String(24))
    source: Mapped[str | None] = mapped_column(Text)
    tax_number: Mapped[str | None] = mapped_column(Text)
    registered_on: Mapped[date | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    language: Mapped[str | None] = mapped_column(String(35))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    owner_id: Mapped[PersonRef | None]
    team_id: Mapped[TeamRef | None]
    description: Mapped[str | None] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    """Ids of tags, so that renaming one keeps it attached."""
    external_ids: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    """The ids of `external_reference` once more, for filters."""

    lifecycle: Mapped[str] = mapped_column(String(16), default="lead", server_default="lead")
    quiet_since: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    """Since when a next purchase is awaited: the last one, or when the stage was entered."""

    last_interaction_at: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    country: Mapped[str | None] = mapped_column(String(2), info=UNRECORDED)
    name_key: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    handles: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, info=UNRECORDED)
    """Normalised phones and mail addresses: by these a caller or a sender is recognised."""
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, info=UNRECORDED)
    consents: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", info=UNRECORDED)
    """What follows from its consent entries, for filters: `email:marketing`."""
    opt_outs: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", info=UNRECORDED)

    def card(self) -> dict[str, Any]:
        """What every event about a customer carries."""
        return {
            "customer_id": self.id,
            "version": self.version,
            "number": self.number,
            "name": self.name,
            "owner_id": self.owner_id,
            "team_id": self.team_id,
        }

    __table_args__ = (
        Index("ix_customer_name_key", "name_key", "id"),
        Index("ix_customer_updated_at", "updated_at", "id"),
        Index("ix_customer_registered_on", "registered_on", "id"),
        Index("ix_customer_last_interaction_at", "last_interaction_at", "id"),
        Index("ix_customer_created_at", "created_at", postgresql_using="brin"),
        Index("ix_customer_name", "name"),
        Index("ix_customer_owner_id", "owner_id", "name_key", "id", postgresql_where=LIVE),
        Index(
            "ix_customer_team_id",
            "team_id",
            "name_key",
            "id",
            postgresql_include=["owner_id"],
            postgresql_where=LIVE,
        ),
        Index("ix_customer_owner_id_updated_at", "owner_id", "updated_at", "id", postgresql_where=LIVE),
        Index("ix_customer_team_id_owner_id", "team_id", "owner_id", postgresql_where=LIVE),  # to count
        Index("ix_customer_parent_id", "parent_id", postgresql_where=text("parent_id IS NOT NULL")),
        Index("ix_customer_lifecycle", "lifecycle", "quiet_since"),
        Index("ix_customer_industry", "industry"),
        Index("ix_customer_source", "source"),
        Index("ix_customer_country", "country"),
        Index("ix_customer_tax_number", "tax_number", postgresql_where=text("tax_number IS NOT NULL")),
        Index("ix_customer_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_customer_arrays", "tags", "external_ids", "handles", postgresql_using="gin"),
        Index(
            "ix_customer_search",
            "search_grams",
            text("(ARRAY[owner_id, team_id])"),
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 256},  # kB that each search reads through
        ),
        Index("ix_customer_consents", "consents", "opt_outs", postgresql_using="gin"),
    )
