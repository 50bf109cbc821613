"""What comes from outside: headers, paths, ports, odd requests, and what answers give away."""

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from yarl import URL

from tests.security.world import FILE, World

LEAKS = (
    "Traceback",
    "asyncpg",
    "sqlalchemy",
    "SELECT ",
    "INSERT ",
    'File "',
    ".py",
    "psycopg",
    "/home",
    "/work",
)
SLOW = 3.0
"""Seconds that no single request may take, whatever it says, on a machine that does other things too."""


async def test_headers_of_our_own_between_services_are_not_believed_from_outside(world: World) -> None:
    boss, nobody = world.principals["administrator"], world.principals["none"]
    smuggled = {
        "X-User-Token": world.mint.token(boss),
        "X-On-Behalf-Of": f"user:{boss.id}",
        "X-Service-Token": world.mint.service("gateway", "customer"),
        "Connection": "Authorization, X-User-Token",
        "X-HTTP-Method-Override": "DELETE",
        "X-Original-URL": "/api/identity/users",
        "X-Rewrite-URL": "/api/identity/users",
        "X-Forwarded-User": boss.id,
        "X-Forwarded-Host": "evil.example.com",
        "Forwarded": "for=192.0.2.66;host=evil.example.com",
    }
    for path in ("/api/customer/customers", "/api/identity/users"):
        status, _, _ = await world.ask("GET", path, {**world.bearer(nobody), **smuggled})
        assert status == 403, path
        status, _, _ = await world.ask("GET", path, smuggled)
        assert status == 401, path


async def test_nobody_chooses_the_address_that_the_records_show(world: World) -> None:
    email, password = world.suite.administrator
    body = {"email": email, "password": password}
    given = {"X-Forwarded-For": "192.0.2.66", "X-Real-IP": "192.0.2.66", "Forwarded": "for=192.0.2.66"}
    _, tokens, _ = await world.ask("POST", "/api/identity/sessions", given, json=body)
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    _, sessions, _ = await world.ask("GET", "/api/identity/sessions", bearer)
    assert {one["address"] for one in sessions["items"]} <= {"127.0.0.1", "::1"}


TRICKS = (
    "/api/customer//customers",
    "/api//customer/customers",
    "//api/customer/customers",
    "/api/customer/../identity/users",
    "/api/customer/%2e%2e/identity/users",
    "/api/customer/%2E%2E%2Fidentity/users",
    "/api/customer/..;/identity/users",
    "/api/customer/customers%2f{id}",
    "/api/customer/customers%5c{id}",
    "/api/customer/%252e%252e/identity/users",
    "/api/customer/customers/%00",
    "/api/customer/openapi.json",
    "/api/identity/openapi.json",
    "/api/identity/.well-known/../users",
    "/api/identity/.well-known/openid-configuration",
    "/api/customer/docs",
    "/api/customer/metrics",
    "/api/customer/healthz",
    "/api/customer/readyz",
    "/api/gateway/healthz",
    "/api/Customer/customers",
    "/metrics",
    "/readyz",
    "/livez",
    "/api/127.0.0.1:9102/customers",
    "/api/@evil.example.com/",
)


@pytest.mark.parametrize("path", TRICKS)
async def test_no_path_leads_past_the_gate(world: World, path: str) -> None:
    id_ = (await world.record("customer", "other", world.principals["administrator"]))["customer_id"]
    url = URL(world.suite.gateway_url + path.replace("{id}", id_), encoded=True)
    async with world.client.get(url, headers=dict(world.administrator)) as answer:
        assert answer.status in (400, 404), await answer.text()
        assert "# HELP" not in await answer.text()


