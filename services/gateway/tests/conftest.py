"""The real gateway over real Redis and NATS; its neighbours stand-ins by their contracts."""

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import aiohttp
import grpc.aio
import pytest
from nats.aio.client import Client

from chassis import relay, streams, telemetry, testing
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.roles import serving
from chassis.runtime import Runtime, opened
from chassis.testing import free_port, jwks
from crm.event import Event
from deploy.local.infrastructure import Infrastructure
from gateway.main import doors
from gateway.settings import Settings
from identity.main import service as identity_service

from .neighbours import CustomerNeighbour, HttpNeighbour, SalesNeighbour


@dataclass
class Bench:
    """One gateway process under test, with what lies around it."""

    runtime: Runtime
    client: aiohttp.ClientSession
    http: HttpNeighbour
    customer: CustomerNeighbour
    sales: SalesNeighbour

    @property
    def port(self) -> int:
        return self.runtime.settings.http_port

    async def announce(self, event: Event) -> None:
        """Put a fact on its stream, as the relay of its service does."""
        info = {"service": event.service(), "actor": service_actor(event.service()), "cause_id": new_id()}
        row = message(
            info,
            event_id=new_id(),
            stream=event.service(),
            subject=event.subject,
            record_id=event.record_id,
            data=event.model_dump_json().encode(),
        )
        await self.runtime.nats.jetstream().publish(row["subject"], row["data"], headers=row["headers"])


@dataclass
class Around:
    """What the gateway passes requests on to, and asks."""

    http: HttpNeighbour
    customer: CustomerNeighbour
    sales: SalesNeighbour
    http_port: int
    grpc_port: int

    def reset(self) -> None:
        for one in (self.http, self.customer, self.sales):
            one.reset()


@pytest.fixture(scope="session")
async def neighbours() -> AsyncIterator[Around]:
    """Stand-ins for the services."""
    customer, sales = CustomerNeighbour(), SalesNeighbour()  # type: ignore[abstract]  # what is asked
    around = Around(HttpNeighbour(), customer, sales, free_port(), free_port())
    server = grpc.aio.server()
    customer.add_to(server)
    sales.add_to(server)
    server.add_insecure_port(f"127.0.0.1:{around.grpc_port}")
    async with serving(around.http, "127.0.0.1", around.http_port):
        await server.start()
        yield around
        await server.stop(0)


@asynccontextmanager
async def gateway(infrastructure: Infrastructure, around: Around, **settings: Any) -> AsyncIterator[Bench]:
    """A gateway process with its door open."""
    peers = dict.fromkeys(("identity", "customer", "service-desk"), f"http://127.0.0.1:{around.http_port}")
    absent = f"http://127.0.0.1:{free_port()}"
    usual = {
        "redis_url": infrastructure.redis_url,
        "http_peers": {**peers, "absent": absent},
        "grpc_peers": dict.fromkeys(("customer", "sales"), f"127.0.0.1:{around.grpc_port}"),
        "private_key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "log_level": "error",
    }
    chosen = Settings(nats_url=infrastructure.nats_url, http_port=free_port(), **{**usual, **settings})
    telemetry.configure("gateway", "test", chosen)
    async with opened("gateway", chosen) as runtime:
        runtime.verifier.trust(jwks())
        async with (
            doors(runtime),
            aiohttp.ClientSession(
                f"http://127.0.0.1:{chosen.http_port}", cookie_jar=aiohttp.DummyCookieJar()
            ) as client,
        ):
            yield Bench(runtime, client, around.http, around.customer, around.sales)


CREDENTIALS = {"email": "admin@example.com", "password": "correct horse battery staple"}


@asynccontextmanager
async def with_identity(
    infrastructure: Infrastructure, neighbours: Any, folder: Any, *, limited: bool = True, **settings: Any
) -> AsyncIterator[tuple[testing.Bench, Bench]]:
    """The real identity service with its relay, and a gateway before it."""
    edges: dict[str, Any] = (
        {} if limited else dict.fromkeys(("rate_limit", "anonymous_rate_limit", "sign_in_rate_limit"), 0)
    )
    first = {
        "administrator_email": CREDENTIALS["email"],
        "administrator_password": CREDENTIALS["password"],
        "password_memory": 8,
        "password_passes": 1,
    }
    async with testing.bench(identity_service, infrastructure, folder, **first, **settings) as identity:
        chosen = identity.runtime.settings
        await streams.ensure_streams(identity.runtime.nats, chosen, "identity")
        background = asyncio.gather(
            relay.run(chosen, identity.runtime.nats),
            identity.runtime.access.follow(identity.runtime.database, chosen.database_dsn),
        )
        url = f"http://{chosen.host}:{chosen.http_port}"
        async with identity.client.get("/.well-known/jwks.json") as answer:
            identity.runtime.verifier.trust(await answer.json())
        edges["http_peers"] = {"identity": url}
        async with gateway(infrastructure, neighbours, trusted_proxies=["127.0.0.1/32"], **edges) as edge:
            edge.runtime.verifier.trust({"keys": []})
            yield identity, edge
        background.cancel()
        with suppress(asyncio.CancelledError):
            await background


@pytest.fixture(scope="session")
async def nats_streams(infrastructure: Infrastructure) -> AsyncIterator[Client]:
    """The streams that the services around would have made."""
    settings = Settings(nats_url=infrastructure.nats_url)
    nc = await streams.connect(settings, "test")
    for name in ("customer", "sales", "notifications", "identity"):
        await streams.ensure_stream(nc, settings, name, f"{name}.>")
    yield nc
    await nc.close()


@pytest.fixture(scope="session")
async def shared(
    infrastructure: Infrastructure, neighbours: Any, nats_streams: Client
) -> AsyncIterator[Bench]:
    """The gateway most tests share: nothing they do stays in it."""
    async with gateway(infrastructure, neighbours) as bench:
        yield bench


@pytest.fixture
def edge(shared: Bench) -> Bench:
    """The shared gateway, with neighbours as they were at first."""
    for one in (shared.http, shared.customer, shared.sales):
        one.reset()
    return shared


@pytest.fixture
def gateway_of(infrastructure: Infrastructure, neighbours: Any, nats_streams: Client) -> Any:
    """Makes a gateway with other settings: `async with gateway_of(rate_limit=3) as edge`."""

    def make(**settings: Any) -> Any:
        neighbours.reset()
        return gateway(infrastructure, neighbours, **settings)

    return make


@pytest.fixture
def customer_id() -> UUID:
    """A customer that nobody else in the tests uses."""
    return new_id()
