"""Passing requests on: what arrives, what does not, and what happens when the service is away."""

import asyncio
from typing import Any

import aiohttp
import pytest
from yarl import URL

from chassis.identifiers import new_id
from chassis.testing import sign


async def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are; everything that comes back until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()


async def test_a_request_reaches_the_service_with_path_query_and_body(edge: Any) -> None:
    answer = await edge.client.post(
        URL("/api/customer/a%20b/%E5%90%8D?x=%2F&y=1", encoded=True), json={"a": 1}
    )
    told = await answer.json()
    assert (answer.status, told["method"]) == (200, "POST")
    assert (told["path"], told["query"], told["size"]) == ("/a%20b/%E5%90%8D", "x=%2F&y=1", 8)


async def test_a_bearer_token_passes_unchanged(edge: Any) -> None:
    given = f"Bearer {sign(new_id())}"
    told = await (await edge.client.get("/api/customer/x", headers={"Authorization": given})).json()
    assert told["headers"]["authorization"] == given


async def test_forwarding_headers_are_written_by_the_gateway_alone(edge: Any) -> None:
    lies = {
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Proto": "https",
        "Forwarded": "for=1.2.3.4",
        "X-Real-IP": "1.2.3.4",
        "traceparent": f"00-{'1' * 32}-{'1' * 16}-01",
        "Cookie": "a=b",
    }
    answer = await edge.client.get("/api/customer/x", headers=lies)
    told = (await answer.json())["headers"]
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "http"
    assert told["x-forwarded-host"] == f"127.0.0.1:{edge.port}"
    assert told["traceparent"].split("-")[1] == answer.headers["X-Request-Id"] != "1" * 32
    assert not {"forwarded", "x-real-ip", "cookie"} & told.keys()


async def test_a_trusted_proxy_is_believed_about_its_client(gateway_of: Any) -> None:
    async with gateway_of(trusted_proxies=["127.0.0.0/8", "10.0.0.0/8"]) as edge:
        hops = {"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.1.1.1", "X-Forwarded-Proto": "https"}
        told = (await (await edge.client.get("/api/customer/x", headers=hops)).json())["headers"]
    assert (told["x-forwarded-for"], told["x-forwarded-proto"]) == ("203.0.113.7", "https")


async def test_hop_by_hop_headers_stay_on_their_hop(edge: Any) -> None:
    request = (
        b"GET /api/customer/x HTTP/1.1\r\nHost: h\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nX-Other: 2\r\n"
        b"TE: trailers\r\nKeep-Alive: 5\r\nProxy-Authorization: Basic eA==\r\nUpgrade: websocket\r\n\r\n"
    )
    answer = await raw(edge.port, request)
    told = edge.http.asked[0]["headers"]
    assert told["x-other"] == "2"
    assert not {"x-mine", "te", "keep-alive", "proxy-authorization", "upgrade"} & told.keys()
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"x-kept: 1" in head
    assert b"x-private" not in head
    assert b"server: echo" not in head


