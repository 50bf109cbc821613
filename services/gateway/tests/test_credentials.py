"""Second factors, confirmed sign-ins, known devices and API keys as web clients and programs meet them."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from chassis import testing
from chassis.identifiers import new_id

from .conftest import CREDENTIALS, Bench, with_identity

API = "/api/identity"
TOKEN_SECONDS = 33  # the gateway renews them 30 s before their end


@pytest.fixture(scope="module")
async def both(
    infrastructure: Any, neighbours: Any, nats_streams: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[testing.Bench, Bench]]:
    folder = tmp_path_factory.mktemp("identity")
    async with with_identity(
        infrastructure, neighbours, folder, access_token_seconds=TOKEN_SECONDS
    ) as opened:
        yield opened


@pytest.fixture
def edge(both: tuple[testing.Bench, Bench]) -> Bench:
    return both[1]


def cookies_of(answer: Any) -> dict[str, str]:
    """What a browser keeps of an answer."""
    given = [one.partition(";")[0].partition("=") for one in answer.headers.getall("Set-Cookie", [])]
    return {name: value for name, _, value in given}


class Browser:
    """A browser: keeps cookies, and the page in it the CSRF token."""

    def __init__(self, edge: Bench) -> None:
        self.edge, self.token = edge, ""
        self.cookies: dict[str, str] = {}

    async def call(self, method: str, path: str, **kwargs: Any) -> tuple[int, Any]:
        """Send what a page sends; returns status and body."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "X-CSRF-Token": self.token, **kwargs.pop("headers", {})}
        async with self.edge.client.request(method, path, headers=headers, **kwargs) as answer:
            self.cookies |= cookies_of(answer)
            told = await answer.json(content_type=None) if await answer.read() else None
        if isinstance(told, dict) and "csrf_token" in told:
            self.token = told["csrf_token"]
        return answer.status, told

    async def sign_in(self, **more: Any) -> tuple[int, Any]:
        return await self.call("POST", "/api/session", json={**CREDENTIALS, **more})


async def person(edge: Bench) -> dict[str, str]:
    """Credentials of somebody new who may read people."""
    administrator = Browser(edge)
    await administrator.sign_in()
    _, role = await administrator.call(
        "POST", f"{API}/roles", json={"name": f"R {new_id()}", "permissions": {"user.read": "all"}}
    )
    secret = {"email": f"{new_id()}@example.com", "password": "another battery staple"}
    body = {"name": "Robin Example", "role_ids": [role["id"]], **secret}
    status, told = await administrator.call("POST", f"{API}/users", json=body)
    assert status == 201, told
    return secret


async def test_a_browser_sets_up_a_second_factor_and_signs_in_with_it(edge: Bench) -> None:
    secret, page = await person(edge), Browser(edge)
    assert (await page.call("POST", "/api/session", json=secret))[0] == 200
    status, begun = await page.call("POST", f"{API}/me/second-factor")
    assert status == 201, begun
    totp = TOTP(base64.b32decode(begun["secret"]), 6, SHA1(), 30)
    code = {"code": totp.generate(int(time.time())).decode()}
    status, told = await page.call("POST", f"{API}/me/second-factor/confirm", json=code)
    assert (status, len(told["recovery_codes"])) == (200, 10)
    status, refused = await page.call("POST", "/api/session", json=secret)
    assert (status, refused["type"]) == (401, "urn:crm:problem:second-factor-required")
    status, told = await page.call("POST", "/api/session", json={**secret, "otp": told["recovery_codes"][0]})
    assert (status, told["user"]["second_factor"]) == (200, True)


async def test_a_browser_confirms_its_sign_in_and_its_next_request_is_let_through(
    both: tuple[testing.Bench, Bench],
) -> None:
    identity, edge = both
    page = Browser(edge)
    await page.sign_in()
    before = dict(page.cookies)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE session SET confirmed_at = now() - interval '11 minutes'")
    await asyncio.sleep(TOKEN_SECONDS - 30 + 0.2)  # the next request renews the token, which says so
    role = {"name": f"R {new_id()}", "permissions": {}}
    status, refused = await page.call("POST", f"{API}/roles", json=role)
    assert (status, refused["type"]) == (403, "urn:crm:problem:confirmation-required")
    password = {"password": CREDENTIALS["password"]}
    for wrong in ({}, {"X-CSRF-Token": "x"}):
        headers = {"X-CSRF-Token": "", **wrong}
        assert (await page.call("POST", "/api/session/confirm", json=password, headers=headers))[0] == 403
    assert (await page.call("POST", "/api/session/confirm", json={"password": "wrong"}))[0] == 403
    status, told = await page.call("POST", "/api/session/confirm", json=password)
    assert (status, told.keys()) == (200, {"confirmed_until"}), told
    assert page.cookies == before
    assert (await page.call("POST", f"{API}/roles", json=role))[0] == 201
    assert (await Browser(edge).call("POST", "/api/session/confirm", json=password))[0] == 401


