"""Columns of the table of exports; a service subclasses it with its own Base."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.work import WithFile, Work, work_indexes


class ExportJob(WithFile, Work):
    """One export: what was asked for, how far it is, and the file."""

    target: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    query: Mapped[dict[str, Any]] = mapped_column(JSONB)
    columns: Mapped[list[str]] = mapped_column(ARRAY(String()))
    rows: Mapped[int] = mapped_column(default=0)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        return work_indexes(cls.__tablename__)  # type: ignore[attr-defined]
