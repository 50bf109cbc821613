"""What the worker and the scheduler need for imports: both modules declare what they hold."""

import chassis.imports.tasks
import customer.imports.declaration

__all__ = ["chassis", "customer"]
