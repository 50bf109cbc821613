"""Views and the live stream with the real customer service behind the gateway."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis import relay, streams
from chassis.testing import Bench as ServiceBench
from chassis.testing import bench
from customer.main import service as customer_service

from .conftest import Bench, gateway
from .test_stream import listening

RIGHTS = {"customer.create": "own", "customer.read": "own", "customer.update": "own"}


@pytest.fixture(scope="module")
async def behind(
    infrastructure: Any, nats_streams: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ServiceBench]:
    async with bench(customer_service, infrastructure, tmp_path_factory.mktemp("customer")) as customer:
        settings = customer.runtime.settings
        await streams.ensure_streams(customer.runtime.nats, settings, "customer")
        relaying = asyncio.create_task(relay.run(settings, customer.runtime.nats))
        yield customer
        relaying.cancel()
        with suppress(asyncio.CancelledError):
            await relaying


@pytest.fixture(scope="module")
async def edge(infrastructure: Any, neighbours: Any, behind: ServiceBench) -> AsyncIterator[Bench]:
    settings = behind.runtime.settings
    key = Ed25519PrivateKey.generate()
    behind.runtime.tokens._peers["gateway"] = key.public_key()
    places = {
        "http_peers": {"customer": f"http://{settings.host}:{settings.http_port}"},
        "grpc_peers": {
            "customer": f"{settings.host}:{settings.grpc_port}",
            "sales": f"127.0.0.1:{neighbours.grpc_port}",
        },
        "private_key": base64.b64encode(key.private_bytes_raw()).decode(),
    }
    async with gateway(infrastructure, neighbours, **places) as opened:
        yield opened


async def test_a_customer_is_made_found_seen_and_followed(edge: Bench, behind: ServiceBench) -> None:
    owner, stranger = await behind.person(RIGHTS), await behind.person(RIGHTS)
    body = {"name": "示例贸易有限公司"}
    answer = await edge.client.post("/api/customer/customers", json=body, headers=owner.headers)
    made = await answer.json()
    path, key = f"/api/customer/customers/{made['id']}", f"customer:{made['id']}"
    assert answer.headers["Location"] == path

    search, overview = "/api/views/search?q=示例贸易", f"/api/views/customer-360/{made['id']}"
    await edge.client.get(search, headers=owner.headers)  # the very first one loads dictionaries
    found = await (await edge.client.get(search, headers=owner.headers)).json()
    assert [hit["id"] for hit in found["hits"] if hit["thing"] == "customer"] == [made["id"]], found
    view = await (await edge.client.get(overview, headers=owner.headers)).json()
    assert (view["customer"]["name"], view["panels"]["contacts"], view["missing"]) == (body["name"], [], [])

    async with (
        listening(edge, owner.token, key) as mine,
        listening(edge, stranger.token, key) as theirs,
    ):
        assert (await mine.next()).data["unreadable"] == []
        assert (await theirs.next()).data["unreadable"] == [key]
        at = {**owner.headers, "If-Match": f'"{made["version"]}"'}
        changed = await edge.client.patch(path, json={"name": "示例有限公司"}, headers=at)
        assert changed.status == 200, await changed.text()
        while (heard := await mine.next()).data["kind"] != "updated":
            continue
        assert heard.data["version"] == made["version"] + 1
        assert await theirs.silent()


async def test_a_stranger_sees_nothing_of_it(edge: Bench, behind: ServiceBench) -> None:
    owner, stranger = await behind.person(RIGHTS), await behind.person(RIGHTS)
    made = await (
        await edge.client.post("/api/customer/customers", json={"name": "Hidden Ltd"}, headers=owner.headers)
    ).json()
    found = await (await edge.client.get("/api/views/search?q=Hidden", headers=stranger.headers)).json()
    assert [hit for hit in found["hits"] if hit["thing"] != "order"] == []
    view = await edge.client.get(f"/api/views/customer-360/{made['id']}", headers=stranger.headers)
    assert view.status == 404


async def test_without_any_right_search_says_what_it_may_not_ask(edge: Bench, behind: ServiceBench) -> None:
    nobody = await behind.person({})
    answer = await edge.client.get("/api/views/search?q=x", headers=nobody.headers)
    assert answer.status == 200
    assert [hit for hit in (await answer.json())["hits"] if hit["thing"] != "order"] == []


async def test_the_whole_document_is_sound(edge: Bench) -> None:
    document = await (await edge.client.get("/api/openapi.json")).json()
    schemathesis.openapi.from_dict(document).validate()
    view = document["components"]["schemas"]["Customer360"]["properties"]
    assert view["customer"] == {"$ref": "#/components/schemas/customer_CustomerRead"}
    read = document["paths"]["/api/customer/customers/{customer_id}"]["get"]
    assert " " in read["summary"], "a sentence, not the name of a function"
