"""Nobody learns from the time a sign-in takes whether there is such an account.

Two clocks could tell: the password's hash and the database. Both are counted, so that no slow machine makes
these tests fail; with PROOF=1 the clock itself is read too.
"""

import os
import statistics
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import argon2
import pytest
from sqlalchemy import event

from services.identity.tests.authenticators import prolong

PASSWORD = "correct horse battery staple"
ROUNDS = 150


@dataclass
class Work:
    """What one request cost."""

    statements: list[str] = field(default_factory=list)
    hashes: int = 0


@pytest.fixture
async def worked(identity: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[], Work]]:
    """Gives what was done since the last time it was asked."""
    engine, work = identity.runtime.database.engine.sync_engine, Work()
    verify = argon2.PasswordHasher.verify

    def executed(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.endswith("FROM access"):  # what follows changes of access, beside all requests
            work.statements.append(statement)

    def verified(self: Any, *args: Any) -> Any:
        work.hashes += 1
        return verify(self, *args)

    def taken() -> Work:
        done = Work(list(work.statements), work.hashes)
        work.statements.clear()
        work.hashes = 0
        return done

    monkeypatch.setattr(argon2.PasswordHasher, "verify", verified)
    event.listen(engine, "before_cursor_execute", executed)
    yield taken
    event.remove(engine, "before_cursor_execute", executed)


async def attempt(identity: Any, email: str, number: int, *, device: str | None = None) -> int:
    """A guess from an address of its own; the status."""
    headers = {"X-Forwarded-For": f"2001:db8:{number:x}::1"}
    if device is not None:
        headers["X-Device-Token"] = device
    body = {"email": email, "password": "not the password"}
    async with identity.client.post("/sessions", json=body, headers=headers) as answer:
        return int(answer.status)


async def people(identity: Any, administrator: Any) -> dict[str, str]:
    """Mail addresses of every kind there is."""
    gone = await identity.person(administrator)
    await identity.call("POST", f"/users/{gone.id}/deactivate", administrator)
    invited = {"name": "Ming Example", "email": "ming@example.com"}
    await identity.call("POST", "/users", administrator, status=201, json=invited)
    known = await identity.person(administrator)
    return {
        "unknown": "nobody@example.com",
        "known": known.email,
        "deactivated": gone.email,
        "invited": invited["email"],
    }


async def test_every_kind_of_account_costs_the_same_hashes_and_statements(
    identity: Any, administrator: Any, worked: Callable[[], Work]
) -> None:
    kinds = await people(identity, administrator)
    token = (await identity.call("POST", "/sessions", status=201, headers={"X-Device-Token": ""}, json={
        "email": administrator.email, "password": PASSWORD}))["device_token"]  # fmt: skip
    for device in (None, "", token):
        done = {}
        for number, (kind, email) in enumerate(kinds.items()):
            worked()
            assert await attempt(identity, email, number, device=device) == 401
            done[kind] = worked()
        assert {one.hashes for one in done.values()} == {1}
        for kind, one in done.items():
            assert one.statements == done["unknown"].statements, kind
        assert done["unknown"].statements


async def test_locked_accounts_cost_the_same_whether_they_exist_or_not(
    identity: Any, administrator: Any, worked: Callable[[], Work]
) -> None:
    kinds = await people(identity, administrator)
    for email in kinds.values():
        for _ in range(10):
            assert await attempt(identity, email, 0) == 401
    await prolong(identity)
    done = []
    for email in kinds.values():
        worked()
        assert await attempt(identity, email, 0) == 429
        done.append(worked())
    assert {one.hashes for one in done} == {0}
    assert len({tuple(one.statements) for one in done}) == 1


@pytest.mark.skipif(not os.environ.get("PROOF"), reason="reads the clock: part of make proof")
async def test_the_medians_of_the_clock_are_alike_too(identity: Any, administrator: Any) -> None:
    kinds = await people(identity, administrator)
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind, email in kinds.items():  # by turns, so that whatever else the machine does meets all alike
            email = email.replace("@", f"+{number}@") if kind == "unknown" else email
            started = time.perf_counter()
            await attempt(identity, email, number)
            seconds[kind].append(time.perf_counter() - started)
            if number % 25 == 0:
                async with identity.runtime.database.engine.begin() as connection:
                    await connection.exec_driver_sql("DELETE FROM attempts")
    medians = {kind: statistics.median(values) for kind, values in seconds.items()}
    assert max(medians.values()) / min(medians.values()) < 1.25, medians
    print({kind: f"{value * 1000:.2f} ms" for kind, value in medians.items()})  # noqa: T201
