"""Keys derived from this installation's secret, one for each purpose, and what is encrypted with them."""

import base64
import binascii
import secrets
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from identity.settings import Settings

_NONCE = 12


class SecretMissing(Exception):
    """There is nothing to derive keys from."""

    def __init__(self) -> None:
        super().__init__("set CRM_SECRET_KEY, or CRM_PRIVATE_KEY, to base64 of at least 32 random bytes")


def derived(settings: Settings, purpose: str, own: SecretStr | None = None) -> bytes:
    """32 bytes for one purpose, from a secret of its own if it has one. Raises SecretMissing."""
    secret = own or settings.secret_key or settings.private_key
    return _derive(secret.get_secret_value(), purpose)


def seal(settings: Settings, purpose: str, content: bytes, owner: bytes) -> bytes:
    """Encrypt what is kept in the row of this owner, and only there can be decrypted."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(derived(settings, purpose)).encrypt(nonce, content, owner)


def unseal(settings: Settings, purpose: str, sealed: bytes, owner: bytes) -> bytes:
    """The content. Raises InvalidTag when it was sealed with another secret, or for another row."""
    return AESGCM(derived(settings, purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], owner)


@cache
def _derive(secret: str, purpose: str) -> bytes:
    try:
        raw = base64.b64decode(secret, validate=True)
    except binascii.Error:
        raise SecretMissing() from None
    if len(raw) < 32:
        raise SecretMissing()
    return HKDF(SHA256(), 32, salt=None, info=f"crm identity {purpose}".encode()).derive(raw)
