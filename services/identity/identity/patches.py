"""Bodies of PATCH: what is left out stays."""

from typing import Any


def absent() -> Any:
    """The default of fields that may be left out but not be null; it is never read."""
    return None
