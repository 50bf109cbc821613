"""Signing access tokens, and the keys that do it.

A new key is published long before it signs, and stays published until the last token it signed has
expired, so that no verifier ever meets a token whose key it cannot fetch.
"""

import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import jwt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Kind
from chassis.tokens import AUDIENCE, ISSUER
from identity.keys.models import SigningKey
from identity.secret import seal, unseal
from identity.settings import Settings

PUBLISHED_BEFORE = timedelta(minutes=10)
"""A new key is public for this long before it signs; verifiers read the keys every minute."""
MARGIN = timedelta(minutes=10)
LOCK = 0x6964656E6B6579  # "idenkey"
PURPOSE = "signing keys"


async def sign(session: AsyncSession, settings: Settings, claims: Mapping[str, Any]) -> str:
    """An access token: the claims with issuer, audience and times."""
    now = int(time.time())
    standard = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + settings.access_token_seconds}
    newest = (
        select(SigningKey)
        .where(SigningKey.signs_from <= datetime.now(UTC))
        .order_by(SigningKey.signs_from.desc())
        .limit(1)
    )
    key = (await session.scalars(newest)).one()
    return jwt.encode(
        {**standard, **claims}, _unwrap(settings, key), algorithm="EdDSA", headers={"kid": key.kid}
    )


def claims(
    kind: Kind, subject: UUID, roles: Sequence[UUID], teams: Sequence[UUID], **more: Any
) -> dict[str, Any]:
    """What the access token of a person or an API key says."""
    return {
        "sub": str(subject),
        "kind": kind,
        "roles": [str(one) for one in roles],
        "teams": [str(one) for one in teams],
        **more,
    }


async def published(session: AsyncSession, settings: Settings) -> list[dict[str, str]]:
    """The public keys that tokens may be verified with (JWK)."""
    keys = await _all(session)
    return [_jwk(key) for key, retires in _with_retirement(settings, keys) if retires > datetime.now(UTC)]


async def rotate(session: AsyncSession, settings: Settings) -> None:
    """Make the first key, or the next one when the newest is old enough; remove those long retired."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    now = datetime.now(UTC)
    keys = await _all(session)
    lost = [key for key in keys if not _readable(settings, key)]
    kept = [key for key in keys if key not in lost]
    if not kept:
        session.add(_new(settings, now))
    elif kept[-1].signs_from + timedelta(days=settings.key_days) <= now:
        session.add(_new(settings, now + PUBLISHED_BEFORE))
    retired = [key for key, retires in _with_retirement(settings, kept) if retires <= now]
    for key in [*lost, *retired]:
        await session.delete(key)
    await session.flush()


async def _all(session: AsyncSession) -> list[SigningKey]:
    return list(await session.scalars(select(SigningKey).order_by(SigningKey.signs_from)))


def _with_retirement(settings: Settings, keys: list[SigningKey]) -> list[tuple[SigningKey, datetime]]:
    """Each key with the moment when no token of it can be valid any more."""
    after = timedelta(seconds=settings.access_token_seconds) + MARGIN
    retired = [(key, successor.signs_from + after) for key, successor in pairwise(keys)]
    return [*retired, *((key, datetime.max.replace(tzinfo=UTC)) for key in keys[-1:])]


def _new(settings: Settings, signs_from: datetime) -> SigningKey:
    private, kid = Ed25519PrivateKey.generate(), secrets.token_urlsafe(12)
    wrapped = seal(settings, PURPOSE, private.private_bytes_raw(), kid.encode())
    public = private.public_key().public_bytes_raw()
    return SigningKey(kid=kid, public=public, wrapped=wrapped, signs_from=signs_from)


def _unwrap(settings: Settings, key: SigningKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(unseal(settings, PURPOSE, key.wrapped, key.kid.encode()))


def _readable(settings: Settings, key: SigningKey) -> bool:
    """False after the installation's secret was changed."""
    try:
        _unwrap(settings, key)
    except InvalidTag:
        return False
    return True


def _jwk(key: SigningKey) -> dict[str, str]:
    public = Ed25519PublicKey.from_public_bytes(key.public)
    described: dict[str, str] = jwt.algorithms.OKPAlgorithm.to_jwk(public, as_dict=True)
    return described | {"kid": key.kid, "alg": "EdDSA", "use": "sig"}
