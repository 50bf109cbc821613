"""People's tokens: which keys count, how often they are fetched, what is refused."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import jwt
import pytest
import pytest_asyncio
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis import tokens
from chassis.problems import NotSignedIn, Unavailable
from chassis.testing import Bench, free_port, sign
from chassis.tokens import ServiceTokens, Verifier

OLD, NEW = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


class Publisher:
    """Where identity would publish its keys."""

    def __init__(self) -> None:
        self.keys = {"old": OLD}
        self.fetches = 0
        self.url = ""
        self.document: object = None

    async def answer(self, _: web.Request) -> web.Response:
        self.fetches += 1
        await asyncio.sleep(0.05)
        if self.document is not None:
            return web.json_response(self.document)
        public = jwt.algorithms.OKPAlgorithm.to_jwk
        keys = [json.loads(public(key.public_key())) | {"kid": kid} for kid, key in self.keys.items()]
        return web.json_response({"keys": keys})


@pytest_asyncio.fixture(loop_scope="session")
async def publisher() -> AsyncIterator[Publisher]:
    one, port = Publisher(), free_port()
    app = web.Application()
    app.router.add_get(tokens.JWKS_PATH, one.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    one.url = f"http://127.0.0.1:{port}"
    yield one
    await runner.cleanup()


def signed(key: Any = OLD, kid: str = "old", algorithm: str = "EdDSA", **claims: Any) -> str:
    now = int(time.time())
    usual = {"iss": "crm", "aud": "crm", "sub": str(uuid4()), "kind": "user", "exp": now + 300}
    given = {name: value for name, value in (usual | claims).items() if value is not None}
    return jwt.encode(given, key, algorithm=algorithm, headers={"kid": kid})


async def test_a_retired_key_is_refused_and_a_new_one_taken_at_once(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    verifier, token = Verifier(publisher.url), signed()
    assert (await verifier.verify(token)).kind == "user"
    publisher.keys = {"old": OLD, "new": NEW}
    monkeypatch.setattr(verifier, "_fetched", time.monotonic() - 2)
    assert (await verifier.verify(signed(NEW, "new"))).kind == "user"
    assert (await verifier.verify(token)).kind == "user"
    publisher.keys = {"new": NEW}
    monkeypatch.setattr(tokens, "REFRESH_SECONDS", 0.1)
    monkeypatch.setattr(verifier, "_fetched", time.monotonic() - 2)
    following = asyncio.create_task(verifier.follow())
    await asyncio.sleep(0.3)
    following.cancel()
    with pytest.raises(NotSignedIn):  # although it was verified before
        await verifier.verify(token)


async def test_many_requests_with_unknown_keys_fetch_once(publisher: Publisher) -> None:
    verifier = Verifier(publisher.url)
    await verifier.verify(signed())
    verifier._fetched -= 2
    strange = [signed(kid=f"k{number}") for number in range(50)]
    answers = await asyncio.gather(*map(verifier.verify, strange), return_exceptions=True)
    assert all(isinstance(one, NotSignedIn) for one in answers)
    assert publisher.fetches == 2


async def test_without_identity_nobody_waits_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = await asyncio.start_server(lambda *_: asyncio.sleep(9), "127.0.0.1", 0)
    monkeypatch.setattr(tokens, "FETCH_SECONDS", 0.2)
    verifier = Verifier(f"http://127.0.0.1:{hanging.sockets[0].getsockname()[1]}")
    started = time.monotonic()
    answers = await asyncio.gather(*(verifier.verify(signed()) for _ in range(20)), return_exceptions=True)
    hanging.close()
    assert all(isinstance(one, Unavailable) for one in answers)
    assert time.monotonic() - started < 1


async def test_only_what_identity_signed_for_us_and_now_is_believed(publisher: Publisher) -> None:
    verifier = Verifier(publisher.url)
    public = OLD.public_key().public_bytes_raw()
    nested = base64.urlsafe_b64encode(b"[" * 20_000).decode()
    refused = {
        "expired": signed(exp=int(time.time()) - 1),
        "without an end": signed(exp=None),
        "other issuer": signed(iss="elsewhere"),
        "other audience": signed(aud="customer"),
        "other key": signed(NEW),
        "unsigned": signed(None, algorithm="none"),
        "public key as a secret": signed(public, algorithm="HS256"),
        "unknown kind": signed(kind="wizard"),
        "a service": signed(kind="service"),
        "kind of another type": signed(kind=["user"]),
        "subject of another kind": signed(sub="me"),
        "endless": signed(exp=10**400),
        "roles that are none": signed(roles=[1, None]),
        "a moment that is none": signed(auth_time="just now"),
        "nested": f"{nested}.e30.x",
        "garbage": "a.b.c",
        "empty": "",
    }
    for name, token in refused.items():
        with pytest.raises(NotSignedIn):
            print(name, await verifier.verify(token))  # noqa: T201  # names the one that passed


async def test_a_remembered_token_expires_all_the_same(example: Bench) -> None:
    token = sign(uuid4(), seconds=1)
    await example.runtime.verifier.verify(token)
    await asyncio.sleep(1.1)
    with pytest.raises(NotSignedIn, match="expired"):
        await example.runtime.verifier.verify(token)


async def test_a_service_token_that_was_good_once_is_good_to_its_end_and_no_letter_of_it_may_change(
    example: Bench,
) -> None:
    settings = example.runtime.settings
    seed = base64.b64decode(settings.private_key.get_secret_value())
    end = int(time.time()) + 2
    claims = {"iss": "example", "aud": "example", "exp": end}
    token = jwt.encode(claims, Ed25519PrivateKey.from_private_bytes(seed), algorithm="EdDSA")
    signer = ServiceTokens("example", "", settings.peer_keys)
    assert [signer.verify(token), signer.verify(token)] == ["example", "example"]
    head, body, signature = token.split(".")
    for other in (f"{head}.{body}.{signature[::-1]}", f"{head}.{body}.", f"{head}.{body[:-1]}.{signature}"):
        with pytest.raises(NotSignedIn):
            signer.verify(other)
    await asyncio.sleep(end - time.time() + 0.01)
    with pytest.raises(NotSignedIn):
        signer.verify(token)


async def test_keys_that_cannot_be_read_leave_the_old_ones_in_force(publisher: Publisher) -> None:
    verifier = Verifier(publisher.url)
    await verifier.verify(signed())

    strange = {"kid": "x", "kty": "OKP", "crv": "Ed25519"}
    documents: list[Any] = [
        {"keys": [strange | {"x": "!"}]},
        {"keys": [{"kid": "x", "kty": "?"}]},
        {},
        [],
        "keys",
    ]
    for document in documents:
        publisher.document = document
        verifier._fetched -= 2
        following = asyncio.create_task(verifier.follow())
        await asyncio.sleep(0.1)
        assert not following.done()
        following.cancel()
        await verifier.verify(signed())
    assert publisher.fetches == 6
