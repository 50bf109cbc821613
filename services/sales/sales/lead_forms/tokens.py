"""When a page with a form was shown, signed, so that a program cannot say that it took its time."""

import hashlib
import hmac
import time
from typing import Final

LONGEST: Final = 7 * 24 * 3600
"""Seconds that a page may stand open."""


def issue(secret: str, key: str, now: float | None = None) -> str:
    """A token for a page that is shown now."""
    moment = str(int(time.time() if now is None else now))
    return f"{moment}.{_signature(secret, key, moment)}"


def age(secret: str, key: str, token: str) -> float | None:
    """Seconds since the page was shown; None for a token that is not ours."""
    moment, _, signature = token.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12 and signature.isascii()):
        return None
    if not hmac.compare_digest(signature, _signature(secret, key, moment)):
        return None
    return time.time() - int(moment)


def _signature(secret: str, key: str, moment: str) -> str:
    return hmac.new(secret.encode(), f"lead form {key} {moment}".encode(), hashlib.sha256).hexdigest()
