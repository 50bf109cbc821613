"""What the worker and the scheduler need for custom fields: both modules declare what they hold."""

import chassis.custom_fields.recomputing
import customer.custom_fields.declaration

__all__ = ["chassis", "customer"]
