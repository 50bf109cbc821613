"""What one process has opened: made once at start, closed at the end, passed to whoever needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from nats.aio.client import Client
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from chassis import streams
from chassis.access import Access
from chassis.database import Database
from chassis.files import Files
from chassis.rpc.client import Peers
from chassis.settings import Settings
from chassis.tokens import ServiceTokens, Verifier


@dataclass(frozen=True)
class Runtime:
    """The opened resources of one process of one service."""

    service: str
    settings: Settings
    database: Database
    nats: Client
    redis: "Redis"
    access: Access
    verifier: Verifier
    tokens: ServiceTokens
    peers: Peers
    files: Files


@asynccontextmanager
async def opened(service: str, settings: Settings) -> AsyncIterator[Runtime]:
    """Open everything; NATS may come up later than this process."""
    database = Database(service, settings)
    tokens = ServiceTokens(service, settings.private_key.get_secret_value(), settings.peer_keys)
    nc = await _connect(settings, service)
    retry = Retry(ExponentialBackoff(cap=0.2, base=0.02), 3)  # a connection from before a restart of Redis
    redis: Redis = Redis.from_url(settings.redis_url.get_secret_value(), retry=retry)
    peers = Peers(settings.grpc_peers, tokens)
    try:
        yield Runtime(
            service=service,
            settings=settings,
            database=database,
            nats=nc,
            redis=redis,
            access=Access(service),
            verifier=Verifier(settings.http_peers.get("identity", "")),
            tokens=tokens,
            peers=peers,
            files=Files(settings.files_dir / service),
        )
    finally:
        await peers.close()
        await redis.aclose()
        await nc.close()
        await database.close()


async def _connect(settings: Settings, service: str) -> Client:
    for _ in range(60):
        try:
            return await streams.connect(settings, service)
        except OSError:
            await asyncio.sleep(0.5)
    return await streams.connect(settings, service)
