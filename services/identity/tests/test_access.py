"""gRPC: the snapshot that other services start from."""

from typing import Any

import grpc.aio
import orjson
import pytest

from chassis.actors import Actor, Kind
from chassis.problems import DomainError
from chassis.rpc.client import Peers
from chassis.streams import ensure_streams
from crm.identity.v1.access_pb2 import ListAccessRequest
from crm.identity.v1.access_pb2_grpc import AccessServiceStub


@pytest.fixture
async def peers(identity: Any) -> Any:
    settings = identity.runtime.settings
    await ensure_streams(identity.runtime.nats, settings, "identity")
    peers = Peers({"identity": f"127.0.0.1:{settings.grpc_port}"}, identity.runtime.tokens)
    yield peers
    await peers.close()


async def ask(peers: Any, *, actor: Actor | None = None, **fields: Any) -> Any:
    method = AccessServiceStub(peers.channel("identity")).ListAccess
    return await peers.ask("identity", method, ListAccessRequest(**fields), within=5, actor=actor)


async def test_the_snapshot_holds_everything_in_force_page_by_page(
    identity: Any, administrator: Any, peers: Any
) -> None:
    again = await identity.sign_in()
    await identity.call("DELETE", "/sessions/current", again, status=204)
    await identity.call("POST", "/teams", administrator, status=201, json={"name": "East"})
    entries, token = [], ""
    while True:
        page = await ask(peers, page_token=token, page_size=3)
        entries += list(page.entries)
        if not (token := page.next_page_token):
            break
    kinds = [one.kind for one in entries]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "organisation": 1,
        "role": 6,
        "session": 1,
        "team": 1,
        "user": 1,
    }
    (user,) = [orjson.loads(one.data_json) for one in entries if one.kind == "user"]
    assert user["email"] == "admin@example.com"


async def test_the_position_is_the_end_of_the_stream(identity: Any, peers: Any) -> None:
    before = (await ask(peers)).position
    await identity.runtime.nats.jetstream().publish("identity.user.changed", b"{}", stream="identity")
    assert (await ask(peers)).position == before + 1


async def test_people_are_not_answered(identity: Any, administrator: Any, peers: Any) -> None:
    person = Actor(Kind.USER, administrator.id, token=administrator.tokens["access_token"])
    with pytest.raises(DomainError) as refused:
        await ask(peers, actor=person)
    assert refused.value.problem().status == 403


@pytest.mark.parametrize("fields", [{"page_size": -1}, {"page_size": 5000}, {"page_token": "user/x"}])
async def test_a_page_that_does_not_exist_is_refused(identity: Any, peers: Any, fields: Any) -> None:
    with pytest.raises(DomainError) as refused:
        await ask(peers, **fields)
    assert refused.value.problem().status == 422


async def test_calls_without_a_service_token_are_refused(identity: Any, peers: Any) -> None:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{identity.runtime.settings.grpc_port}") as channel:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await AccessServiceStub(channel).ListAccess(ListAccessRequest())
    assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


async def test_every_service_knows_the_organisation(identity: Any, administrator: Any) -> None:
    change = {"time_zone": "Asia/Taipei", "region": "TW", "base_currency": "TWD"}
    await identity.call("PATCH", "/organisation", administrator, json=change, headers={"If-Match": '"1"'})
    known = identity.runtime.access.organisation()
    assert {name: known[name] for name in change} == change


async def test_how_long_customers_may_be_quiet_is_said_in_order(identity: Any, administrator: Any) -> None:
    async def change(status: int, version: int, **days: int) -> Any:
        headers = {"If-Match": f'"{version}"'}
        return await identity.call(
            "PATCH", "/organisation", administrator, status=status, json=days, headers=headers
        )

    before = await identity.bench.announced()
    refused = await change(422, 1, at_risk_after_days=365)
    assert refused["errors"] == [
        {"pointer": "/lost_after_days", "kind": "greater_than_equal", "params": {"ge": 366}}
    ]
    await change(422, 1, lost_after_days=180)
    assert await identity.bench.announced() == before
    changed = await change(200, 1, at_risk_after_days=400, lost_after_days=401)
    assert changed["lost_after_days"] == 401
    known = identity.runtime.access.organisation()
    assert (known["at_risk_after_days"], known["lost_after_days"]) == (400, 401)