async def raw(world: World, request: bytes) -> bytes:
    """What the gateway answers to these very bytes, until it closes or has said nothing for a while."""
    at = urlsplit(world.suite.gateway_url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    writer.write(request)
    await writer.drain()
    answered = b""
    with suppress(TimeoutError):
        while part := await asyncio.wait_for(reader.read(65_536), 2):
            answered += part
    writer.close()
    return answered


HEAD = "POST /api/identity/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SMUGGLED = "GET /api/identity/users HTTP/1.1\r\nHost: x\r\n\r\n"
REQUESTS = {
    "length and chunks": f"{HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SMUGGLED}",
    "two lengths": f"{HEAD}Content-Length: 0\r\nContent-Length: 60\r\n\r\n{SMUGGLED}",
    "odd chunks": f"{HEAD}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{SMUGGLED}",
    "a length with a sign": f"{HEAD}Content-Length: +4\r\n\r\nabcd{SMUGGLED}",
    "a space before the colon": f"{HEAD}Content-Length : 0\r\n\r\n{SMUGGLED}",
    "a folded header": f"{HEAD}X-A: 1\r\n Content-Length: 4\r\nContent-Length: 0\r\n\r\n{SMUGGLED}",
}


@pytest.mark.parametrize("name", REQUESTS)
async def test_a_request_hidden_in_another_is_never_answered(world: World, name: str) -> None:
    """What two servers could cut at different places is refused, and the connection closed."""
    answered = await raw(world, REQUESTS[name].encode())
    assert answered.count(b"HTTP/1.1") == 1, answered
    assert answered.startswith(b"HTTP/1.1 400 "), answered
    assert b"connection: close" in answered.lower(), answered


async def test_only_the_gateway_is_meant_to_be_reached(world: World) -> None:
    """Every port of the suite is bound to this machine alone unless the installation says otherwise."""
    processes = [psutil.Process(one["pid"]) for one in world.suite.run["processes"].values()]
    listening = {
        at.laddr.ip
        for process in processes
        for at in process.net_connections(kind="inet")
        if at.status == psutil.CONN_LISTEN
    }
    assert listening
    assert listening <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}, listening


async def test_metrics_stay_on_their_internal_port(world: World) -> None:
    for service, url in world.suite.metrics.items():
        async with world.client.get(f"{url}/metrics") as answer:
            text = await answer.text()
        assert "# HELP" in text, service
        assert world.principals["administrator"].id not in text, f"{service} names people in its metrics"
        assert "@example.com" not in text, service


async def test_every_answer_is_guarded(world: World) -> None:
    for path in (
        "/",
        "/api/customer/customers",
        "/api/identity/me",
        "/api/nothing",
        "/api/docs",
        "/api/session",
    ):
        status, _, headers = await world.ask("GET", path, world.administrator)
        assert headers["X-Content-Type-Options"] == "nosniff", (path, status)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert "Referrer-Policy" in headers, path
        assert "X-Powered-By" not in headers
        assert headers.get("Server", "") in ("", "uvicorn"), headers["Server"]


async def test_answers_about_people_and_records_are_not_kept_by_caches(world: World) -> None:
    for path in (
        "/api/customer/customers",
        "/api/identity/me",
        "/api/identity/users",
        "/api/views/search?q=ab",
    ):
        _, _, headers = await world.ask("GET", path, world.administrator)
        assert "no-store" in headers.get("Cache-Control", ""), path


ODD: Mapping[str, Any] = {
    "zero": {"name": "a\x00b"},
    "half a pair": {"name": "\ud800"},
    "long": {"name": "n" * 1_000_000},
    "numbers": {"name": "A", "external": [{"source": 1e308, "external_id": -1}]},
    "mail": {"name": "A", "emails": [{"address": "a@" + "a." * 120 + "!"}]},
    "mail, dots": {"name": "A", "emails": [{"address": "." * 250 + "@x"}]},
    "mail, quotes": {"name": "A", "emails": [{"address": '"' * 120 + "@" + "a-" * 60}]},
    "phone": {"name": "A", "phones": [{"number": "+" * 60}]},
    "phones": {"name": "A", "phones": [{"number": "(" * 30 + ")" * 30}] * 20},
    "size": {"name": "A", "size": "9" * 5000},
    "zone": {"name": "A", "time_zone": "../../../../etc/passwd"},
    "language": {"name": "A", "language": "a-" * 5000},
    "currency": {"name": "A", "currency": "C" * 5000},
    "template": {"name": "{{7*7}}${7*7}<%= 7*7 %>%n%s", "source": "{actor.token}"},
    "many": {"name": "A", "tags": ["00000000-0000-7000-8000-000000000000"] * 5000},
}


