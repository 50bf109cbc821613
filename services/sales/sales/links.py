"""Links that open one document to whoever has them."""

import hmac
from base64 import urlsafe_b64encode

from chassis.settings import Settings
from sales.settings import SalesSettings


def token_of(settings: Settings, purpose: str) -> str:
    """The same for the same purpose, and known to nobody without this service's private key."""
    key = settings.private_key.get_secret_value().encode()
    return urlsafe_b64encode(hmac.digest(key, purpose.encode(), "sha256")).decode().rstrip("=")


def public_url(settings: Settings) -> str:
    """The address people type."""
    return SalesSettings.of(settings).public_url.rstrip("/")
