"""Signing in, and being refused."""

import asyncio
from typing import Any

PASSWORD = "correct horse battery staple"


async def attempt(
    identity: Any, email: str, password: str, *, status: int, address: str = "192.0.2.1"
) -> Any:
    body = {"email": email, "password": password}
    headers = {"X-Forwarded-For": address}
    return await identity.call("POST", "/sessions", status=status, json=body, headers=headers)


async def test_signing_in_gives_tokens_that_open_the_door(identity: Any) -> None:
    tokens = await attempt(identity, " ADMIN@Example.com", PASSWORD, status=201)
    assert tokens["expires_in"] == 300
    assert tokens["token_type"] == "Bearer"
    assert identity.headers["Cache-Control"] == "no-store"
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await identity.call("GET", "/me", headers=headers))["email"] == "admin@example.com"


async def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(identity: Any) -> None:
    wrong = await attempt(identity, "admin@example.com", "not the password", status=401)
    unknown = await attempt(identity, "nobody@example.com", "not the password", status=401)
    assert wrong == unknown
    assert await identity.kinds() == ["sign-in-failed", "sign-in-failed"]


async def test_deactivated_and_invited_people_get_that_answer_too(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    await identity.call("POST", f"/users/{person.id}/deactivate", administrator)
    invited = {"name": "Ming Example", "email": "ming@example.com"}
    await identity.call("POST", "/users", administrator, status=201, json=invited)
    unknown = await attempt(identity, "nobody@example.com", PASSWORD, status=401)
    assert await attempt(identity, person.email, PASSWORD, status=401) == unknown
    assert await attempt(identity, "ming@example.com", PASSWORD, status=401) == unknown


async def test_ten_failures_lock_out_even_the_right_password(identity: Any) -> None:
    for _ in range(10):
        await attempt(identity, "admin@example.com", "not the password", status=401)
    await attempt(identity, "admin@example.com", PASSWORD, status=429)
    assert 1 <= int(identity.headers["Retry-After"]) <= 900
    assert (await identity.kinds())[-1] == "locked-out"


async def test_an_unknown_account_is_locked_out_alike(identity: Any) -> None:
    for _ in range(10):
        await attempt(identity, "nobody@example.com", "not the password", status=401)
    await attempt(identity, "nobody@example.com", "not the password", status=429)


async def test_guesses_side_by_side_get_no_more_tries(identity: Any) -> None:
    body = {"email": "admin@example.com", "password": "not the password"}

    async def guess() -> int:
        async with identity.client.post("/sessions", json=body) as answer:
            return int(answer.status)

    await asyncio.gather(*(guess() for _ in range(40)))
    await attempt(identity, "admin@example.com", PASSWORD, status=429, address="127.0.0.1")


async def test_the_wait_doubles_and_ends(identity: Any) -> None:
    for _ in range(10):
        await attempt(identity, "admin@example.com", "not the password", status=401)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE attempts SET failures = 14")
    await attempt(identity, "admin@example.com", PASSWORD, status=429)
    assert 14 <= int(identity.headers["Retry-After"]) <= 16
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE attempts SET failed_at = now() - interval '17 seconds'")
    await attempt(identity, "admin@example.com", PASSWORD, status=201)


async def test_guessing_elsewhere_does_not_lock_out_a_known_device(identity: Any) -> None:
    await attempt(identity, "admin@example.com", PASSWORD, status=201)
    for number in range(30):
        await attempt(
            identity, "admin@example.com", "not the password", status=401, address=f"198.51.100.{number}"
        )
    await attempt(identity, "admin@example.com", PASSWORD, status=429, address="203.0.113.9")
    await attempt(identity, "admin@example.com", PASSWORD, status=201)


async def test_one_network_of_addresses_counts_as_one_source(identity: Any) -> None:
    for number in range(10):
        await attempt(
            identity, "admin@example.com", "not the password", status=401, address=f"2001:db8::{number}"
        )
    await attempt(identity, "admin@example.com", PASSWORD, status=429, address="2001:db8::ffff")
    await attempt(identity, "admin@example.com", PASSWORD, status=201, address="2001:db8:0:1::1")


async def test_more_sign_ins_than_can_be_hashed_are_told_to_come_back(identity: Any) -> None:
    from identity.passwords.hashing import Hashing

    busy = Hashing(passes=2, memory=8192, lanes=1, threads=1, queue=1)
    results = await asyncio.gather(*(busy.hash("a password") for _ in range(5)), return_exceptions=True)
    refused = [one for one in results if isinstance(one, Exception)]
    assert len(refused) == 3
    assert all(one.status == 503 and one.headers["Retry-After"] for one in refused)  # type: ignore[attr-defined]


async def test_a_password_is_hashed_anew_when_the_parameters_change(identity: Any) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE credential SET password_hash = $1", (old,))
    await attempt(identity, "admin@example.com", PASSWORD, status=201)
    ((kept,),) = await identity.rows("SELECT password_hash FROM credential")
    assert "m=8,t=1,p=1" in kept


async def test_no_input_to_the_door_is_too_strange(identity: Any) -> None:
    for email, password in (("\ud800", "x"), ("x", "\ud800"), ("", "x"), ("x\x00", "x"), ("x", "x" * 300)):
        body = {"email": email, "password": password}
        async with identity.client.post("/sessions", json=body) as answer:
            assert answer.status in (401, 422), (email, password)
