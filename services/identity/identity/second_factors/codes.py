"""One-time codes: from an authenticator (TOTP, RFC 6238), and the recovery codes written down beside it."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS = 6
STEP_SECONDS = 30
SECRET_BYTES = 20
DRIFT = 1
"""Steps that the clock of a telephone may be early or late."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""80 random bits: too many to try, so a plain digest keeps them."""


def new_secret() -> bytes:
    """What authenticator and server share."""
    return secrets.token_bytes(SECRET_BYTES)


def spelled(secret: bytes) -> str:
    """The secret as it is typed into an authenticator by hand."""
    return base64.b32encode(secret).decode()


def uri(secret: bytes, account: str, issuer: str) -> str:
    """What the page shows as a QR code for authenticators (`otpauth://totp/…`)."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def step_of(secret: bytes, code: str, now: float, last_step: int) -> int | None:
    """The time step that a code is for, later than the last one used; None when it is wrong or was used."""
    totp, present = _totp(secret), int(now // STEP_SECONDS)
    given, found = code.encode(), None
    for step in range(present - DRIFT, present + DRIFT + 1):  # to the end, so that time tells nothing
        if hmac.compare_digest(totp.generate(step * STEP_SECONDS), given) and step > last_step:
            found = step
    return found


def is_totp(code: str) -> bool:
    """Whether this looks like an authenticator's code, and not like a recovery code."""
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def cleaned(code: str) -> str:
    """A code without what people put between its parts."""
    return "".join(code.split()).replace("-", "").upper()


def new_recovery_codes() -> list[str]:
    """Fresh ones, in groups of four: `ABCD-EFGH-2345-JKLM`."""
    fresh = (base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return ["-".join(one[start : start + 4] for start in range(0, len(one), 4)) for one in fresh]


def digest(user_id: UUID, recovery_code: str) -> bytes:
    """What is kept of a recovery code."""
    return hashlib.sha256(user_id.bytes + cleaned(recovery_code).encode()).digest()


def _totp(secret: bytes) -> TOTP:
    # SHA-1 is what every authenticator knows; HMAC does not need the property that it has lost.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
