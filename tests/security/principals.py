"""Who calls: people with every combination of permission and scope that decides something.

Access tokens are signed here with the very key that identity signs with, so that thousands of people can
be tried without thousands of sign-ins.
"""

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crm.permissions import ALL, UNSCOPED, reading
from deploy.local import credentials
from deploy.local.running import Suite

SCOPES = ("own", "team", "subtree", "all")
READ = "customer.read"
SCOPED = frozenset(name for name in ALL if name.partition(".")[0] not in UNSCOPED)
EVERYTHING: Mapping[str, str] = dict.fromkeys(sorted(ALL), "all")
HOUR = 3600


def roles() -> dict[str, Mapping[str, str]]:
    """Role → its permissions: none, readers, writers, each permission alone, and all without it."""
    made: dict[str, Mapping[str, str]] = {"none": {}, "administrator": EVERYTHING}
    for scope in SCOPES:
        made[f"reader {scope}"] = {READ: scope}
        made[f"writer {scope}"] = dict.fromkeys(SCOPED, scope)
    for name in sorted(SCOPED - {READ}):
        read = {READ: "all", reading(name.partition(".")[0]): "all"}
        made |= {f"{name} {scope}, reads all": {**read, name: scope} for scope in SCOPES}
        made[f"{name} without reading"] = {name: "all"}
    made |= {f"only {name}": {name: "all"} for name in sorted(ALL - SCOPED)}
    made |= {f"all but {name}": {k: v for k, v in EVERYTHING.items() if k != name} for name in sorted(ALL)}
    return made


@dataclass(frozen=True, eq=False)
class Principal:
    """Somebody who calls: what they hold decides, the kind decides about the rest."""

    name: str
    id: str
    kind: str = "user"
    permissions: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    """An API key, which is what it sends in place of a token."""
    confirmed: bool = True
    """Whether the sign-in is a recent one."""

    def holds(self, permission: str) -> bool:
        """Whether the permission is held at all."""
        return permission in self.permissions

    def reach(self, permission: str) -> int:
        """How far it reaches: 0 not at all, 1 own to 4 all."""
        scope = self.permissions.get(permission)
        return SCOPES.index(scope) + 1 if scope else 0


class Mint:
    """Signs access tokens as identity does, and service tokens as services do."""

    def __init__(self, key: Ed25519PrivateKey, kid: str, secrets: Path) -> None:
        self.key, self.kid, self.secrets = key, kid, secrets

    @classmethod
    async def of(cls, suite: Suite) -> "Mint":
        """With identity's newest key, unwrapped by identity's own secret."""
        secrets = suite.data / "secrets"
        secret = base64.b64decode(credentials.private_key(secrets, "identity"))
        purpose = b"crm identity signing keys"
        opener = AESGCM(HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret))
        connection = await asyncpg.connect(suite.database_url("identity"))
        row = await connection.fetchrow("SELECT * FROM signing_key ORDER BY signs_from DESC LIMIT 1")
        await connection.close()
        raw = opener.decrypt(row["wrapped"][:12], row["wrapped"][12:], row["kid"].encode())
        return cls(Ed25519PrivateKey.from_private_bytes(raw), row["kid"], secrets)

    def claims(self, principal: Principal, **changed: Any) -> dict[str, Any]:
        """What identity would say of them."""
        now = int(time.time())
        standard = {
            "iss": "crm", "aud": "crm", "iat": now, "exp": now + HOUR, "sub": principal.id,
            "kind": principal.kind, "sid": str(uuid4()), "roles": [], "teams": [],
            "auth_time": now if principal.confirmed else 0,
        }  # fmt: skip
        return {**standard, **principal.claims, **changed}

    def token(self, principal: Principal, **changed: Any) -> str:
        """A valid token, but for the claims that are changed."""
        return self.sign(self.claims(principal, **changed), self.key)

    def sign(self, claims: Mapping[str, Any], key: Any, algorithm: str = "EdDSA", **headers: Any) -> str:
        """Whatever is asked for, signed by whomever."""
        return jwt.encode(dict(claims), key, algorithm=algorithm, headers={"kid": self.kid, **headers})

    @property
    def public_pem(self) -> bytes:
        """What everybody knows of the key."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.key.public_key().public_bytes(serialization.Encoding.PEM, form)

    def service(self, caller: str, audience: str, **changed: Any) -> str:
        """A service's token for another service."""
        now = int(time.time())
        claims = {"iss": caller, "aud": audience, "iat": now, "exp": now + HOUR, **changed}
        seed = base64.b64decode(credentials.private_key(self.secrets, caller))
        return jwt.encode(claims, Ed25519PrivateKey.from_private_bytes(seed), algorithm="EdDSA")
