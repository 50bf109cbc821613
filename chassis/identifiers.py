"""Ids that sort by time of creation (UUIDv7): primary keys are inserted at the right edge of the index."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()
