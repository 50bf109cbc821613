"""Settings of the customer service."""

from pydantic import Field

from chassis.settings import Settings


class CustomerSettings(Settings):
    """What the customer service has beyond the settings of every service."""

    restore_days: int = Field(default=30, ge=1, le=365)
    """Days a deleted record can be restored; after that it is purged with what hangs on it."""