async def test_what_strangers_try_keeps_nobody_out_of_a_browser_they_use(
    both: tuple[testing.Bench, Bench],
) -> None:
    identity, edge = both
    secret, page = await person(edge), Browser(edge)
    async with edge.client.post("/api/session", json=secret) as answer:
        (device,) = [one for one in answer.headers.getall("Set-Cookie") if one.startswith("crm_device=")]
        page.cookies = cookies_of(answer)
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/api/session", "Max-Age="):
        assert attribute in device
    stranger = Browser(edge)
    for _ in range(10):
        await stranger.call("POST", "/api/session", json={**secret, "password": "wrong"})
    async with identity.runtime.database.engine.begin() as connection:  # wait for more than a second
        await connection.exec_driver_sql("UPDATE attempts SET failures = failures + 6 WHERE failures > 5")
    assert (await stranger.call("POST", "/api/session", json=secret))[0] == 429
    status, _ = await page.call("POST", "/api/session", json=secret)
    assert status == 200
    assert page.cookies["crm_device"] != device.partition(";")[0].partition("=")[2]


async def made_key(edge: Bench, **more: Any) -> tuple[Browser, dict[str, Any]]:
    administrator = Browser(edge)
    await administrator.sign_in()
    permissions = {"user.read": "all", "team.manage": "all"}
    _, role = await administrator.call(
        "POST", f"{API}/roles", json={"name": f"R {new_id()}", "permissions": permissions}
    )
    body = {"name": "ERP", "role_ids": [role["id"]], **more}
    status, made = await administrator.call("POST", f"{API}/api-keys", json=body)
    assert status == 201, made
    return administrator, made


async def until(edge: Bench, erp: dict[str, str], status: int) -> None:
    """Wait until the list of people is answered so, five seconds at most."""
    deadline = time.monotonic() + 5
    while (await edge.client.get(f"{API}/users", headers=erp)).status != status:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_a_program_calls_with_its_key(edge: Bench) -> None:
    _, made = await made_key(edge)
    erp = {"Authorization": f"Bearer {made['key']}"}
    await until(edge, erp, 200)
    calls = [edge.client.get(f"{API}/users", headers=erp) for _ in range(20)]
    assert {one.status for one in await asyncio.gather(*calls)} == {200}
    keyed = {**erp, "Idempotency-Key": "one"}
    team = {"name": f"T {new_id()}"}
    made_teams = [await edge.client.post(f"{API}/teams", headers=keyed, json=team) for _ in range(2)]
    assert [one.status for one in made_teams] == [201, 201]
    assert len({(await one.json())["id"] for one in made_teams}) == 1
    assert (await edge.client.get(f"{API}/audit", headers=erp)).status == 403


async def test_a_revoked_key_is_refused_within_five_seconds(edge: Bench) -> None:
    administrator, made = await made_key(edge)
    erp = {"Authorization": f"Bearer {made['key']}"}
    await until(edge, erp, 200)
    await administrator.call("POST", f"{API}/api-keys/{made['id']}/revoke")
    await until(edge, erp, 401)


async def test_a_changed_role_of_a_key_bites_within_five_seconds(edge: Bench) -> None:
    administrator, made = await made_key(edge)
    erp = {"Authorization": f"Bearer {made['key']}"}
    await until(edge, erp, 200)
    await administrator.call(
        "PATCH", f"{API}/roles/{made['role_ids'][0]}", json={"permissions": {}}, headers={"If-Match": '"1"'}
    )
    await until(edge, erp, 403)


async def test_a_key_that_was_let_in_from_its_address_is_refused_from_another(edge: Bench) -> None:
    _, made = await made_key(edge, addresses=["192.0.2.0/24"])
    erp = {"Authorization": f"Bearer {made['key']}", "X-Forwarded-For": "192.0.2.7"}
    await until(edge, erp, 200)
    assert (
        await edge.client.get(f"{API}/users", headers=erp | {"X-Forwarded-For": "198.51.100.1"})
    ).status == 401


async def test_a_key_bound_to_other_addresses_or_made_up_opens_nothing(edge: Bench) -> None:
    _, made = await made_key(edge, addresses=["192.0.2.0/24"])
    for key, reason in ((made["key"], "address-refused"), ("crm_made-up", "api-key-refused")):
        headers = {"Authorization": f"Bearer {key}"}
        async with edge.client.get(f"{API}/users", headers=headers) as answer:
            assert (answer.status, (await answer.json())["params"]) == (401, {"reason": reason})
