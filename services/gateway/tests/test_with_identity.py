"""Browser sessions and streams with the real identity service behind the gateway."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from .conftest import CREDENTIALS, Bench, with_identity
from .test_stream import Listener


@pytest.fixture(scope="module")
async def edge(
    infrastructure: Any, neighbours: Any, nats_streams: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    folder = tmp_path_factory.mktemp("identity")
    seconds = 20  # so that each use renews the token
    async with with_identity(infrastructure, neighbours, folder, access_token_seconds=seconds) as (_, edge):
        yield edge


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
