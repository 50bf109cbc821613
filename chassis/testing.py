"""Fixtures of service tests: the real doors over a real PostgreSQL, NATS and Redis.

A service's conftest.py makes its fixtures from these:

    async with bench(service, infrastructure, tmp_path) as opened: ...

`bench` starts REST and gRPC on free ports against a scratch database with the migrated schema;
between tests `reset` empties the tables. Events are applied by `hear`, at the moment the test wants.
"""

import asyncio
import base64
import json
import secrets
import socket
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import aiohttp
import asyncpg
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nats.aio.msg import Msg
from sqlalchemy import text

from chassis import applying, events, migrations, telemetry
from chassis.access import project
from chassis.actors import service_actor
from chassis.http.app import create_app
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.roles import serving
from chassis.rpc import server as rpc
from chassis.runtime import Runtime, opened
from chassis.service import Service
from crm.event import Event
from crm.identity.events import RoleChanged, TeamChanged, UserChanged

SIGNER = Ed25519PrivateKey.generate()
KID = "test"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def jwks() -> dict[str, Any]:
    """The public half of the key that signs test tokens."""
    key = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(SIGNER.public_key()))
    return {"keys": [key | {"kid": KID, "alg": "EdDSA", "use": "sig"}]}


@dataclass
class Person:
    """A signed-in user of a test: id, teams, and the headers to call with."""

    id: UUID
    team_ids: list[UUID]
    token: str
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {"Authorization": f"Bearer {self.token}"}


class Bench:
    """One service under test, with its doors open."""

    def __init__(self, service: Service, runtime: Runtime, client: aiohttp.ClientSession) -> None:
        self.service = service
        self.runtime = runtime
        self.client = client

    async def person(
        self,
        permissions: Mapping[str, str] | None = None,
        *,
        teams: Sequence[UUID] = (),
        name: str = "Robin Example",
        language: str = "en",
        masks: Sequence[str] = (),
    ) -> Person:
        """Somebody with exactly these permissions (`{"thing.read": "team"}`), signed in."""
        role, user = new_id(), new_id()
        given = dict(permissions or {})
        await self.announce(
            RoleChanged(role_id=role, version=1, name="test", permissions=given, masks=list(masks))
        )
        await self.announce(
            UserChanged(
                user_id=user,
                version=1,
                name=name,
                email=f"{user}@example.com",
                active=True,
                language=language,
                time_zone="Asia/Shanghai",
                role_ids=[role],
                team_ids=list(teams),
            )
        )
        return Person(user, list(teams), sign(user, roles=[role], teams=teams))

    async def team(self, parent_id: UUID | None = None, name: str = "Team") -> UUID:
        """A team in the tree."""
        team_id = new_id()
        await self.announce(TeamChanged(team_id=team_id, version=1, name=name, parent_id=parent_id))
        return team_id

    async def announce(self, event: Event) -> None:
        """Put an access fact of identity into the projection, as its feed would."""
        async with self.runtime.database.writing(service_actor("test")) as session:
            await project(session, event)
        await self.runtime.access.load(self.runtime.database)

    async def hear(self, event: Event, *, actor: str | None = None, cause_id: UUID | None = None) -> None:
        """Let this service's handlers apply an event of another service, through NATS's message form."""
        info = {
            "service": event.service(),
            "actor": service_actor(event.service()),
            "cause_id": cause_id or new_id(),
        }
        row = message(
            info,
            event_id=new_id(),
            stream=event.service(),
            subject=event.subject,
            record_id=event.record_id,
            data=event.model_dump_json().encode(),
        )
        if actor:
            row["headers"]["ce-actor"] = actor
        heard = Msg(_client=None, subject=row["subject"], headers=row["headers"], data=row["data"])  # type: ignore[arg-type]
        for one in events.subscriptions:
            if event.subject in one.subjects:
                await applying.apply_together(
                    self.service.name, self.runtime.database, one.durable, [one], [heard]
                )

    async def announced(self) -> list[tuple[str, dict[str, Any]]]:
        """The events that this service has announced and not yet sent: (subject, data)."""
        async with self.runtime.database.reading() as session:
            rows = await session.execute(
                text("SELECT subject, data FROM outbox WHERE stream = :own ORDER BY position"),
                {"own": self.service.name},
            )
            return [(subject, json.loads(data)) for subject, data in rows]

    async def reset(self) -> None:
        """Empty every table."""
        async with self.runtime.database.engine.begin() as connection:
            names = await connection.scalars(text(TABLES))
            quoted = ", ".join(f'"{name}"' for name in names)
            await connection.execute(text(f"TRUNCATE {quoted} RESTART IDENTITY"))
        await self.runtime.access.load(self.runtime.database)


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    body: Any
    headers: Any

    @property
    def etag(self) -> str:
        return str(self.headers["ETag"])

    @property
    def problem(self) -> str:
        return str(self.body["type"]).removeprefix("urn:crm:problem:")

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Pointer and kind of each thing wrong."""
        return [(one["pointer"], one["kind"]) for one in self.body["errors"]]


@dataclass
class Calling:
    """Somebody calling the service; each service's tests add what they often ask."""

    bench: Bench
    person: Person

    async def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.bench.client.request(
            method, path, json=body, headers=self.person.headers | named
        ) as response:
            content = await response.json(content_type=None) if await response.read() else None
            return Answer(response.status, content, response.headers)


