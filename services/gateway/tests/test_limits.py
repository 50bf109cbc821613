"""Rate limits: per principal, per address, shared between processes, and held alone when Redis is gone."""

import asyncio
from typing import Any

import pytest

from chassis.identifiers import new_id
from chassis.problems import TooManyRequests
from chassis.testing import sign
from gateway.limits import Limits


async def statuses(edge: Any, count: int, **headers: str) -> list[int]:
    return [(await edge.client.get("/api/customer/x", headers=headers)).status for _ in range(count)]


async def test_beyond_the_limit_the_answer_says_when_to_come_back(gateway_of: Any) -> None:
    async with gateway_of(rate_limit=5) as edge:
        token = {"Authorization": f"Bearer {sign(new_id())}"}
        assert await statuses(edge, 6, **token) == [200] * 5 + [429]
        answer = await edge.client.get("/api/customer/x", headers=token)
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        assert answer.headers["RateLimit-Policy"] == '"requests";q=5;w=60'
        other = {"Authorization": f"Bearer {sign(new_id())}"}
        assert await statuses(edge, 1, **other) == [200]


async def test_another_token_of_the_same_person_is_the_same_principal(gateway_of: Any) -> None:
    async with gateway_of(rate_limit=2) as edge:
        person = new_id()
        for expected in (200, 200, 429):
            assert await statuses(edge, 1, Authorization=f"Bearer {sign(person)}") == [expected]


async def test_made_up_tokens_count_for_their_address(gateway_of: Any) -> None:
    async with gateway_of(anonymous_rate_limit=3, trusted_proxies=["127.0.0.1/32"]) as edge:
        address = {"X-Forwarded-For": f"198.51.100.{new_id().int % 250}"}
        for number, expected in enumerate((200, 200, 200, 429)):
            given = {**address, "Authorization": f"Bearer made-up-{number}"}
            assert await statuses(edge, 1, **given) == [expected]


async def test_signing_in_has_a_stricter_limit(gateway_of: Any) -> None:
    async with gateway_of(sign_in_rate_limit=2, trusted_proxies=["127.0.0.1/32"]) as edge:
        address = {"X-Forwarded-For": "198.51.100.251"}
        wrong = {"email": "a@example.com", "password": "wrong"}
        paths = ("/api/session", "/api/identity/sessions", "/api/session")
        found = [(await edge.client.post(path, json=wrong, headers=address)).status for path in paths]
    assert found == [401, 401, 429]


async def test_two_processes_share_a_limit(edge: Any) -> None:
    now, key = 1_000_000_020.0, f"test:{new_id()}"
    one, two = Limits(edge.runtime.redis, lambda: now), Limits(edge.runtime.redis, lambda: now)
    settling = [asyncio.create_task(each.settle()) for each in (one, two)]
    for each in (one, two):
        for _ in range(5):
            each.take(key, 10)
    await asyncio.sleep(1.2)
    for each in (one, two):
        each.take(key, 20)
    await asyncio.sleep(1.2)
    for each in (one, two):
        with pytest.raises(TooManyRequests):
            each.take(key, 10)
    for task in settling:
        task.cancel()


async def test_the_window_slides(edge: Any) -> None:
    now = [1_000_000_020.0]
    limits = Limits(edge.runtime.redis, lambda: now[0])
    for _ in range(10):
        limits.take("a", 10)
    now[0] += 90  # half of the ten still lie within the last minute
    for _ in range(5):
        limits.take("a", 10)
    with pytest.raises(TooManyRequests):
        limits.take("a", 10)
    now[0] += 120
    limits.take("a", 1)


async def test_without_redis_each_process_holds_the_limit(gateway_of: Any) -> None:
    async with gateway_of(rate_limit=3, redis_url="redis://127.0.0.1:1/0") as edge:
        token = {"Authorization": f"Bearer {sign(new_id())}"}
        assert await statuses(edge, 4, **token) == [200] * 3 + [429]
