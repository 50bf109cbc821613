"""The definitions of custom fields, and the index of their values."""

from chassis.custom_fields.models import FieldDefinition, FieldValue
from customer.records import Base, Record


class CustomField(FieldDefinition, Record):
    """A field that the organisation added to customers or contacts."""

    __tablename__ = "custom_field"


class CustomValue(FieldValue, Base):
    """The value of one field on one record, typed, for filters and sorts."""

    __tablename__ = "custom_value"
