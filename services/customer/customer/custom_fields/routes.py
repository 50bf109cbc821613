"""REST of custom fields: the chassis's routes, for what this service declares."""

import customer.custom_fields.declaration  # noqa: F401  # declares it
from chassis.custom_fields.routes import router

__all__ = ["router"]
