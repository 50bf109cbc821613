"""What one process has opened: made once at start, closed at the end, passed to whoever needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
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
    redis: Redis
    access: Access
    verifier: Verifier
    tokens: ServiceTokens
    peers: Peers
    files: Files
    closing: AsyncExitStack
    """What a feature opens for as long as the process lives is closed with the rest."""


@asynccontextmanager
async def opened(service: str, settings: Settings) -> AsyncIterator[Runtime]:
    """Open everything; NATS may come up later. What fails to close leaves nothing else open."""
    async with AsyncExitStack() as stack:
        database = Database(service, settings)
        stack.push_async_callback(database.close)
        nc = await _connect(settings, service)
        stack.push_async_callback(nc.close)
        # Tried again: a connection may be from before a restart of Redis.
        retry = Retry(ExponentialBackoff(cap=0.2, base=0.02), 3)
        redis: Redis = Redis.from_url(settings.redis_url.get_secret_value(), retry=retry)
        stack.push_async_callback(redis.aclose)
        tokens = ServiceTokens(service, settings.private_key.get_secret_value(), settings.peer_keys)
        peers = Peers(settings.grpc_peers, tokens)
        stack.push_async_callback(peers.close)
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
            closing=stack,
        )


async def _connect(settings: Settings, service: str) -> Client:
    for _ in range(60):
        try:
            return await streams.connect(settings, service)
        except OSError:
            await asyncio.sleep(0.5)
    return await streams.connect(settings, service)
