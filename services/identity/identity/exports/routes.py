"""REST of exports: the chassis's routes, for what this service declares."""

import identity.exports.declaration  # noqa: F401  # declares it
from chassis.exports.routes import router

__all__ = ["router"]
