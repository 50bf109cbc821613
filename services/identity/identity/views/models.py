"""Saved views: a list with its condition, columns and order, under a name."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.actors import Actor
from chassis.problems import DomainError, NotAllowed
from chassis.records import UNRECORDED
from identity.records import Record


class TooManyViews(DomainError):
    """A person keeps at most so many views."""


class SavedView(Record):
    """A view of one person; a shared one is seen by everybody."""

    __tablename__ = "saved_view"
    __table_args__ = (
        Index("ix_saved_view_owner_id", "owner_id", "sort_name", "id"),
        Index("ix_saved_view_shared", "shared", "sort_name", "id"),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    object: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200, collation="C"), info=UNRECORDED)
    condition: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    columns: Mapped[list[str]]
    sort: Mapped[str | None] = mapped_column(String(65))
    shared: Mapped[bool] = mapped_column(default=False)

    def require_editable(self, actor: Actor) -> None:
        """Its owner may edit it; a shared one also whoever may share. Raises NotAllowed."""
        if self.owner_id != actor.id and not actor.may("view.share"):
            raise NotAllowed(permission="view.share")
