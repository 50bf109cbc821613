"""What the worker and the scheduler need for imports: the modules declare what they hold."""

import chassis.imports.tasks
import sales.imports.declaration
import sales.lead_forms.service  # leads refer to forms

__all__ = ["chassis", "sales"]
