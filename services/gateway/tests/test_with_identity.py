"""Browser sessions and streams with the real identity service behind the gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from chassis import relay, streams
from chassis.testing import bench
from identity.main import service as identity_service

from .conftest import Bench, gateway
from .test_stream import Listener

CREDENTIALS = {"email": "admin@example.com", "password": "correct horse battery staple"}
FIRST = {
    "administrator_email": CREDENTIALS["email"],
    "administrator_password": CREDENTIALS["password"],
    "password_memory": 8,
    "password_passes": 1,
    "access_token_seconds": 20,  # so that each use renews it
}


@pytest.fixture(scope="module")
async def edge(
    infrastructure: Any, neighbours: Any, nats_streams: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    folder = tmp_path_factory.mktemp("identity")
    async with bench(identity_service, infrastructure, folder, **FIRST) as identity:
        settings = identity.runtime.settings
        await streams.ensure_streams(identity.runtime.nats, settings, "identity")
        background = asyncio.gather(
            relay.run(settings, identity.runtime.nats),
            identity.runtime.access.follow(identity.runtime.database, settings.database_dsn),
        )
        url = f"http://{settings.host}:{settings.http_port}"
        async with identity.client.get("/.well-known/jwks.json") as answer:
            identity.runtime.verifier.trust(await answer.json())
        async with gateway(infrastructure, neighbours, http_peers={"identity": url}) as opened:
            opened.runtime.verifier.trust({"keys": []})
            yield opened
        background.cancel()
        with suppress(asyncio.CancelledError):
            await background


async def test_a_browser_signs_in_reads_changes_and_signs_out(edge: Bench) -> None:
    answer = await edge.client.post("/api/session", json=CREDENTIALS, headers={"User-Agent": "browser"})
    told = await answer.json()
    assert (answer.status, told["user"]["email"]) == (200, CREDENTIALS["email"]), told
    browser = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    calls = [edge.client.get("/api/identity/me", headers=browser) for _ in range(10)]
    assert {one.status for one in await asyncio.gather(*calls)} == {200}
    sessions = await (await edge.client.get("/api/identity/sessions", headers=browser)).json()
    assert [(one["device"], one["address"]) for one in sessions["items"]] == [("browser", "127.0.0.1")]
    changing = {**browser, "X-CSRF-Token": told["csrf_token"]}
    assert (await edge.client.post("/api/identity/teams", json={"name": "A"}, headers=browser)).status == 403
    made = await edge.client.post("/api/identity/teams", json={"name": "A"}, headers=changing)
    assert made.status == 201, await made.text()
    assert (await edge.client.delete("/api/session", headers=changing)).status == 204
    assert (await edge.client.get("/api/identity/me", headers=browser)).status == 401


async def test_wrong_credentials_are_refused_in_identitys_words(edge: Bench) -> None:
    answer = await edge.client.post("/api/session", json={**CREDENTIALS, "password": "wrong"})
    assert answer.status == 401
    answer = await edge.client.post("/api/session", json={"email": 1})
    assert (answer.status, answer.content_type) == (422, "application/problem+json")


async def test_signing_out_elsewhere_ends_the_stream_and_the_cookie(edge: Bench) -> None:
    answer = await edge.client.post("/api/session", json=CREDENTIALS)
    browser = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    stream = Listener(await edge.client.get("/api/stream", headers=browser))
    assert (await stream.next()).event == "ready"
    tokens = await (await edge.client.post("/api/identity/sessions", json=CREDENTIALS)).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    sessions = await (await edge.client.get("/api/identity/sessions", headers=bearer)).json()
    for one in sessions["items"]:
        if not one["current"]:
            await edge.client.delete(f"/api/identity/sessions/{one['id']}", headers=bearer)
    heard = await stream.next(5)
    assert (heard.event, heard.data) == ("end", {"reason": "session-ended"})
    assert (await edge.client.get("/api/identity/me", headers=browser)).status == 401


async def test_identitys_document_is_part_of_the_whole(edge: Bench) -> None:
    document = await (await edge.client.get("/api/openapi.json")).json()
    assert "x-missing" not in document
    assert document["paths"]["/api/identity/me"]["get"]["security"] == [{"bearer": []}, {"session": []}]
