"""A key as its holder writes it: `crm_`, the key's id and 256 random bits, both in base64url."""

import base64
import binascii
import hashlib
import re
import secrets
from uuid import UUID

PREFIX = "crm_"
ID_LENGTH = 22
_SPELLED = re.compile(rf"{PREFIX}([A-Za-z0-9_-]{{{ID_LENGTH}}})([A-Za-z0-9_-]{{43}})", re.ASCII)


def fresh(api_key_id: UUID) -> str:
    """A key with a new secret."""
    return prefix(api_key_id) + secrets.token_urlsafe(32)


def prefix(api_key_id: UUID) -> str:
    """What is no secret of a key, to recognise it by in a configuration or a leak."""
    return PREFIX + base64.urlsafe_b64encode(api_key_id.bytes).decode().rstrip("=")


def read(key: str) -> UUID | None:
    """Whose key this is; None when it is none."""
    found = _SPELLED.fullmatch(key)
    if found is None:
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(found[1] + "=="))
    except (binascii.Error, ValueError):
        return None


def digest(key: str) -> bytes:
    """What is kept of a key; 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).digest()
