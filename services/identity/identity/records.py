"""The bases of identity's tables."""

from sqlalchemy.orm import DeclarativeBase

from chassis.records import COLUMN_TYPES, Recorded, service_metadata


class Base(DeclarativeBase):
    """Technical tables: credentials, sessions, keys, the trail itself."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    """Business records, whose every change is kept and audited."""

    __abstract__ = True
