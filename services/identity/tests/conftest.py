"""The service under test with its doors open, and people who sign in to it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from nats.aio.msg import Msg
from sqlalchemy import text

from chassis import applying, events
from chassis.testing import Bench, bench
from identity.main import service

ADMINISTRATOR = "admin@example.com"
PASSWORD = "correct horse battery staple"
CHEAP = {"password_memory": 8, "password_passes": 1, "sign_in_failures_everywhere": 30}


@dataclass
class Signed:
    """A person who has signed in."""

    id: UUID
    email: str
    tokens: dict[str, Any]
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"Authorization": f"Bearer {self.tokens['access_token']}"}


class Identity:
    """The service's doors, and short ways to walk through them."""

    def __init__(self, opened: Bench) -> None:
        self.bench = opened
        self.runtime = opened.runtime
        self.client = opened.client

    async def call(
        self, method: str, path: str, who: Signed | None = None, *, status: int = 200, **kwargs: Any
    ) -> Any:
        """Call REST, expect a status, and give the JSON that came."""
        headers = {**(who.headers if who else {}), **kwargs.pop("headers", {})}
        async with self.client.request(method, path, headers=headers, **kwargs) as answer:
            body = await answer.read()
            assert answer.status == status, (answer.status, body)
            if answer.status >= 400:
                assert answer.content_type == "application/problem+json"
            self.headers = answer.headers
            if method != "GET":
                await self.runtime.access.load(self.runtime.database)
            return await answer.json(content_type=None) if body else None

    async def sign_in(self, email: str = ADMINISTRATOR, password: str = PASSWORD, **kwargs: Any) -> Signed:
        """Sign in, and learn one's id."""
        body = {"email": email, "password": password}
        tokens = await self.call("POST", "/sessions", status=201, json=body, **kwargs)
        signed = Signed(uuid4(), email, tokens)
        signed.id = UUID((await self.call("GET", "/me", signed))["id"])
        return signed

    async def person(
        self,
        administrator: Signed,
        permissions: Mapping[str, str] | None = None,
        *,
        teams: Sequence[str] = (),
        roles: Sequence[str] = (),
        name: str = "Robin Example",
    ) -> Signed:
        """Somebody with exactly these permissions, signed in."""
        role_ids = list(roles)
        if permissions:
            body = {"name": f"role {uuid4()}", "permissions": dict(permissions)}
            role_ids.append((await self.call("POST", "/roles", administrator, status=201, json=body))["id"])
        user: dict[str, Any] = {"name": name, "email": f"{uuid4()}@example.com", "password": PASSWORD}
        user |= {"role_ids": role_ids, "team_ids": list(teams)}
        await self.call("POST", "/users", administrator, status=201, json=user)
        return await self.sign_in(user["email"])

    async def rows(self, statement: str, **parameters: Any) -> list[Any]:
        """What the database holds."""
        async with self.runtime.database.reading() as session:
            return list((await session.execute(text(statement), parameters)).all())

    async def kinds(self) -> list[str]:
        """The trail of accounts, oldest first."""
        return [row.kind for row in await self.rows("SELECT kind FROM audit ORDER BY id")]

    async def hear_changes(self) -> None:
        """Let the trail hear what was committed and not yet heard, as NATS would bring it."""
        rows = await self.rows(
            "SELECT subject, headers, data FROM outbox WHERE stream = 'changes' ORDER BY position"
        )
        (trail,) = [one for one in events.subscriptions if one.stream == "changes"]
        for row in rows:
            message = Msg(_client=None, subject=row.subject, headers=row.headers, data=row.data)  # type: ignore[arg-type]
            await applying.apply_together(
                "identity", self.runtime.database, trail.durable, [trail], [message]
            )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(infrastructure: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    first = {"administrator_email": ADMINISTRATOR, "administrator_password": PASSWORD}
    async with bench(service, infrastructure, tmp_path_factory.mktemp("files"), **first, **CHEAP) as one:
        database, dsn = one.runtime.database, one.runtime.settings.database_dsn
        following = asyncio.create_task(one.runtime.access.follow(database, dsn))
        yield one
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


@pytest_asyncio.fixture(loop_scope="session")
async def identity(opened: Bench) -> Identity:
    await opened.reset()
    await service.start(opened.runtime)
    door = Identity(opened)
    opened.runtime.verifier.trust(await door.call("GET", "/.well-known/jwks.json"))
    return door


@pytest_asyncio.fixture(loop_scope="session")
async def administrator(identity: Identity) -> Signed:
    return await identity.sign_in()
