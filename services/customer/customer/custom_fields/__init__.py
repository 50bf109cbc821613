"""Custom fields of customers and contacts: what chassis.custom_fields leaves to the owner of the objects."""
