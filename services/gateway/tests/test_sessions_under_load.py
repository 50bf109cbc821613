"""Sessions under fire, through the gateway: parallel refreshes, a copied token, keys that change meanwhile.

With PROOF=1 there are a thousand parallel refreshes, and the keys change under a longer load.
"""

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest
from sqlalchemy import text

from chassis import testing
from chassis.actors import service_actor
from identity.keys import service as keys
from identity.settings import Settings

from .conftest import CREDENTIALS, Bench, with_identity

PROOF = bool(os.environ.get("PROOF"))
PARALLEL = 1000 if PROOF else 150
SECONDS = 10.0 if PROOF else 1.0
API = "/api/identity"


@pytest.fixture(scope="module")
async def both(
    infrastructure: Any, neighbours: Any, nats_streams: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[testing.Bench, Bench]]:
    folder = tmp_path_factory.mktemp("identity")
    async with with_identity(infrastructure, neighbours, folder, limited=False) as opened:
        yield opened


async def signed_in(edge: Bench) -> dict[str, Any]:
    answer = await edge.client.post(f"{API}/sessions", json=CREDENTIALS)
    assert answer.status == 201
    tokens: dict[str, Any] = await answer.json()
    return tokens


async def refresh(client: aiohttp.ClientSession, token: str) -> tuple[int, dict[str, Any]]:
    async with client.post(f"{API}/sessions/refresh", json={"refresh_token": token}) as answer:
        return answer.status, await answer.json()


async def me(edge: Bench, access_token: str) -> int:
    headers = {"Authorization": f"Bearer {access_token}"}
    async with edge.client.get(f"{API}/me", headers=headers) as answer:
        return answer.status


async def test_parallel_refreshes_fork_nothing_and_sign_nobody_out(
    both: tuple[testing.Bench, Bench],
) -> None:
    identity, edge = both
    tokens, bystander = await signed_in(edge), await signed_in(edge)
    base = f"http://127.0.0.1:{edge.port}"
    async with aiohttp.ClientSession(base, connector=aiohttp.TCPConnector(limit=PARALLEL)) as client:
        waiting = [refresh(client, tokens["refresh_token"]) for _ in range(PARALLEL)]
        answers = await asyncio.gather(*waiting)
    statuses = Counter(status for status, _ in answers)
    assert set(statuses) <= {200, 503}, statuses  # who has to wait too long is told so, and signed out never
    assert statuses[200] >= PARALLEL // 2
    successors = {told["refresh_token"] for status, told in answers if status == 200}
    assert len(successors) == 1
    async with identity.runtime.database.reading() as session:
        rows = await session.execute(text("SELECT generation FROM session WHERE ended_at IS NULL"))
        assert sorted(row.generation for row in rows)[-2:] == [0, 1]
    assert (await refresh(edge.client, successors.pop()))[0] == 200
    assert (await refresh(edge.client, bystander["refresh_token"]))[0] == 200


async def test_a_copied_token_ends_the_whole_family_within_a_second(
    both: tuple[testing.Bench, Bench],
) -> None:
    _, edge = both
    family = [await signed_in(edge)]
    for _ in range(3):
        status, told = await refresh(edge.client, family[-1]["refresh_token"])
        assert status == 200
        family.append(told)
    bystander = await signed_in(edge)
    assert await me(edge, family[-1]["access_token"]) == 200
    replayed = time.monotonic()
    assert (await refresh(edge.client, family[0]["refresh_token"]))[0] == 401
    while {await me(edge, one["access_token"]) for one in family} != {401}:
        assert time.monotonic() < replayed + 1
        await asyncio.sleep(0.01)
    assert {(await refresh(edge.client, one["refresh_token"]))[0] for one in family} == {401}
    assert await me(edge, bystander["access_token"]) == 200


async def test_a_change_of_keys_under_load_fails_no_valid_request(
    both: tuple[testing.Bench, Bench],
) -> None:
    identity, edge = both
    stop, seen, kids = asyncio.Event(), Counter[int](), set[str]()
    old = (await signed_in(edge))["access_token"]

    async def work() -> None:
        tokens = await signed_in(edge)
        while not stop.is_set():
            status, tokens = await refresh(edge.client, tokens["refresh_token"])
            kids.add(str(jwt.get_unverified_header(tokens["access_token"])["kid"]))
            seen.update([status, await me(edge, tokens["access_token"]), await me(edge, old)])

    load = [asyncio.create_task(work()) for _ in range(4)]
    await asyncio.sleep(SECONDS)
    before = set(kids)
    await age(identity, "30 days")
    await rotate(both)
    await asyncio.sleep(SECONDS)
    assert kids == before  # it is published, and signs nothing yet
    await age(identity, "11 minutes")
    await asyncio.sleep(SECONDS)
    await rotate(both)
    await asyncio.sleep(SECONDS)
    stop.set()
    await asyncio.gather(*load)
    assert set(seen) == {200}, seen
    assert len(kids) == 2
    assert seen[200] > 50


async def age(identity: testing.Bench, interval: str) -> None:
    """As if all keys had been made longer ago."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE signing_key SET signs_from = signs_from - interval '{interval}'"
        )


async def rotate(both: tuple[testing.Bench, Bench]) -> None:
    """What happens every five minutes, and what every verifier does each minute after."""
    identity, edge = both
    async with identity.runtime.database.writing(service_actor("identity")) as session:
        await keys.rotate(session, Settings.of(identity.runtime.settings))
    async with identity.client.get("/.well-known/jwks.json") as answer:
        published = await answer.json()
    for verifier in (identity.runtime.verifier, edge.runtime.verifier):
        verifier.trust(published)
