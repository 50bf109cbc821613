"""The walk of a newcomer: sign in, import a spreadsheet, edit, hand over, see it arrive everywhere."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import nats
import pytest

from deploy.local.running import Suite
from tests.flows.conftest import REP, Door, colleague, until

SAMPLES = Path(__file__).parents[2] / "services" / "customer" / "tests" / "files"


async def import_file(door: Door, path: Path) -> dict[str, Any]:
    """Upload, take the suggestions as they are, start, wait for the end."""
    form = aiohttp.FormData()
    form.add_field(
        "file", await asyncio.to_thread(path.read_bytes), filename=path.name, content_type="text/csv"
    )
    upload = await door.call("POST", "/api/customer/imports", data=form, expect=201)
    url = f"/api/customer/imports/{upload['id']}"
    await door.post(f"{url}/start", expect=202)

    async def ended() -> Any:
        state = await door.get(url)
        return state if state["state"] in ("done", "failed", "cancelled") else None

    ended_state: dict[str, Any] = await until(ended, 30)
    return ended_state


@asynccontextmanager
async def stream(door: Door, query: str = "") -> AsyncIterator[asyncio.Queue[tuple[str, dict[str, Any]]]]:
    """The live stream as a queue of (event, data)."""
    events: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
    timeout = aiohttp.ClientTimeout(total=None, sock_read=30)
    async with door.client.get("/api/stream" + query, headers=door.headers, timeout=timeout) as answer:
        assert answer.status == 200, await answer.text()

        async def read() -> None:
            kind = ""
            async for raw in answer.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event:"):
                    kind = line[6:].strip()
                elif line.startswith("data:"):
                    await events.put((kind, json.loads(line[5:])))

        reader = asyncio.create_task(read())
        try:
            yield events
        finally:
            reader.cancel()


async def next_event(events: "asyncio.Queue[tuple[str, dict[str, Any]]]", kind: str) -> dict[str, Any]:
    """The next live event of a kind, within the five seconds a person would wait."""
    async with asyncio.timeout(5):
        while True:
            found, data = await events.get()
            if found == kind:
                return data


async def test_what_a_newcomer_does_arrives_everywhere(suite: Suite, administrator: Door) -> None:
    alice = await colleague(administrator, REP)
    bob = await colleague(administrator, REP)
    heard: list[tuple[str, Any]] = []
    nc = await nats.connect(suite.infrastructure.nats_url)

    async def note(message: Any) -> None:
        heard.append((message.subject, json.loads(message.data)))

    await nc.subscribe("customer.>", cb=note)

    result = await import_file(alice.door, SAMPLES / "客户信息表.csv")
    assert (result["state"], result["counts"]["created"]) == ("done", 2), result

    found = await alice.door.get("/api/customer/customers", params={"q": "A公司", "total": "true"})
    assert found["total"] == 1
    customer = found["items"][0]
    url = f"/api/customer/customers/{customer['id']}"
    edited = await alice.door.call(
        "PATCH", url, json={"industry": "retail"}, headers={"If-Match": f'"{customer["version"]}"'}
    )
    assert edited["version"] == customer["version"] + 1

    async with stream(bob.door) as live:
        await alice.door.post(f"{url}/assign", {"owner_id": bob.id})
        inbox_news = await next_event(live, "inbox")
        assert inbox_news["unread"] == 1

        inbox = await bob.door.get("/api/notifications/inbox")
        assert inbox["items"][0]["kind"] == "customers-assigned"
        assert inbox["items"][0]["params"]["count"] == 1
    assert await bob.door.get(url)
    assert await alice.door.status("GET", url) == 404
    timeline = await bob.door.get(f"{url}/timeline")
    assert any(one["channel"] == "system" for one in timeline["items"])

    async def audited() -> bool:
        trail = await administrator.get("/api/identity/audit", params={"record_id": customer["id"]})
        return len(trail["items"]) >= 3

    await until(audited)
    assert "customer.customer.assigned" in {subject for subject, _ in heard}
    await nc.close()


async def test_a_watched_record_tells_its_page_of_changes(suite: Suite, administrator: Door) -> None:
    alice = await colleague(administrator, REP)
    customer = await alice.door.post(
        "/api/customer/customers", {"kind": "company", "name": "Watched Ltd"}, expect=201
    )
    url = f"/api/customer/customers/{customer['id']}"
    async with stream(alice.door, f"?watch=customer:{customer['id']}") as live:
        await alice.door.call("PATCH", url, json={"name": "Seen Ltd"}, headers={"If-Match": '"1"'})
        news = await next_event(live, "record")
        while news["version"] < 2:  # the creation may still have been on its way
            news = await next_event(live, "record")
    assert (news["id"], news["version"]) == (customer["id"], 2)


async def test_the_360_view_and_global_search_find_the_customer(administrator: Door) -> None:
    alice = await colleague(administrator, REP)
    customer = await alice.door.post(
        "/api/customer/customers", {"kind": "company", "name": "云帆测试有限公司"}, expect=201
    )
    view = await alice.door.get(f"/api/views/customer-360/{customer['id']}")
    assert view["customer"]["name"] == "云帆测试有限公司"
    assert view["missing"] == []
    for q in ("云帆", "yfcs"):
        hits = await alice.door.get("/api/views/search", params={"q": q})
        assert customer["id"] in [hit["id"] for hit in hits["hits"]], q


async def test_a_browser_signs_in_with_a_cookie_and_needs_the_csrf_token(suite: Suite) -> None:
    email, password = suite.administrator
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=jar) as browser:
        async with browser.post("/api/session", json={"email": email, "password": password}) as answer:
            assert answer.status in (200, 201), await answer.text()
            cookie = answer.headers["Set-Cookie"]
            token = (await answer.json())["csrf_token"]
        assert "HttpOnly" in cookie
        async with browser.get("/api/identity/me") as answer:
            assert answer.status == 200
        body = {"kind": "person", "name": "Csrf Probe"}
        async with browser.post("/api/customer/customers", json=body) as answer:
            assert answer.status == 403
        headers = {"X-CSRF-Token": token}
        async with browser.post("/api/customer/customers", json=body, headers=headers) as answer:
            assert answer.status == 201, await answer.text()
        async with browser.delete("/api/session", headers=headers) as answer:
            assert answer.status == 204
        async with browser.get("/api/identity/me") as answer:
            assert answer.status == 401


@pytest.mark.parametrize("name", ["客户信息表.gb18030.csv", "crm-templates.xlsx"])
async def test_the_other_templates_import_as_they_are(administrator: Door, name: str) -> None:
    alice = await colleague(administrator, REP)
    result = await import_file(alice.door, SAMPLES / name)
    assert result["state"] == "done", result
    assert result["counts"]["created"] + result["counts"]["updated"] == 2
