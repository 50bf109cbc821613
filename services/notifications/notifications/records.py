"""The declarative bases of this service's tables."""

from typing import cast

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from chassis.records import COLUMN_TYPES, Recorded, service_metadata


class Base(DeclarativeBase):
    """Derived and technical tables, and those that keep their own log: no change rows."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records: each flush writes their change rows."""

    __abstract__ = True


def table_of(model: type[Base]) -> Table:
    """The table behind a mapped class, for statements that go past the ORM."""
    return cast("Table", model.__table__)
