"""The base of this service's tables. None is a business record: an inbox is derived from what others say."""

from sqlalchemy.orm import DeclarativeBase

from chassis.records import COLUMN_TYPES, service_metadata


class Base(DeclarativeBase):
    """Every table of the service."""

    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES
