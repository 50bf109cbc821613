"""Access tokens: EdDSA JWTs that identity signs for people, and services sign for each other.

A person's token lives five minutes and says who, in which session, with which roles and teams; what
these may do is looked up in the access projection. A service's token is good for one callee and 60 s.
"""

import asyncio
import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import aiohttp
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.actors import Kind
from chassis.problems import NotSignedIn, Unavailable

log = structlog.get_logger(__name__)
ISSUER = "crm"
AUDIENCE = "crm"
JWKS_PATH = "/.well-known/jwks.json"
SERVICE_TOKEN_SECONDS = 60
SERVICE_TOKEN = "service-token"  # noqa: S105  # why a peer refuses a service, not a token
REFRESH_SECONDS = 60.0
FETCH_SECONDS = 2.0
REMEMBERED = 10_000
MALFORMED = (KeyError, ValueError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading a token raises that somebody made up."""
PEOPLE = frozenset(Kind) - {Kind.SERVICE}
"""Whom identity signs for; a service signs for itself, and only for one callee."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified access token says."""

    subject: UUID
    kind: str
    session_id: UUID | None
    roles: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    expires_at: float
    token: str = field(repr=False)
    confirmed_at: float = 0
    """When the person last proved to be who they are (`auth_time`), in seconds since 1970; 0: never."""


class Verifier:
    """Verifies people's tokens with identity's public keys, fetched by JWKS and remembered."""

    def __init__(self, identity_url: str) -> None:
        self._url = identity_url
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._known: dict[str, Claims] = {}
        self._fetched = 0.0
        self._fetching = asyncio.Lock()

    def trust(self, jwks: Mapping[str, Any]) -> None:
        """Take over a key set; keys that are no longer in it are refused from now on."""
        keys = {key["kid"]: jwt.PyJWK(key).key for key in jwks["keys"]}
        self._known.clear() if keys.keys() != self._keys.keys() else None
        self._keys = keys

    async def verify(self, token: str) -> Claims:
        """The claims of a valid token. Raises NotSignedIn otherwise, Unavailable without any key."""
        known = self._known.get(token)
        if known is not None:
            if known.expires_at > time.time():
                return known
            raise NotSignedIn(reason="expired")
        try:
            kid = jwt.get_unverified_header(token).get("kid", "")
            key = await self._key(str(kid))
            raw = jwt.decode(
                token,
                key,
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": ["exp", "sub", "kind"]},
            )
            claims = _claims(raw, token)
        except jwt.ExpiredSignatureError:
            raise NotSignedIn(reason="expired") from None
        except (jwt.PyJWTError, *MALFORMED):
            raise NotSignedIn(reason="invalid") from None
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[token] = claims
        return claims

    async def _key(self, kid: str) -> Ed25519PublicKey:
        if kid not in self._keys:
            await self._fetch()
        if not self._keys:
            raise Unavailable(service="identity")
        return self._keys[kid]

    async def _fetch(self) -> None:
        async with self._fetching:
            if time.monotonic() - self._fetched < (1 if self._keys else 0.2):
                return
            try:
                timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
                async with (
                    aiohttp.ClientSession(timeout=timeout) as client,
                    client.get(self._url + JWKS_PATH) as answer,
                ):
                    answer.raise_for_status()
                    self.trust(await answer.json())
            except (aiohttp.ClientError, TimeoutError, jwt.PyJWTError, *MALFORMED) as error:
                log.warning("public keys not fetched", error=repr(error))
            finally:
                self._fetched = time.monotonic()  # at the end, or those who waited would each try again

    async def follow(self) -> None:
        """Fetch the key set now and then until cancelled, so that retired keys stop working."""
        while True:
            await self._fetch()
            await asyncio.sleep(REFRESH_SECONDS if self._keys else 0.5)

    async def await_keys(self, seconds: float) -> None:
        """Wait for the first key set, so long at most: without it every caller would be refused."""
        deadline = time.monotonic() + seconds
        while not self._keys and time.monotonic() < deadline:
            await self._fetch()
            await asyncio.sleep(0 if self._keys else 0.1)


def _claims(raw: Mapping[str, Any], token: str) -> Claims:
    return Claims(
        subject=UUID(raw["sub"]),
        kind=_kind(raw["kind"]),
        session_id=UUID(raw["sid"]) if raw.get("sid") else None,
        roles=tuple(UUID(one) for one in raw.get("roles", ())),
        teams=tuple(UUID(one) for one in raw.get("teams", ())),
        expires_at=float(raw["exp"]),
        token=token,
        confirmed_at=float(raw.get("auth_time", 0)),
    )


def _kind(value: str) -> str:
    if value not in PEOPLE:
        raise ValueError(value)
    return value


class ServiceTokens:
    """Signs this service's calls to others and verifies theirs."""

    def __init__(self, service: str, private_key: str, peer_keys: Mapping[str, str]) -> None:
        self._service = service
        self._private = (
            Ed25519PrivateKey.from_private_bytes(base64.b64decode(private_key)) if private_key else None
        )
        self._peers = {
            name: Ed25519PublicKey.from_public_bytes(base64.b64decode(key)) for name, key in peer_keys.items()
        }
        self._signed: dict[str, tuple[float, str]] = {}
        self._known: dict[str, tuple[float, str]] = {}

    def sign(self, audience: str) -> str:
        """A token for calls to one service; the same for half its life."""
        now = time.time()
        until, token = self._signed.get(audience, (0.0, ""))
        if until > now:
            return token
        if self._private is None:
            raise Unavailable(reason="CRM_PRIVATE_KEY is not set")
        claims = {
            "iss": self._service,
            "aud": audience,
            "iat": int(now),
            "exp": int(now) + SERVICE_TOKEN_SECONDS,
        }
        token = jwt.encode(claims, self._private, algorithm="EdDSA")
        self._signed[audience] = (now + SERVICE_TOKEN_SECONDS / 2, token)
        return token

    def verify(self, token: str) -> str:
        """The name of the calling service. Raises NotSignedIn."""
        until, known = self._known.get(token, (0.0, ""))
        if until > time.time():
            return known
        try:
            issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
            claims = jwt.decode(
                token,
                self._peers[issuer],
                algorithms=["EdDSA"],
                audience=self._service,
                options={"require": ["exp", "iss", "aud"]},
            )
            found = int(claims["exp"]), str(issuer)
        except (jwt.PyJWTError, *MALFORMED):
            raise NotSignedIn(reason=SERVICE_TOKEN) from None
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[token] = found
        return found[1]
