"""Keys and passwords of this installation: made once, kept in .data/secrets, readable by their owner only."""

import base64
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def password(folder: Path, name: str) -> str:
    """The password of that name; a new one the first time."""
    return _kept(folder / name, lambda: secrets.token_urlsafe(18))


def private_key(folder: Path, service: str) -> str:
    """A service's Ed25519 seed in base64."""
    return _kept(folder / f"{service}.key", lambda: _base64(secrets.token_bytes(32)))


def public_keys(folder: Path, services: Iterable[str]) -> dict[str, str]:
    """Service name → base64 of its raw public key."""
    return {service: _public(private_key(folder, service)) for service in services}


def _public(seed: str) -> str:
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))
    return _base64(key.public_key().public_bytes_raw())


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make() + "\n")
    return path.read_text().strip()
