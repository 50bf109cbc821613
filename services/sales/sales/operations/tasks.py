"""What the worker and the scheduler need for operations: both modules declare what they hold."""

import chassis.operations.running
import sales.operations.declaration

__all__ = ["chassis", "sales"]
