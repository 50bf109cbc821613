"""Tokens that are computed and need not be kept: a row's id and generation with a seal only we can make."""

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

from identity.secret import derived
from identity.settings import Settings

NAMED, SEALED = 20, 52


def write(settings: Settings, purpose: str, id_: UUID, generation: int) -> str:
    """The token of a generation."""
    named = id_.bytes + generation.to_bytes(4, "big")
    return base64.urlsafe_b64encode(named + _seal(settings, purpose, named)).rstrip(b"=").decode()


def read(settings: Settings, purpose: str, presented: str) -> tuple[UUID, int] | None:
    """The id and generation that a token names; None when it is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(presented.encode("ascii") + b"==")
    except (UnicodeEncodeError, binascii.Error):
        return None
    named, seal = raw[:NAMED], raw[NAMED:]
    if len(raw) != SEALED or not hmac.compare_digest(seal, _seal(settings, purpose, named)):
        return None
    return UUID(bytes=named[:16]), int.from_bytes(named[16:], "big")


def _seal(settings: Settings, purpose: str, named: bytes) -> bytes:
    return hmac.digest(derived(settings, purpose), named, hashlib.sha256)