@pytest.mark.parametrize(
    "path",
    [
        "/api/customer/../identity/users", "/api/customer/%2e%2e/identity/users", "/api/customer/a%2Fb",
        "/api/customer/%252e%252e/x", "/api/customer/a%5cb", "/api/customer//x", "//api/customer/x",
        "/api//customer/x", "/api/customer/./x", "/api/customer/..", "/api/customer/a%00b",
        "/api/customer\\x", "/api/%63ustomer/x", "/api/Customer/x", "/api/customer@evil/x",
        "/api/customer:80/x", "/api/unknown/x", "/api/customer/openapi.json",
        "/api/customer/.well-known/jwks.json", "/api/identity/.env", "/api/", "/x", "/api/customer/%zz",
        "/api/customer/a%0d%0ab", "/api/customer/%25%32%65/x",
    ],
)  # fmt: skip
async def test_a_path_that_can_be_read_in_two_ways_leads_nowhere(edge: Any, path: str) -> None:
    answer = await raw(edge.port, f"GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode())
    assert answer.split()[1] in (b"404", b"400")
    assert not edge.http.asked


async def test_what_should_have_been_percent_encoded_is_refused_with_the_reason(edge: Any) -> None:
    request = "GET /api/customer/x?q=朗月 HTTP/1.1\r\nHost: h\r\n\r\n".encode()
    answer = await raw(edge.port, request)
    assert (answer.split()[1], b"percent-encoded" in answer) == (b"400", True)


async def test_an_absolute_address_names_no_other_host(edge: Any) -> None:
    target = b"http://203.0.113.1:9/api/customer/x"
    await raw(edge.port, b"GET " + target + b" HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    assert edge.http.asked[0]["path"] == "/x"


async def test_public_keys_are_reachable_and_other_internal_paths_are_not(edge: Any) -> None:
    assert (await edge.client.get("/api/identity/.well-known/jwks.json")).status == 200


async def test_a_service_that_is_down_is_named(edge: Any) -> None:
    answer = await edge.client.get("/api/absent/x")
    problem = await answer.json()
    assert (answer.status, answer.content_type) == (503, "application/problem+json")
    assert problem["params"] == {"service": "absent"}
    assert problem["trace_id"] == answer.headers["X-Request-Id"]
    assert answer.headers["Retry-After"] == "1"


async def test_a_service_that_does_not_answer_is_given_up_on(gateway_of: Any) -> None:
    async with gateway_of(upstream_timeout=0.3) as edge:
        answer = await edge.client.get("/api/customer/slow")
        assert (answer.status, (await answer.json())["params"]) == (504, {"service": "customer"})


async def test_large_bodies_flow_both_ways(edge: Any) -> None:
    answer = await edge.client.get("/api/customer/large")
    assert len(await answer.read()) == 64 * 65536

    async def body() -> Any:
        for _ in range(50):
            yield b"y" * 65536

    headers = {"Content-Type": "text/csv", "Authorization": f"Bearer {sign(new_id())}"}
    for given in (body(), b"z" * 3_000_000):
        answer = await edge.client.post("/api/customer/x", data=given, headers=headers)
        assert (await answer.json())["size"] in (50 * 65536, 3_000_000)


async def test_an_answer_that_breaks_off_is_seen_to_break_off(edge: Any) -> None:
    answer = await edge.client.get("/api/customer/broken")
    with pytest.raises(aiohttp.ClientPayloadError):
        await answer.read()


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_beyond_the_limit_is_refused_and_never_arrives_whole(
    gateway_of: Any, chunked: bool
) -> None:
    async def body() -> Any:
        for _ in range(30):
            yield b"y" * 10_000

    known, made_up = sign(new_id()), "made-up"
    async with gateway_of(body_limit=100_000, upload_limit=200_000) as edge:
        for token, media_type, limit in (
            (known, "application/json", 100_000),
            (known, "text/csv", 200_000),
            (made_up, "text/csv", 100_000),
            ("", "text/csv", 100_000),
        ):
            data = body() if chunked else b"y" * 300_000
            headers = {"Content-Type": media_type} | ({"Authorization": f"Bearer {token}"} if token else {})
            answer = await edge.client.post("/api/customer/x", data=data, headers=headers)
            assert (answer.status, (await answer.json())["params"]) == (413, {"limit": limit})
        assert all("method" not in one for one in edge.http.asked)


async def test_an_upload_the_client_breaks_off_does_not_arrive_as_complete(edge: Any) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    head = b"POST /api/customer/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head + b"10000\r\n" + b"x" * 65536 + b"\r\n")
    await writer.drain()
    await asyncio.sleep(0.2)
    writer.close()
    await asyncio.sleep(0.3)
    assert all("method" not in one for one in edge.http.asked)


async def test_too_many_headers_are_refused(edge: Any) -> None:
    many = {f"X-{number}": "1" for number in range(101)}
    assert (await edge.client.get("/api/customer/x", headers=many)).status == 431
    assert (await edge.client.get("/api/customer/x", headers={"X": "y" * 33_000})).status in (400, 431)
    assert not edge.http.asked


async def test_head_and_empty_answers_have_no_body(edge: Any) -> None:
    answer = await edge.client.head("/api/customer/x")
    assert answer.status == 200
    assert (await edge.client.delete("/api/customer/sessions/current")).status == 204


async def test_every_answer_is_guarded(edge: Any) -> None:
    for path in ("/", "/healthz", "/api/customer/x", "/api/absent/x"):
        headers = (await edge.client.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert "Strict-Transport-Security" not in headers


async def test_documents_may_be_shown_within_our_own_pages(edge: Any) -> None:
    policy = (await edge.client.get("/api/customer/file")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


async def test_pages_of_named_origins_may_call_and_others_may_not(gateway_of: Any) -> None:
    asks = {"Access-Control-Request-Method": "POST"}
    async with gateway_of(
        allowed_origins=["https://app.example.com"], public_url="https://crm.example.com"
    ) as edge:
        ours = await edge.client.options(
            "/api/customer/x", headers={**asks, "Origin": "https://app.example.com"}
        )
        assert (ours.status, ours.headers["Access-Control-Allow-Origin"]) == (204, "https://app.example.com")
        other = await edge.client.get("/api/customer/x", headers={"Origin": "https://evil.example.com"})
        assert "Access-Control-Allow-Origin" not in other.headers
        assert other.headers["Strict-Transport-Security"]


async def test_unknown_methods_are_refused_with_the_known_ones(edge: Any) -> None:
    answer = await edge.client.put("/api/session")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST, GET, DELETE")
    assert (await edge.client.request("TRACE", "/api/customer/x")).status == 405
