"""Versions of what messages say."""

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from notifications.records import Record


class NotADraft(DomainError):
    """Only a draft can be changed or put into use; make a new version."""


class Template(Record):
    """One version for a topic, channel and language: a draft, the active one, or one that was replaced."""

    __tablename__ = "template"
    __table_args__ = (
        Index("uq_template_number", "topic", "channel", "language", "number", unique=True),
        Index(
            "uq_template_active",
            "topic",
            "channel",
            "language",
            unique=True,
            postgresql_where=text("state = 'active'"),
        ),
        Index("ix_template_created_at", "created_at", "id"),
    )

    topic: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    mjml: Mapped[str] = mapped_column(Text)
    activated_at: Mapped[datetime | None]

    def require_draft(self) -> None:
        """Refuse to touch what was or is in use."""
        if self.state != "draft":
            raise NotADraft(state=self.state)
