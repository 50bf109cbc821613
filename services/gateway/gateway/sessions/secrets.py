"""What is derived from a session's cookie.

Redis holds neither cookies nor anything that opens without one: a session is found by a digest of its
cookie and sealed with a key made from it. The CSRF token comes from the cookie too, by a one-way
function, so it needs no storage, and only a page that the gateway answered can know it.
"""

import hashlib
import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def new() -> str:
    """A fresh cookie of 256 random bits."""
    return secrets.token_urlsafe(32)


def name(secret: str) -> str:
    """Under what the session is found."""
    return _derived(secret, b"name").hex()


def csrf_token(secret: str) -> str:
    """What the page must send along with everything that changes something."""
    return _derived(secret, b"csrf").hex()


def seal(secret: str, content: bytes) -> bytes:
    """Encrypt what only the holder of the cookie may bring back."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_derived(secret, b"seal")).encrypt(nonce, content, None)


def unseal(secret: str, sealed: bytes) -> bytes | None:
    """The content; None when it was tampered with."""
    try:
        return AESGCM(_derived(secret, b"seal")).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        return None


def _derived(secret: str, purpose: bytes) -> bytes:
    return hmac.digest(secret.encode(), purpose, hashlib.sha256)