def sign(
    user_id: UUID,
    *,
    roles: Sequence[UUID] = (),
    teams: Sequence[UUID] = (),
    seconds: int = 300,
    kind: str = "user",
) -> str:
    """An access token as identity would sign it."""
    now = int(time.time())
    claims = {
        "iss": "crm",
        "aud": "crm",
        "sub": str(user_id),
        "kind": kind,
        "sid": str(new_id()),
        "roles": [str(one) for one in roles],
        "teams": [str(one) for one in teams],
        "auth_time": now,
        "iat": now,
        "exp": now + seconds,
    }
    return jwt.encode(claims, SIGNER, algorithm="EdDSA", headers={"kid": KID})


@asynccontextmanager
async def bench(service: Service, infrastructure: Any, tmp: Any, **settings: Any) -> AsyncIterator[Bench]:
    """Open a service's doors on a scratch database of the shared infrastructure."""
    url = await scratch_database(infrastructure.postgres_url, service.name)
    seed = base64.b64encode(secrets.token_bytes(32)).decode()
    chosen = service.settings(
        database_url=url,
        nats_url=infrastructure.nats_url,
        redis_url=infrastructure.redis_url,
        files_dir=tmp,
        http_port=free_port(),
        grpc_port=free_port(),
        private_key=seed,
        peer_keys={service.name: _public(seed)},
        **{"log_level": "warning", **settings},
    )
    await asyncio.to_thread(migrations.upgrade, service.folder, chosen.sqlalchemy_url)
    telemetry.configure(service.name, "test", chosen)
    service.events()
    service.tasks()
    async with AsyncExitStack() as stack:
        runtime = await stack.enter_async_context(opened(service.name, chosen))
        runtime.verifier.trust(jwks())
        await service.start(runtime)
        await runtime.access.load(runtime.database)
        app = create_app(service.name, runtime, list(service.http(runtime)))
        await stack.enter_async_context(serving(app, chosen.host, chosen.http_port))
        server = await rpc.start(runtime, service.rpc(runtime))
        stack.push_async_callback(server.stop, 0)
        base = f"http://{chosen.host}:{chosen.http_port}"
        client = await stack.enter_async_context(aiohttp.ClientSession(base))
        yield Bench(service, runtime, client)


def _public(seed: str) -> str:
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed)).public_key()
    return base64.b64encode(key.public_bytes_raw()).decode()


async def scratch_database(postgres_url: str, name: str) -> str:
    """A fresh database; the shared server is thrown away with all of them."""
    database = f"test_{name.replace('-', '_')}_{secrets.token_hex(4)}"
    connection = await asyncpg.connect(postgres_url)
    await connection.execute(f'CREATE DATABASE "{database}"')
    await connection.close()
    return postgres_url.rsplit("/", 1)[0] + "/" + database
