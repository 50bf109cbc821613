"""Every operation × every kind of token that is none: 401, and no trace."""

import asyncio
import base64
import json
import time
import zlib
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.security.cells import PROOF, Cell, call
from tests.security.principals import EVERYTHING
from tests.security.state import at_rest, differences
from tests.security.table import OPERATIONS
from tests.security.world import World

pytestmark = pytest.mark.timeout(900)  # all of it, on a machine that does other things too
SEVERAL = 5
"""Fewer kinds of tokens than these are all tried."""


def tokens(world: World) -> dict[str, str]:
    """Credentials that are none, all of somebody who may do everything."""
    mint, boss = world.mint, world.principals["administrator"]
    claims, past = mint.claims(boss), int(time.time()) - 1
    stranger = Ed25519PrivateKey.generate()
    good = mint.token(boss)
    head, body, signature = good.split(".")
    other = _encoded(claims | {"sub": world.ids["stranger"]})
    return {
        "nothing": "",
        "not a token": "Bearer abc",
        "another scheme": f"Basic {base64.b64encode(b'admin@example.com:x').decode()}",
        "expired": f"Bearer {mint.token(boss, exp=past)}",
        "signed by somebody else": f"Bearer {mint.sign(claims, stranger)}",
        "an unknown key": f"Bearer {mint.sign(claims, stranger, kid='unheard-of')}",
        "alg none": f"Bearer {jwt.encode(claims, '', algorithm='none', headers={'kid': mint.kid})}",
        "alg none, but signed": f"Bearer {_encoded({'alg': 'none', 'kid': mint.kid})}.{body}.{signature}",
        "the public key as a shared secret": f"Bearer {_hmac(claims, mint.public_pem, mint.kid)}",
        "a signature of other claims": f"Bearer {head}.{other}.{signature}",
        "no signature": f"Bearer {head}.{body}.",
        "another audience": f"Bearer {mint.token(boss, aud='another')}",
        "another issuer": f"Bearer {mint.token(boss, iss='another')}",
        "of the kind service": f"Bearer {mint.token(boss, kind='service')}",
        "of an unknown kind": f"Bearer {mint.token(boss, kind='root')}",
        "a key of its own in the header": f"Bearer {_own_key(claims, stranger)}",
        "a service's token": f"Bearer {mint.service('gateway', 'customer')}",
    }


def _encoded(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _hmac(claims: Mapping[str, Any], secret: bytes, kid: str) -> str:
    """PyJWT itself refuses to do this: the signature is made by hand."""
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{_encoded(claims)}"
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(signed.encode(), secret)
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _own_key(claims: Mapping[str, Any], key: Ed25519PrivateKey) -> str:
    public = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(key.public_key()))
    return jwt.encode(dict(claims), key, algorithm="EdDSA", headers={"jwk": public})


def _dice(operation: str, name: str) -> int:
    return zlib.crc32(f"{operation} {name}".encode())


async def refused(world: World, tried: Mapping[str, str]) -> list[str]:
    """What is not answered with 401, of every operation that needs a token; of many tokens half without
    PROOF=1."""
    who = world.principals["administrator"]
    asked = [
        (name, authorization, Cell(operation, rule, who, "missing" if rule.thing else "", 401))
        for operation, rule in OPERATIONS.items()
        for name, authorization in tried.items()
        if not rule.everybody and (PROOF or len(tried) < SEVERAL or not _dice(operation, name) % 2)
    ]
    headers = [{"Authorization": value} if value else {} for _, value, _ in asked]
    answers = await asyncio.gather(
        *(call(world, cell, headers=given) for (*_, cell), given in zip(asked, headers, strict=True))
    )
    return [
        f"{cell.operation} with {name}: {status}"
        for (name, _, cell), (status, _) in zip(asked, answers, strict=True)
        if status != 401
    ]


async def test_nothing_but_a_valid_token_opens_a_door(world: World) -> None:
    before = await at_rest(world.suite)
    assert await refused(world, tokens(world)) == []
    assert differences(before, await at_rest(world.suite)) == []


async def test_ended_sessions_and_people_who_left_stay_outside_within_five_seconds(world: World) -> None:
    left = await world.person("left", "team", EVERYTHING)
    kept = await world.person("kept", "team", EVERYTHING)
    ended, theirs = [(await world.record("session", "own", one))["session_id"] for one in (kept, left)]
    await world.make("DELETE", f"/api/identity/sessions/{ended}")
    await world.make("POST", f"/api/identity/users/{left.id}/deactivate")
    await asyncio.sleep(5)
    tried = {
        "a revoked session": world.bearer(kept, sid=ended)["Authorization"],
        "a session of a person who left": world.bearer(left, sid=theirs)["Authorization"],
    }
    assert await refused(world, tried) == []


async def test_a_token_says_nothing_about_permissions(world: World) -> None:
    """Roles and teams are looked up as they are now: what an old token claims does not count."""
    nobody, boss = world.principals["none"], world.principals["administrator"]
    claims = {"roles": boss.claims["roles"], "permissions": EVERYTHING, "scope": "all", "admin": True}
    status, body, _ = await world.ask("GET", "/api/customer/customers", world.bearer(nobody, **claims))
    assert (status, body["type"]) == (403, "urn:crm:problem:not-allowed")
