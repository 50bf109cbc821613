"""Staying signed in: rotation, parallel refreshes, and copies of a token."""

import asyncio
import base64
from typing import Any


async def refresh(identity: Any, token: str, *, status: int = 200) -> Any:
    return await identity.call("POST", "/sessions/refresh", status=status, json={"refresh_token": token})


async def pass_time(identity: Any, interval: str) -> None:
    """As if the last refresh had been longer ago."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE session SET used_at = used_at - interval '{interval}'")


async def test_each_refresh_gives_the_next_token(identity: Any, administrator: Any) -> None:
    first = administrator.tokens["refresh_token"]
    second = (await refresh(identity, first))["refresh_token"]
    third = (await refresh(identity, second))["refresh_token"]
    assert len({first, second, third}) == 3
    headers = {"Authorization": f"Bearer {(await refresh(identity, third))['access_token']}"}
    await identity.call("GET", "/me", headers=headers)


async def test_fifty_refreshes_at_once_make_one_generation_and_sign_nobody_out(
    identity: Any, administrator: Any
) -> None:
    token = administrator.tokens["refresh_token"]
    answers = await asyncio.gather(*(refresh(identity, token) for _ in range(50)))
    assert len({one["refresh_token"] for one in answers}) == 1
    assert await identity.rows("SELECT generation FROM session") == [(1,)]
    await refresh(identity, answers[0]["refresh_token"])


async def test_a_replay_after_the_grace_ends_the_session(identity: Any, administrator: Any) -> None:
    first = administrator.tokens["refresh_token"]
    second = (await refresh(identity, first))["refresh_token"]
    await pass_time(identity, "11 seconds")
    await refresh(identity, first, status=401)
    await refresh(identity, second, status=401)
    await identity.call("GET", "/me", administrator, status=401)
    assert [subject for subject, _ in await identity.bench.announced()][-1] == "identity.session.revoked"
    assert (await identity.kinds())[-2:] == ["refresh-replayed", "session-ended"]


async def test_a_token_older_than_the_last_is_a_replay_at_once(identity: Any, administrator: Any) -> None:
    first = administrator.tokens["refresh_token"]
    second = (await refresh(identity, first))["refresh_token"]
    await refresh(identity, second)
    await refresh(identity, first, status=401)
    await identity.call("GET", "/me", administrator, status=401)


async def test_an_idle_session_ends(identity: Any, administrator: Any) -> None:
    await pass_time(identity, "15 days")
    await refresh(identity, administrator.tokens["refresh_token"], status=401)


async def test_a_session_does_not_outlive_its_absolute_end(identity: Any, administrator: Any) -> None:
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE session SET expires_at = now()")
    await refresh(identity, administrator.tokens["refresh_token"], status=401)


async def test_a_token_that_was_tampered_with_is_refused(identity: Any, administrator: Any) -> None:
    token = administrator.tokens["refresh_token"]
    raw = bytearray(base64.urlsafe_b64decode(token + "=="))
    raw[19] += 1  # the generation
    forged = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    for wrong in (forged, token[:-4], "", "ü", "\x00", "=" * 8):
        await refresh(identity, wrong, status=401)
    await refresh(identity, token)


async def test_a_deactivated_person_cannot_refresh(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    await identity.call("POST", f"/users/{person.id}/deactivate", administrator)
    await refresh(identity, person.tokens["refresh_token"], status=401)
