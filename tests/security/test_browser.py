"""A browser's session: its cookie, who may use it from where, and what it takes to change something."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio

from tests.security.world import World

BODY = {"name": "Sent by another page"}


@dataclass
class Browser:
    """Somebody signed in with a cookie."""

    client: aiohttp.ClientSession
    csrf: str
    cookie: str

    async def post(self, path: str = "/api/customer/customers", **headers: str) -> int:
        """The status of a request that would change something."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.post(path, json=BODY, headers=sent) as answer:
            return answer.status


async def opened(world: World) -> Browser:
    email, password = world.suite.administrator
    client = aiohttp.ClientSession(world.suite.gateway_url, cookie_jar=aiohttp.CookieJar(unsafe=True))
    async with client.post("/api/session", json={"email": email, "password": password}) as answer:
        assert answer.status == 200
        return Browser(client, (await answer.json())["csrf_token"], answer.headers["Set-Cookie"])


@pytest_asyncio.fixture(loop_scope="session")
async def browser(world: World) -> AsyncIterator[Browser]:
    one = await opened(world)
    yield one
    await one.client.close()


async def test_the_cookie_is_for_our_server_alone(browser: Browser) -> None:
    flags = {one.strip().lower() for one in browser.cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert not [one for one in flags if one.startswith("domain")]


async def test_without_the_right_token_a_cookie_changes_nothing(world: World, browser: Browser) -> None:
    other = await opened(world)
    await other.client.close()
    assert await browser.post() == 403
    assert await browser.post(X_CSRF_Token="") == 403
    assert await browser.post(X_CSRF_Token="0" * 64) == 403
    assert await browser.post(X_CSRF_Token=other.csrf) == 403
    assert await browser.post(X_CSRF_Token=browser.csrf) == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
async def test_a_page_of_another_site_cannot_use_the_session(
    browser: Browser, headers: dict[str, str]
) -> None:
    assert await browser.post(X_CSRF_Token=browser.csrf, **headers) == 403


async def test_no_form_can_sign_a_browser_in(world: World, browser: Browser) -> None:
    """A form sends no JSON, and of another site the browser says so."""
    email, password = world.suite.administrator
    for body in (
        {"data": {"email": email, "password": password}},
        {
            "data": f'{{"email": "{email}", "password": "{password}"}}',
            "headers": {"Content-Type": "text/plain"},
        },
    ):
        async with browser.client.post("/api/session", **body) as answer:
            assert answer.status == 415
    foreign = {"Origin": "https://evil.example.com"}
    credentials = {"email": email, "password": password}
    async with browser.client.post("/api/session", json=credentials, headers=foreign) as answer:
        assert answer.status == 403


async def test_a_cookie_somebody_planted_is_not_taken_over(world: World) -> None:
    planted = "A" * 43
    email, password = world.suite.administrator
    jar = aiohttp.DummyCookieJar()
    headers = {"Cookie": f"crm_session={planted}"}
    async with aiohttp.ClientSession(world.suite.gateway_url, cookie_jar=jar) as client:
        body = {"email": email, "password": password}
        async with client.post("/api/session", json=body, headers=headers) as answer:
            assert answer.status == 200
            assert planted not in answer.headers.get("Set-Cookie", "")
        async with client.get("/api/identity/me", headers=headers) as answer:
            assert answer.status == 401


async def test_other_origins_are_not_let_in(world: World, browser: Browser) -> None:
    headers = {
        "Origin": "https://evil.example.com",
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization",
    }
    for method in ("OPTIONS", "GET"):
        async with browser.client.request(method, "/api/customer/customers", headers=headers) as answer:
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]


async def test_after_signing_out_the_cookie_opens_nothing(world: World) -> None:
    browser = await opened(world)
    value = browser.cookie.split(";")[0]
    async with browser.client.delete("/api/session", headers={"X-CSRF-Token": browser.csrf}) as answer:
        assert answer.status == 204
    await browser.client.close()
    jar = aiohttp.DummyCookieJar()
    async with (
        aiohttp.ClientSession(world.suite.gateway_url, cookie_jar=jar) as client,
        client.get("/api/identity/me", headers={"Cookie": value}) as answer,
    ):
        assert answer.status == 401
