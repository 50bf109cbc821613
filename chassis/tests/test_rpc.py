"""The gRPC door: who may call, for whom, and what comes back when it goes wrong."""

import asyncio
import base64
import secrets
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import grpc
import jwt
import orjson
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from sqlalchemy import text

from chassis.actors import Actor, Kind, service_actor
from chassis.problems import Unavailable
from chassis.rpc.client import Peers
from chassis.rpc.statuses import PeerRefused
from chassis.testing import Bench, Person, free_port, sign
from chassis.tests.example import asked
from chassis.tokens import ServiceTokens
from crm.identity.events import SessionRevoked
from crm.identity.v1.access_pb2 import ListAccessRequest, ListAccessResponse
from crm.identity.v1.access_pb2_grpc import AccessServiceStub


def seed() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def private(example: Bench) -> Ed25519PrivateKey:
    key = base64.b64decode(example.runtime.settings.private_key.get_secret_value())
    return Ed25519PrivateKey.from_private_bytes(key)


@pytest_asyncio.fixture(loop_scope="session")
async def peers(example: Bench) -> AsyncIterator[Peers]:
    """The example, asking itself."""
    address = f"127.0.0.1:{example.runtime.settings.grpc_port}"
    nobody = f"127.0.0.1:{free_port()}"
    opened = Peers({"example": address, "nobody": nobody}, example.runtime.tokens)
    yield opened
    await opened.close()


async def ask(peers: Peers, how: str = "", actor: Actor | None = None, within: float = 2) -> dict[str, Any]:
    method = AccessServiceStub(peers.channel("example")).ListAccess
    answer = await peers.ask("example", method, ListAccessRequest(page_token=how), within=within, actor=actor)
    found: dict[str, Any] = orjson.loads(answer.entries[0].data_json)
    return found


async def status(peers: Peers, metadata: dict[str, str], how: str = "") -> tuple[grpc.StatusCode, str]:
    method = AccessServiceStub(peers.channel("example")).ListAccess
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await method(ListAccessRequest(page_token=how), timeout=2, metadata=tuple(metadata.items()))
    return refused.value.code(), refused.value.details() or ""


def actor(person: Person) -> Actor:
    return Actor(Kind.USER, person.id, token=person.token)


async def test_a_call_signed_by_a_known_service_is_answered(peers: Peers) -> None:
    assert await ask(peers) == {"actor": "service:example", "on_behalf_of": None}


async def test_a_call_that_no_known_service_signed_for_us_is_unauthenticated(
    example: Bench, peers: Peers
) -> None:
    now = int(time.time())
    claims = {"iss": "example", "aud": "example", "exp": now + 60}
    stranger = Ed25519PrivateKey.generate()
    nested = base64.urlsafe_b64encode(b"[" * 2000).decode()
    tokens = {
        "unknown caller": ServiceTokens("stranger", seed(), {}).sign("example"),
        "known name, other key": jwt.encode(claims, stranger, algorithm="EdDSA"),
        "wrong audience": example.runtime.tokens.sign("customer"),
        "expired": jwt.encode(claims | {"exp": now - 1}, private(example), algorithm="EdDSA"),
        "without an end": jwt.encode(
            {"iss": "example", "aud": "example"}, private(example), algorithm="EdDSA"
        ),
        "unsigned": jwt.encode(claims, "", algorithm="none"),
        "a person": (await example.person()).token,
        "garbage": "x.y.z",
        "nested": f"{nested}.{nested[:8]}.x",
        "nothing": "",
    }
    unauthenticated = (grpc.StatusCode.UNAUTHENTICATED, "urn:crm:problem:not-signed-in")
    for name, token in tokens.items():
        assert await status(peers, {"authorization": f"Bearer {token}"}) == unauthenticated, name
    assert await status(peers, {}) == unauthenticated
    assert await status(peers, {"authorization": example.runtime.tokens.sign("example")}) == unauthenticated


async def test_a_peer_that_does_not_admit_this_service_is_away_for_whoever_asked(example: Bench) -> None:
    host, port = example.runtime.settings.host, example.runtime.settings.grpc_port
    stranger = Peers({"example": f"{host}:{port}"}, ServiceTokens("stranger", seed(), {}))
    with pytest.raises(Unavailable) as refused:
        await ask(stranger, actor=actor(await example.person()))
    assert refused.value.params == {"service": "example", "reason": "service-token-refused"}
    await stranger.close()


async def test_the_person_whose_token_travels_along_decides(example: Bench, peers: Peers) -> None:
    person = await example.person()
    assert (await ask(peers, actor=actor(person)))["actor"] == f"user:{person.id}"
    expired = Actor(Kind.USER, person.id, token=sign(person.id, seconds=-1))
    with pytest.raises(PeerRefused) as refused:
        await ask(peers, actor=expired)
    assert (refused.value.problem().status, refused.value.params) == (401, {"reason": "expired"})


