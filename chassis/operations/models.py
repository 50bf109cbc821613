"""Columns of the tables a service with operations has; it subclasses them with its own Base and names."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.work import Work, work_indexes

ENDED = ("done", "failed", "cancelled")


class Operation(Work):
    """One act on many records. Its id is the cause of every change it made."""

    kind: Mapped[str] = mapped_column(String(32))
    target: Mapped[str] = mapped_column(String(40))
    permission: Mapped[str] = mapped_column(String(64))
    """What somebody needs to see it when it is not theirs, and to undo it."""
    request: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    """Outcome → records."""
    issues: Mapped[int] = mapped_column(default=0)
    depth: Mapped[int] = mapped_column(default=0)
    """0 for an act, 1 for its undo, 2 for the undo of that."""

    @declared_attr
    def undoes_id(cls) -> Mapped[UUID | None]:  # noqa: N805  # declared_attr passes the class
        """The operation that this one takes back."""
        return mapped_column(ForeignKey("operation.id"))

    @declared_attr
    def undone_by_id(cls) -> Mapped[UUID | None]:  # noqa: N805
        """The undo in force: an operation is undone once, until that undo is undone itself."""
        return mapped_column(ForeignKey("operation.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        return work_indexes(cls.__tablename__)  # type: ignore[attr-defined]

    @property
    def forward(self) -> bool:
        """Whether it does, or does again, what undo takes back."""
        return self.depth % 2 == 0


class Part:
    """One record that an operation has still to deal with: chosen at once, removed chunk by chunk."""

    step: Mapped[int] = mapped_column(primary_key=True)
    """Things are dealt with one after the other: what refers to others first, or last when they come back."""
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(String(64))

    @declared_attr
    def operation_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The operation."""
        return mapped_column(ForeignKey("operation.id", ondelete="CASCADE"), primary_key=True, sort_order=-1)


class Issue:
    """What an operation left as it was, and why."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    thing: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(64))
    field: Mapped[str | None] = mapped_column(String(200))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)

    @declared_attr
    def operation_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The operation."""
        return mapped_column(ForeignKey("operation.id", ondelete="CASCADE"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        name = cls.__tablename__  # type: ignore[attr-defined]
        return (
            Index(f"ix_{name}_operation_id", "operation_id", "id"),
            Index(f"ix_{name}_record_id", "record_id"),
        )
