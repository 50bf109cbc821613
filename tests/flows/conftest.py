"""The whole running suite, and people who use it through the gateway."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from deploy.local.running import Suite, running_suite
from tests.flows.collector import Collector, collecting
from tests.limits import UNLIMITED

PASSWORD = "correct horse battery 42"


@dataclass
class Door:
    """The gateway as one signed-in API client sees it."""

    client: aiohttp.ClientSession
    headers: dict[str, str]

    async def call(self, method: str, path: str, *, expect: int = 200, **options: Any) -> Any:
        """Call and return the JSON answer; anything but the expected status fails with the answer's text."""
        headers = self.headers | options.pop("headers", {})
        async with self.client.request(method, path, headers=headers, **options) as answer:
            body = await answer.text()
            assert answer.status == expect, f"{method} {path}: {answer.status} {body[:2000]}"
            return await answer.json(content_type=None) if body else None

    async def status(self, method: str, path: str, **options: Any) -> int:
        """Call and return only the status."""
        async with self.client.request(method, path, headers=self.headers, **options) as answer:
            status: int = answer.status
            return status

    async def get(self, path: str, **options: Any) -> Any:
        """GET, expecting 200."""
        return await self.call("GET", path, **options)

    async def post(self, path: str, body: Any = None, *, expect: int = 200, **options: Any) -> Any:
        """POST JSON."""
        return await self.call("POST", path, json=body, expect=expect, **options)


async def sign_in(client: aiohttp.ClientSession, email: str, password: str) -> Door:
    """A bearer client."""
    anonymous = Door(client, {})
    tokens = await anonymous.post(
        "/api/identity/sessions", {"email": email, "password": password}, expect=201
    )
    return Door(client, {"Authorization": f"Bearer {tokens['access_token']}"})


async def until(check: Callable[[], Awaitable[Any]], seconds: float = 5.0) -> Any:
    """The first true answer of `check`; fails when there is none in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (found := await check()):
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"not within {seconds} s: {check}")
        await asyncio.sleep(0.05)
    return found


async def whole_document(client: aiohttp.ClientSession) -> dict[str, Any]:
    """The merged OpenAPI document, once every service's part is in it."""

    async def complete() -> Any:
        async with client.get("/api/openapi.json") as answer:
            document = await answer.json()
        return None if "x-missing" in document else document

    found: dict[str, Any] = await until(complete, 60)
    return found


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    """Where the suite sends its traces."""
    with collecting() as one:
        yield one


@pytest.fixture(scope="session")
def suite(collector: Collector) -> Iterator[Suite]:
    """The whole suite without rate limits, each of its requests traced."""
    with running_suite({**UNLIMITED, "CRM_OTLP_ENDPOINT": collector.address}) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def client(suite: Suite) -> AsyncIterator[aiohttp.ClientSession]:
    """HTTP to the gateway; cookies are each test's own business."""
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=jar) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def administrator(suite: Suite, client: aiohttp.ClientSession) -> Door:
    """The first-run administrator."""
    return await sign_in(client, *suite.administrator)


@dataclass
class Colleague:
    """Somebody made for one test."""

    id: str
    email: str
    role_id: str
    door: Door


_numbers = iter(range(1, 1_000_000))


async def colleague(
    administrator: Door, permissions: Mapping[str, str], *, masks: Sequence[str] = ()
) -> Colleague:
    """A new person with a role of exactly these permissions and masks, signed in."""
    number = next(_numbers)
    email = f"colleague{number}@example.com"
    new = {"name": f"Colleague {number}", "email": email, "password": PASSWORD}
    person = await administrator.post("/api/identity/users", new, expect=201)
    # The role comes after its holder: whoever has heard of it has heard of them.
    body = {"name": f"Role {number}", "permissions": dict(permissions), "masks": list(masks)}
    role = await administrator.post("/api/identity/roles", body, expect=201)
    url, given = f"/api/identity/users/{person['id']}", {"role_ids": [role["id"]]}
    await administrator.call("PATCH", url, json=given, headers={"If-Match": '"1"'})
    door = await sign_in(administrator.client, email, PASSWORD)

    async def known() -> bool:
        return await door.status("GET", "/api/customer/customers") == 200

    await until(known)  # roles reach the other services as events
    return Colleague(person["id"], email, role["id"], door)


REP = {
    "customer.create": "own",
    "customer.read": "own",
    "customer.update": "own",
    "customer.assign": "own",
    "customer.import": "own",
}
