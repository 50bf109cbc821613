"""Columns of the tables an importing service has; it subclasses them with its own Base and names."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.imports.problems import WrongState
from chassis.tables import Moment
from chassis.work import WithFile, Work, work_indexes


class Job(WithFile, Work):
    """One import: the file, what it was found to be, what the person chose, and how far it is."""

    file_name: Mapped[str] = mapped_column(String(255))
    layout: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sheet: Mapped[str] = mapped_column(String(100))
    target: Mapped[str | None] = mapped_column(String(40))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB)
    options: Mapped[dict[str, Any]] = mapped_column(JSONB)
    next_row: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_read: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        return work_indexes(cls.__tablename__)  # type: ignore[attr-defined]

    def pause(self) -> None:
        """Stop before the next chunk, until somebody says to go on."""
        self.version += 1
        self.state, self.lease, self.lease_until = "paused", None, None

    def require(self, *states: str) -> None:
        """Refuse a step that comes too late or too early. Raises WrongState."""
        if self.state not in states:
            raise WrongState(state=self.state, expected=list(states))


class Fault:
    """One error in one row of an import."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    row_number: Mapped[int]
    column: Mapped[str | None] = mapped_column(String(220))
    field: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    value: Mapped[str] = mapped_column(Text)
    fatal: Mapped[bool]

    @declared_attr
    def import_id(cls) -> Mapped[UUID]:  # noqa: N805
        """The import it belongs to."""
        return mapped_column(ForeignKey("import.id", ondelete="CASCADE"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805
        return (Index(f"ix_{cls.__tablename__}_import_id", "import_id", "row_number", "id"),)  # type: ignore[attr-defined]


class RememberedMapping:
    """What the columns of files with these headers meant the last time."""

    signature: Mapped[str] = mapped_column(String(64), primary_key=True)
    target: Mapped[str] = mapped_column(String(40))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB)
    options: Mapped[dict[str, Any]] = mapped_column(JSONB)
    used_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