@pytest.mark.parametrize("name", ODD)
async def test_no_body_is_slow_or_breaks_anything(world: World, name: str) -> None:
    started = time.monotonic()
    body = json.dumps(ODD[name]).encode()
    headers = {**world.administrator, "Content-Type": "application/json"}
    status, answer, _ = await world.ask("POST", "/api/customer/customers", headers, data=body)
    assert time.monotonic() - started < SLOW
    assert status in (201, 413, 422), answer
    shown = json.dumps(answer)
    assert not [leak for leak in LEAKS if leak in shown], shown[:2000]
    if name == "template":
        assert answer["name"] == ODD[name]["name"]


QUERIES = {
    "wildcards": {"q": "%_%_\\%_" * 14},
    "quotes": {"q": "'; DROP TABLE customer; --"},
    "letters": {"q": "a" * 100},
    "nested": {"filter": '{"not":' * 900 + "{}" + "}" * 900},
    "wide": {"filter": json.dumps({"any": [{"field": "name", "op": "contains", "value": "%_" * 8}] * 120})},
    "regular expression": {"filter": json.dumps({"field": "name", "op": "contains", "value": "(a+)+$" * 20})},
    "array": {"filter": "[" * 7000},
    "number": {"limit": "9" * 400},
    "sort": {"sort": "name;drop"},
    "sort by what is not offered": {"sort": "search_text"},
    "filter by what is not offered": {"filter": json.dumps({"field": "serial", "op": "eq", "value": 1})},
}


@pytest.mark.parametrize("name", QUERIES)
async def test_no_query_is_slow_or_breaks_anything(world: World, name: str) -> None:
    started = time.monotonic()
    status, answer, _ = await world.ask(
        "GET", "/api/customer/customers", world.administrator, params=QUERIES[name]
    )
    assert time.monotonic() - started < SLOW
    assert status in (200, 414, 422, 431), answer
    assert not [leak for leak in LEAKS if leak in json.dumps(answer)], answer


async def test_a_key_for_idempotency_is_ones_own(world: World) -> None:
    """The answer kept under a key is never replayed to somebody else."""
    key = {"Idempotency-Key": world.unique}
    first, second = (world.principals[name] for name in ("writer own", "writer all"))
    body = {"name": "Kept for one"}
    answers = [
        await world.ask("POST", "/api/customer/customers", {**world.bearer(one), **key}, json=body)
        for one in (first, second, first)
    ]
    ids = [answer[1]["id"] for answer in answers]
    assert ids[0] == ids[2] != ids[1]


async def test_what_a_file_is_called_does_not_get_into_headers(world: World) -> None:
    name = "../../a\\\"; filename*=utf-8''b.html;%0d%0aX-Injected: 1\u202egnp.csv"
    part = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/html\r\n'
    body = f"--edge\r\n{part}\r\n{FILE}\r\n--edge--\r\n".encode()
    headers = {**world.administrator, "Content-Type": "multipart/form-data; boundary=edge"}
    status, job, _ = await world.ask("POST", "/api/customer/imports", headers, data=body)
    assert status == 201, job
    assert "/" not in job["file_name"]
    assert not [char for char in job["file_name"] if not char.isprintable()]
    path = f"/api/customer/imports/{job['id']}/errors.csv"
    status, _, answered = await world.ask("GET", path, world.administrator)
    assert status == 200
    assert answered["Content-Disposition"].startswith("attachment")
    assert answered["Content-Type"].startswith("text/csv")
    assert "X-Injected" not in answered
