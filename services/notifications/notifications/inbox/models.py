"""An item of somebody's inbox: all news of one kind that one act brought them."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.identifiers import new_id
from libs.references import PersonRef
from notifications.records import Base

SAMPLE: Final = 5
"""How many names an item shows of the many things it may stand for."""
GAP: Final = timedelta(seconds=1)
"""An item that grows is announced this often at most."""


class InboxItem(Base):
    """Grows with each event of its cause; `params` are the values of the translated sentence."""

    __tablename__ = "inbox_item"
    __table_args__ = (
        Index("uq_inbox_item_cause", "user_id", "kind", "cause_id", unique=True),
        Index("ix_inbox_item_newest", "user_id", "updated_at", "id"),
        Index("ix_inbox_item_unread", "user_id", postgresql_where=text("read_at IS NULL")),
        Index("ix_inbox_item_due", "announce_due_at", postgresql_where=text("announce_due_at IS NOT NULL")),
        Index("ix_inbox_item_updated_at", "updated_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[PersonRef]
    kind: Mapped[str] = mapped_column(String(64))
    cause_id: Mapped[UUID]
    thing: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[UUID]
    record_version: Mapped[int] = mapped_column(default=0)
    count: Mapped[int] = mapped_column(default=0)
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    read_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    announce_due_at: Mapped[datetime | None]

    @classmethod
    def empty(cls, **columns: Any) -> "InboxItem":
        """An item that has yet to grow, with what the database would fill in."""
        return cls(id=new_id(), record_version=0, count=0, params={}, version=0, **columns)

    def grow(self, **params: Any) -> None:
        """Take in one more event: there is news again, also for somebody who had read the item."""
        self.count += 1
        self.params = self.params | params | {"count": self.count}
        self.version += 1
        self.updated_at = datetime.now(UTC)
        self.read_at = None

    def sampled(self, name: str, value: str) -> list[str]:
        """The sample kept under `name`, with the value added while there is room."""
        kept: list[str] = self.params.get(name, [])
        return [*kept, value] if len(kept) < SAMPLE else kept

    def mark(self, *, read: bool) -> bool:
        """Say whether it was read; False when that is no change."""
        if read == (self.read_at is not None):
            return False
        self.read_at = datetime.now(UTC) if read else None
        self.version += 1
        return True

    def may_be_announced(self) -> bool:
        """Whether the last announcement is long enough ago; otherwise one falls due."""
        if self.announced_at is None or datetime.now(UTC) - self.announced_at >= GAP:
            return True
        self.announce_due_at = self.announced_at + GAP
        return False

    def announced(self) -> None:
        """Note that everybody has been told of the state it is in."""
        self.announced_at, self.announce_due_at = datetime.now(UTC), None
