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

from .neighbours import CustomerNeighbour, HttpNeighbour


@dataclass
class Bench:
    """One gateway process under test, with what lies around it."""

    runtime: Runtime
    client: aiohttp.ClientSession
    http: HttpNeighbour
    customer: CustomerNeighbour

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


@pytest.fixture(scope="session")
async def neighbours() -> AsyncIterator[tuple[HttpNeighbour, int, CustomerNeighbour, int]]:
    """What the gateway passes requests on to, and asks."""
    http, port, customer, grpc_port = HttpNeighbour(), free_port(), CustomerNeighbour(), free_port()  # type: ignore[abstract]  # what is asked
    async with serving(http, "127.0.0.1", port):
        server = await customer.serve(grpc_port)
        yield http, port, customer, grpc_port
        await server.stop(0)


@asynccontextmanager
async def gateway(infrastructure: Infrastructure, neighbours: Any, **settings: Any) -> AsyncIterator[Bench]:
    """A gateway process with its door open."""
    http, port, customer, grpc_port = neighbours
    peers = dict.fromkeys(("identity", "customer", "service-desk"), f"http://127.0.0.1:{port}")
    absent = f"http://127.0.0.1:{free_port()}"
    usual = {
        "redis_url": infrastructure.redis_url,
        "http_peers": {**peers, "absent": absent},
        "grpc_peers": {"customer": f"127.0.0.1:{grpc_port}"},
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
            yield Bench(runtime, client, http, customer)


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
    for name in ("customer", "notifications", "identity"):
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
    shared.http.reset()
    shared.customer.reset()
    return shared


@pytest.fixture
def gateway_of(infrastructure: Infrastructure, neighbours: Any, nats_streams: Client) -> Any:
    """Makes a gateway with other settings: `async with gateway_of(rate_limit=3) as edge`."""

    def make(**settings: Any) -> Any:
        neighbours[0].reset()
        neighbours[2].reset()
        return gateway(infrastructure, neighbours, **settings)

    return make


@pytest.fixture
def customer_id() -> UUID:
    """A customer that nobody else in the tests uses."""
    return new_id()
