"""Settings of the sales service."""

from chassis.settings import Settings


class SalesSettings(Settings):
    """What the sales service has beyond the settings of every service: nothing yet."""
