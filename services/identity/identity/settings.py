"""What the environment may set for identity, beyond what every service has."""

from pydantic import Field, SecretStr

from chassis import settings


class Settings(settings.Settings):
    """Sign-in, sessions and the first start."""

    administrator_email: str = ""
    """Mail address of the first administrator; used once, when nobody is there yet."""
    administrator_password: SecretStr = SecretStr("")
    """The first administrator's password; changing it later has no effect."""
    organisation_name: str = "My organisation"
    """The organisation's name at the first start; later it is edited in the application."""
    organisation_time_zone: str = "Asia/Shanghai"
    """The organisation's IANA time zone at the first start."""
    organisation_currency: str = "CNY"
    """The organisation's base currency (ISO 4217) at the first start."""
    organisation_region: str = "CN"
    """The organisation's country (ISO 3166) at the first start."""

    secret_key: SecretStr = SecretStr("")
    """Base64 of at least 32 bytes: encrypts signing keys at rest and derives refresh tokens. Empty means
    CRM_PRIVATE_KEY. A new value signs everybody out and voids authenticators: recovery codes remain."""
    audit_key: SecretStr = SecretStr("")
    """Base64 of at least 32 bytes: seals the audit trail. Empty means CRM_SECRET_KEY; when that changes, give
    its old value here, or nothing written before can be verified."""
    audit_days: float = Field(default=3650, ge=1)
    """Days after which lines of the audit trail are removed."""
    access_token_seconds: int = Field(default=300, ge=10, le=900)
    """Seconds an access token is valid."""
    session_idle_days: float = Field(default=14, gt=0)
    """Days without use after which a session ends."""
    session_days: float = Field(default=90, gt=0)
    """Days after which a session ends even if it is used."""
    refresh_grace_seconds: float = Field(default=10, ge=0, le=60)
    """Seconds in which the refresh token just used may come again, from a parallel or repeated request."""
    device_days: float = Field(default=180, gt=0)
    """Days after which a device that nobody signed in with is forgotten."""
    key_days: float = Field(default=30, gt=0)
    """Days after which a new key signs access tokens."""

    password_length: int = Field(default=12, ge=8, le=64)
    """Characters a new password has at least."""
    password_memory: int = Field(default=19_456, ge=8)
    """Argon2id: KiB of memory for each hash."""
    password_passes: int = Field(default=2, ge=1)
    """Argon2id: passes over that memory."""
    password_lanes: int = Field(default=1, ge=1)
    """Argon2id: lanes computed side by side."""
    password_threads: int = Field(default=2, ge=1, le=64)
    """Passwords one process hashes at the same time."""
    password_queue: int = Field(default=50, ge=0)
    """Passwords that may wait for that; beyond it sign-in answers 503 with Retry-After."""

    sign_in_failures: int = Field(default=10, ge=1)
    """Failures for one account from one address before it has to wait, twice as long each time."""
    sign_in_failures_everywhere: int = Field(default=100, ge=1)
    """Failures for one account from all addresses before those that never signed in to it have to wait."""
    sign_in_window_minutes: float = Field(default=15, gt=0)
    """Minutes after which failures are forgotten; also the longest wait."""
