"""The declarative bases of this service's tables."""

from sqlalchemy.orm import DeclarativeBase

from chassis.records import COLUMN_TYPES, Recorded, service_metadata, table_of

__all__ = ["Base", "Record", "table_of"]


class Base(DeclarativeBase):
    """Derived and technical tables, and those that keep their own log: no change rows."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records: each flush writes their change rows."""

    __abstract__ = True
