"""The chain: each line's link is a keyed hash of the link before it and of the line's digest.

Whoever owns the database can rewrite lines, but not links: the key is not in the database. A digest is made
over digests of what may be erased, each salted: without values and salt the digest stays, the chain can
still be verified, and nobody can find out by trying what the values were.
"""

from collections.abc import Iterable
from hashlib import blake2b
from hmac import compare_digest

from identity.secret import derived
from identity.settings import Settings

SIZE = 32
VALUES = "sha256(values_salt || jsonb_send(before) || jsonb_send(after))"
ORIGIN = r"""
    sha256(origin_salt || coalesce(textsend(address), '\x01') || '\x00' || coalesce(textsend(device), '\x01'))
"""
DIGEST = f"""
    sha256(record_send(ROW(
        id, at, service::text, thing::text, record_id, version, kind::text, actor::text, on_behalf_of::text,
        cause_id, session_id, job_id,
        CASE WHEN values_salt IS NULL THEN values_digest ELSE {VALUES} END,
        CASE WHEN origin_salt IS NULL THEN origin_digest ELSE {ORIGIN} END
    )))
"""
"""PostgreSQL computes a line's digest, over the values' binary form; the position counts by the chain."""


def key(settings: Settings) -> bytes:
    """What seals this installation's trail. Raises SecretMissing."""
    return derived(settings, "audit trail", settings.audit_key)


def links(key: bytes, link: bytes, digests: Iterable[bytes]) -> list[bytes]:
    """The links of lines that follow a link."""
    keyed = blake2b(key=key, digest_size=SIZE, person=b"audit link")
    found = []
    for digest in digests:
        hasher = keyed.copy()
        hasher.update(link + digest)
        link = hasher.digest()
        found.append(link)
    return found


def one(key: bytes, link: bytes, digest: bytes) -> bytes:
    """The link of the line that follows a link."""
    return links(key, link, [digest])[0]


def signature(key: bytes, what: bytes, position: int, link: bytes) -> bytes:
    """Says that the trail has this link at this position, for one purpose."""
    said = position.to_bytes(8, "big") + link
    return blake2b(said, key=key, digest_size=SIZE, person=what).digest()


def is_signed(key: bytes, what: bytes, position: int, link: bytes, signed: bytes) -> bool:
    """Whether a signature is ours."""
    return compare_digest(signature(key, what, position, link), signed)
