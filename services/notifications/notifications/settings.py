"""What the environment may set beyond what every service has."""

from pydantic import Field

from chassis import settings


class Settings(settings.Settings):
    """The settings of notifications."""

    inbox_retention_days: int = Field(default=90, ge=1)
    """Days an inbox item stays after its last news, read or not; then it is removed."""
