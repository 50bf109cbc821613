"""Keys derived from this installation's secret, one for each purpose."""

import base64
import binascii
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from identity.settings import Settings


class SecretMissing(Exception):
    """There is nothing to derive keys from."""

    def __init__(self) -> None:
        super().__init__("set CRM_SECRET_KEY, or CRM_PRIVATE_KEY, to base64 of at least 32 random bytes")


def derived(settings: Settings, purpose: str) -> bytes:
    """32 bytes for one purpose. Raises SecretMissing."""
    return _derive(settings.secret_key.get_secret_value() or settings.private_key.get_secret_value(), purpose)


@cache
def _derive(secret: str, purpose: str) -> bytes:
    try:
        raw = base64.b64decode(secret, validate=True)
    except binascii.Error:
        raise SecretMissing() from None
    if len(raw) < 32:
        raise SecretMissing()
    return HKDF(SHA256(), 32, salt=None, info=f"crm identity {purpose}".encode()).derive(raw)
