"""What the environment may set beyond what every service has."""

from datetime import time
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from chassis import settings


class ProviderSettings(BaseModel):
    """One provider of a channel. Its secrets stand here and nowhere else; no answer shows them."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")
    """What the ledger and the callback's address call it."""
    kind: Literal["smtp", "sms_keyed", "sms_plain", "sandbox"]
    """Which of the files in providers/ speaks to it."""
    channel: Literal["email", "sms"]
    """What it carries."""
    url: str = ""
    """Where it is: `smtp://host:port`, `smtps://…`, or `https://…`; empty for mail: CRM_SMTP_URL."""
    user: str = ""
    """The account there, if it wants one."""
    secret: SecretStr = SecretStr("")
    """Its password or token."""
    callback_secret: SecretStr = SecretStr("")
    """Signs what it tells us later (HMAC-SHA256); without it nothing is believed."""
    sender: str = ""
    """The address or number that messages come from; empty: CRM_MAIL_FROM, CRM_SMS_FROM."""
    per_minute: int = Field(default=600, ge=1)
    """Messages it is given in a minute at most."""


class Settings(settings.Settings):
    """The settings of notifications."""

    inbox_retention_days: int = Field(default=90, ge=1)
    """Days an inbox item stays after its last news, read or not; then it is removed."""

    providers: list[ProviderSettings] = Field(
        default=[
            ProviderSettings(name="mail", kind="smtp", channel="email"),
            ProviderSettings(name="sms-sandbox", kind="sandbox", channel="sms"),
        ]
    )
    """Who carries messages, as a JSON list. The first one of a channel is asked first; the next when that
    one surely did not take a message."""
    private_providers: bool = False
    """Whether HTTP providers may be at private addresses, without https: for tests and sandboxes."""
    mail_from: str = "CRM <crm@example.com>"
    """The sender of mails."""
    sms_from: str = "CRM"
    """The sender of SMS."""
    hash_key: SecretStr = SecretStr("")
    """Keys the hashes of addresses: they outlive the erasure of a person, so a list of them must not tell
    who is on it. Changing it forgets all suppressions. Empty: derived from CRM_PRIVATE_KEY."""
    lease_seconds: float = Field(default=30, gt=0)
    """Seconds after which a worker that has not finished a message counts as dead; at least twice
    `call_seconds`."""
    call_seconds: float = Field(default=10, gt=0)
    """Seconds a provider has to answer."""
    digest_at: time = time(8)
    """When people get what was gathered for them, on the clock where they are."""
    recipient_hourly: int = Field(default=30, ge=1)
    """Messages one address gets in an hour at most; what is more waits."""
    delivery_hours: int = Field(default=72, ge=1)
    """Hours after which a message that could not be sent is given up, unless its sender says otherwise."""
    delivery_retention_days: int = Field(default=400, ge=1)
    """Days the ledger keeps a message after its last news, and a key is known."""