async def test_a_session_that_was_ended_is_refused_however_often_its_tokens_were_good(
    example: Bench, peers: Peers
) -> None:
    person = await example.person()
    assert (await ask(peers, actor=actor(person)))["actor"] == f"user:{person.id}"
    claims = await example.runtime.verifier.verify(person.token)
    assert claims.session_id
    until = datetime.fromtimestamp(claims.expires_at, UTC)
    await example.announce(SessionRevoked(session_id=claims.session_id, user_id=person.id, expires_at=until))
    with pytest.raises(PeerRefused) as refused:
        await ask(peers, actor=actor(person))
    assert (refused.value.problem().status, refused.value.params) == (401, {"reason": "session-revoked"})


async def test_work_done_later_says_for_whom_it_is_done(peers: Peers) -> None:
    found = await ask(peers, actor=service_actor("example", on_behalf_of="user:1"))
    assert found == {"actor": "service:example", "on_behalf_of": "user:1"}


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("conflict", grpc.StatusCode.FAILED_PRECONDITION),
        ("missing", grpc.StatusCode.NOT_FOUND),
        ("denied", grpc.StatusCode.PERMISSION_DENIED),
        ("wrong", grpc.StatusCode.INVALID_ARGUMENT),
        ("often", grpc.StatusCode.RESOURCE_EXHAUSTED),
        ("away", grpc.StatusCode.UNAVAILABLE),
    ],
)
async def test_a_refusal_arrives_as_the_same_problem(
    example: Bench, peers: Peers, how: str, code: grpc.StatusCode
) -> None:
    with pytest.raises(PeerRefused) as refused:
        await ask(peers, how)
    assert refused.value.problem() == asked.REFUSALS[how].problem()
    signed = {"authorization": f"Bearer {example.runtime.tokens.sign('example')}"}
    assert (await status(peers, signed, how))[0] is code


async def test_a_peer_that_is_down_or_slow_is_unavailable_in_time(peers: Peers) -> None:
    started = time.monotonic()
    asked.given_up.clear()
    with pytest.raises(Unavailable) as slow:
        await ask(peers, "slow", within=0.3)
    assert slow.value.params == {"service": "example", "reason": "DEADLINE_EXCEEDED"}
    await asyncio.wait_for(asked.given_up.wait(), 1)  # and the callee stops working
    stub = AccessServiceStub(peers.channel("nobody"))
    with pytest.raises(Unavailable):
        await peers.ask("nobody", stub.ListAccess, ListAccessRequest(), within=0.5)
    with pytest.raises(Unavailable):
        peers.channel("unheard-of")
    assert time.monotonic() - started < 1.5


async def test_a_mistake_is_unknown_and_its_text_stays_here(example: Bench, peers: Peers) -> None:
    signed = {"authorization": f"Bearer {example.runtime.tokens.sign('example')}"}
    assert await status(peers, signed, "crash") == (grpc.StatusCode.UNKNOWN, "unexpected error")


async def test_streams_pass_the_same_door(example: Bench, peers: Peers) -> None:
    pages = peers.channel("example").unary_stream(
        f"/{asked.STREAM}/ListPages", ListAccessRequest.SerializeToString, ListAccessResponse.FromString
    )
    signed = (("authorization", f"Bearer {example.runtime.tokens.sign('example')}"),)
    assert len([one async for one in pages(ListAccessRequest(), metadata=signed, timeout=2)]) == 3
    for metadata, how, code in (
        ((), "", grpc.StatusCode.UNAUTHENTICATED),
        (signed, "missing", grpc.StatusCode.NOT_FOUND),
        (signed, "crash", grpc.StatusCode.UNKNOWN),
    ):
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            _ = [one async for one in pages(ListAccessRequest(page_token=how), metadata=metadata, timeout=2)]
        assert refused.value.code() is code
    collect = peers.channel("example").stream_unary(
        f"/{asked.STREAM}/Collect", ListAccessRequest.SerializeToString, ListAccessResponse.FromString
    )
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await collect(iter([ListAccessRequest()]), metadata=signed, timeout=2)
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_health_and_reflection_answer_everybody(peers: Peers) -> None:
    channel = peers.channel("example")
    for name in ("", asked.ACCESS):
        health = health_pb2_grpc.HealthStub(channel)
        answer = await health.Check(health_pb2.HealthCheckRequest(service=name), timeout=2)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    reflection = reflection_pb2_grpc.ServerReflectionStub(channel)
    asks = iter([reflection_pb2.ServerReflectionRequest(list_services="")])
    async for answer in reflection.ServerReflectionInfo(asks, timeout=2):
        assert asked.ACCESS in {one.name for one in answer.list_services_response.service}


async def test_a_call_given_up_leaves_no_transaction_and_no_connection_behind(
    example: Bench, peers: Peers
) -> None:
    lost = await asyncio.gather(
        *(ask(peers, "statement", within=0.3) for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(one, Unavailable) for one in lost)
    held = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND pid <> pg_backend_pid() AND state IN ('active', 'idle in transaction') AND query <> ''
        AND backend_type = 'client backend'"""
    pool: Any = example.runtime.database.engine.pool
    for _ in range(40):
        async with example.runtime.database.reading() as session:
            busy = await session.scalar(text(held))
        if busy == pool.checkedout() == 0:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{busy} statements and {pool.checkedout()} connections left two seconds later")
