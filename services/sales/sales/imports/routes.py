"""REST of imports: the chassis's routes, for what this service declares."""

import sales.imports.declaration  # noqa: F401  # declares it
from chassis.imports.routes import router

__all__ = ["router"]
