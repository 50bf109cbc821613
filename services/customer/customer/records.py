"""The declarative bases of this service's tables."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import DeclarativeBase

from chassis.records import COLUMN_TYPES, Recorded, service_metadata, table_of

__all__ = ["Base", "Record", "among", "table_of"]


class Base(DeclarativeBase):
    """Technical and derived tables: no change rows."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records: each flush writes their change rows."""

    __abstract__ = True


def among(column: Any, values: Collection[UUID] | Collection[str]) -> ColumnElement[bool]:
    """Whether it is one of these: one array instead of a thousand parameters, so that the statement stays the
    same text."""
    kind = Uuid() if isinstance(column.type, Uuid) else Text()  # a type with a length would cut the values
    found: ColumnElement[bool] = column == any_(literal(list(values), ARRAY(kind)))
    return found
