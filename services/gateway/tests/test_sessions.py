"""Signing in with a browser: the cookie, its token, renewal by one flight, and the end of it."""

import asyncio
import time
from typing import Any

from gateway.sessions import secrets
from gateway.sessions.store import Store

CREDENTIALS = {"email": "robin@example.com", "password": "right"}


async def sign_in(edge: Any, **headers: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Headers of a signed-in browser, and what it was told."""
    answer = await edge.client.post("/api/session", json=CREDENTIALS, headers=headers)
    assert answer.status == 200
    return {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}, await answer.json()


async def test_signing_in_sets_a_cookie_that_scripts_cannot_read(edge: Any) -> None:
    answer = await edge.client.post("/api/session", json=CREDENTIALS, headers={"User-Agent": "browser"})
    attributes = answer.headers["Set-Cookie"].split("; ")
    assert attributes[1:] == ["Path=/", "HttpOnly", "SameSite=Lax"]
    assert (await answer.json())["user"]["name"] == "Robin Example"
    assert answer.headers["Cache-Control"] == "no-store"
    assert edge.http.asked[0]["headers"]["x-forwarded-for"] == "127.0.0.1"
    assert edge.http.asked[0]["headers"]["user-agent"] == "browser"


async def test_with_https_the_cookie_is_secure(gateway_of: Any) -> None:
    async with gateway_of(public_url="https://crm.example.com") as edge:
        answer = await edge.client.post("/api/session", json=CREDENTIALS)
        assert "; Secure" in answer.headers["Set-Cookie"]


async def test_a_refused_sign_in_is_identitys_own_answer(edge: Any) -> None:
    answer = await edge.client.post("/api/session", json={**CREDENTIALS, "password": "wrong"})
    assert (answer.status, answer.content_type) == (401, "application/problem+json")
    assert (await answer.json())["type"] == "urn:crm:problem:wrong-credentials"
    assert "Set-Cookie" not in answer.headers


async def test_a_form_of_another_site_cannot_sign_anybody_in(edge: Any) -> None:
    form = await edge.client.post("/api/session", data=b"{}", headers={"Content-Type": "text/plain"})
    assert form.status == 415
    for lie in ({"Origin": "https://evil.example.com"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert (await edge.client.post("/api/session", json=CREDENTIALS, headers=lie)).status == 403


async def test_a_cookie_becomes_a_token_for_the_service(edge: Any) -> None:
    browser, _ = await sign_in(edge)
    told = await (await edge.client.get("/api/customer/x", headers=browser)).json()
    assert told["headers"]["authorization"].startswith("Bearer ey")
    assert "cookie" not in told["headers"]


async def test_what_changes_something_needs_the_csrf_token_of_this_session(edge: Any) -> None:
    browser, told = await sign_in(edge)
    _, other = await sign_in(edge)
    for wrong in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": other["csrf_token"]}):
        answer = await edge.client.post("/api/customer/x", headers={**browser, **wrong})
        assert (answer.status, (await answer.json())["type"]) == (403, "urn:crm:problem:csrf-token-missing")
    right = {**browser, "X-CSRF-Token": told["csrf_token"]}
    answer = await edge.client.post("/api/customer/x", headers=right)
    assert answer.status == 200
    assert "x-csrf-token" not in (await answer.json())["headers"]
    for foreign in ({"Origin": "https://evil.example.com"}, {"Sec-Fetch-Site": "same-site"}):
        assert (await edge.client.post("/api/customer/x", headers={**right, **foreign})).status == 403
    own = {"Origin": f"http://127.0.0.1:{edge.port}", "Sec-Fetch-Site": "same-origin"}
    assert (await edge.client.post("/api/customer/x", headers={**right, **own})).status == 200


async def test_a_page_can_ask_who_is_signed_in(edge: Any) -> None:
    assert (await edge.client.get("/api/session")).status == 401
    browser, told = await sign_in(edge)
    answer = await edge.client.get("/api/session", headers=browser)
    assert await answer.json() == told


async def test_signing_out_ends_the_session_everywhere(edge: Any) -> None:
    browser, told = await sign_in(edge)
    assert (await edge.client.delete("/api/session", headers=browser)).status == 403
    answer = await edge.client.delete("/api/session", headers={**browser, "X-CSRF-Token": told["csrf_token"]})
    assert (answer.status, edge.http.ended) == (204, 1)
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    answer = await edge.client.get("/api/customer/x", headers=browser)
    assert answer.status == 401
    assert "Max-Age=0" in answer.headers["Set-Cookie"]


async def test_redis_holds_neither_cookies_nor_tokens(edge: Any) -> None:
    browser, _ = await sign_in(edge)
    secret = browser["Cookie"].partition("=")[2]
    keys = [key.decode() for key in await edge.runtime.redis.keys("session:*")]
    values = await edge.runtime.redis.mget(keys)
    assert f"session:{secrets.name(secret)}" in keys
    assert all(secret not in key for key in keys)
    assert all(b"ey" not in value[:60] and secret.encode() not in value for value in values)


async def test_parallel_requests_in_two_processes_renew_once(gateway_of: Any) -> None:
    async with gateway_of() as one, gateway_of() as two:
        one.http.expires_in = 20
        browser, _ = await sign_in(one)
        calls = [edge.client.get("/api/customer/x", headers=browser) for edge in (one, two) * 8]
        answers = await asyncio.gather(*calls)
        tokens = {(await answer.json())["headers"]["authorization"] for answer in answers}
        assert [answer.status for answer in answers] == [200] * 16
        assert (one.http.refreshed, len(tokens)) == (1, 1)


async def test_a_lock_left_by_a_crash_is_free_after_its_lease(edge: Any) -> None:
    edge.http.expires_in = 20
    browser, _ = await sign_in(edge)
    store = Store(edge.runtime.redis, 1)
    assert await store.lock(browser["Cookie"].partition("=")[2], lease=0.5)
    started = time.monotonic()
    assert (await edge.client.get("/api/customer/x", headers=browser)).status == 200
    assert 0.3 < time.monotonic() - started < 2
    assert edge.http.refreshed == 1


async def test_a_renewal_does_not_bring_back_who_signed_out_meanwhile(edge: Any) -> None:
    edge.http.expires_in = 20
    browser, _ = await sign_in(edge)
    secret, store = browser["Cookie"].partition("=")[2], Store(edge.runtime.redis, 1)
    asked = asyncio.create_task(edge.client.get("/api/customer/x", headers=browser))
    while not edge.http.refreshed:  # noqa: ASYNC110  # the neighbour takes its time to answer
        await asyncio.sleep(0.01)
    await store.remove(secret)
    assert (await asked).status == 401
    assert await store.read(secret) is None


async def test_a_refused_renewal_signs_the_browser_out(edge: Any) -> None:
    edge.http.expires_in, edge.http.refuses = 20, True
    browser, _ = await sign_in(edge)
    answer = await edge.client.get("/api/customer/x", headers=browser)
    assert answer.status == 401
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert (await edge.client.get("/api/session", headers=browser)).status == 401
    assert edge.http.refreshed == 1


async def test_without_redis_nobody_is_signed_in_by_cookie_but_tokens_pass(gateway_of: Any) -> None:
    browser = {"Cookie": f"crm_session={secrets.new()}"}
    async with gateway_of(redis_url="redis://127.0.0.1:1/0") as edge:
        answer = await edge.client.get("/api/customer/x", headers=browser)
        assert (answer.status, (await answer.json())["params"]) == (503, {"service": "redis"})
        assert (await edge.client.get("/api/customer/x")).status == 200


async def test_a_made_up_cookie_is_nobody(edge: Any) -> None:
    for value in (secrets.new(), "short", "'", ""):
        answer = await edge.client.get("/api/customer/x", headers={"Cookie": f"a=b; crm_session={value}"})
        assert answer.status == 401
    assert (await edge.client.get("/api/customer/x", headers={"Cookie": "not_crm_session=1"})).status == 200


def test_a_session_opens_with_its_cookie_only() -> None:
    secret = secrets.new()
    sealed = secrets.seal(secret, b"tokens")
    assert secrets.unseal(secret, sealed) == b"tokens"
    assert secrets.unseal(secrets.new(), sealed) is None
    assert secrets.unseal(secret, sealed[:-1]) is None
