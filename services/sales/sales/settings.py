"""Settings of the sales service."""

from pydantic import Field

from chassis.settings import Settings


class SalesSettings(Settings):
    """What the sales service has beyond the settings of every service."""

    public_url: str = "http://localhost:8080"
    """The address people type: links in mail begin with it."""
    form_rate_limit_each: int = Field(default=10, ge=0)
    """Times a minute one address (IPv6: one /64 network) may send the same form; 0 is no limit."""
    form_rate_limit: int = Field(default=300, ge=0)
    """Times a minute all addresses together may send the same form; 0 is no limit."""
