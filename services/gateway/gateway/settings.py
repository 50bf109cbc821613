"""What the environment may set beyond what every service has."""

from pathlib import Path

from pydantic import Field, IPvAnyNetwork

from chassis import settings


class Settings(settings.Settings):
    """The settings of the gateway."""

    http_port: int = 8080
    """The one port people and other systems use."""
    public_url: str = "http://localhost:8080"
    """The address people type. With https, cookies are Secure and browsers are told to insist on it."""
    trusted_proxies: list[IPvAnyNetwork] = Field(default_factory=list)
    """Networks of load balancers in front, as a JSON list; what they say in X-Forwarded-For and -Proto is
    believed."""
    allowed_origins: list[str] = Field(default_factory=list)
    """Origins of other web applications that may call with bearer tokens (CORS), as a JSON list."""
    connections: int = Field(default=10_000, ge=10)
    """Open connections, live streams included, beyond which the answer is 503."""

    web_folder: Path = Path(__file__).parents[3] / "web" / "dist"
    """The built web app, read once at start; without it / only says that the suite is running."""

    body_limit: int = Field(default=2 * 1024**2, ge=1024)
    """Bytes a JSON body may have, and any body of somebody who is not signed in."""
    upload_limit: int = Field(default=200 * 1024**2, ge=1024)
    """Bytes any other body may have, for instance a file to import."""
    upstream_timeout: float = Field(default=60, gt=0)
    """Seconds of silence after which a service's answer is given up on."""

    rate_limit: int = Field(default=6000, ge=0)
    """Requests a minute of one signed-in principal; 0 switches the limit off, as it does below."""
    anonymous_rate_limit: int = Field(default=600, ge=0)
    """Requests a minute without valid sign-in from one address (IPv6: one /64 network)."""
    sign_in_rate_limit: int = Field(default=60, ge=0)
    """Attempts to sign in a minute from one address."""

    session_days: int = Field(default=14, ge=1)
    """Days after which a browser session that nobody used is forgotten."""
    streams_per_principal: int = Field(default=20, ge=1)
    """Live streams one person may hold open at a time: one per browser window."""
