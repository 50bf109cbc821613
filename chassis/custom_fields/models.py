"""The tables behind custom fields: their definitions, and the typed index of their values."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, Numeric, String, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from chassis.records import BY_KEY, UNRECORDED
from libs.references import NAMING

COLUMNS = ("text", "number", "day", "moment", "flag", "reference", "items")
"""Where the values of the several kinds stand in the index."""


class WithCustomFields:
    """Mixin of records that have custom fields."""

    custom: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, server_default=text("'{}'"), info=BY_KEY | NAMING
    )
    """Key → value; change it by assigning a new dict."""


class FieldDefinition:
    """Mixin of the service's definitions, which are business records: each change is kept and audited."""

    object: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    labels: Mapped[dict[str, Any]] = mapped_column(JSONB)
    description: Mapped[dict[str, Any]] = mapped_column(JSONB)
    required: Mapped[bool] = mapped_column(Boolean)
    unique: Mapped[bool] = mapped_column(Boolean)
    default: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True)
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    target: Mapped[str | None] = mapped_column(String(40))
    """What a reference names."""
    formula: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(String(16))
    """What a formula yields; like the kind, it never changes."""
    position: Mapped[int]
    group: Mapped[str | None] = mapped_column(Text)
    archived_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    """When the records are to be computed anew; the sweep clears it."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        name = cls.__tablename__  # type: ignore[attr-defined]  # every mapped class has it
        return (
            Index(f"uq_{name}_key", "object", "key", unique=True),
            Index(f"ix_{name}_position", "position", "id"),
        )


class FieldValue:
    """Mixin of the service's index: one row for each record and field that has a value."""

    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    field_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    """Text, an option, a currency."""
    sort_key: Mapped[str | None] = mapped_column(Text)
    number: Mapped[Decimal | None] = mapped_column(Numeric)
    day: Mapped[date | None]
    moment: Mapped[datetime | None]
    flag: Mapped[bool | None]
    reference: Mapped[UUID | None] = mapped_column(Uuid, info=NAMING)
    items: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    is_unique: Mapped[bool] = mapped_column(Boolean)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805  # declared_attr passes the class
        name = cls.__tablename__  # type: ignore[attr-defined]  # every mapped class has it
        ordered = ("text", "sort_key", "number", "day", "moment", "flag", "reference")
        return (
            *(
                Index(
                    f"ix_{name}_{column}",
                    "field_id",
                    column,
                    "record_id",
                    postgresql_where=text(f"{column} IS NOT NULL"),
                )
                for column in ordered
            ),
            Index(f"ix_{name}_items", "items", postgresql_using="gin"),
            Index(
                f"uq_{name}_value",
                *("field_id", "text", "number", "day", "reference"),
                unique=True,
                postgresql_where=text("is_unique"),
                postgresql_nulls_not_distinct=True,
            ),
        )
