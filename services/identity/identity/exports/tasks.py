"""What the worker and the scheduler need for exports: both modules declare what they hold."""

import chassis.exports.running
import identity.exports.declaration

__all__ = ["chassis", "identity"]
