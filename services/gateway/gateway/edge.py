"""What the edge has opened: made once at start, closed at the end, passed to every door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

import aiohttp

from chassis.problems import NotSignedIn
from chassis.runtime import Runtime
from gateway.addresses import Addresses, counted
from gateway.callers import Caller, Callers
from gateway.exchange import Exchange
from gateway.limits import Limits
from gateway.openapi.service import Documents
from gateway.origins import Origins
from gateway.proxying.service import Proxy
from gateway.sessions.api_keys import ApiKeys
from gateway.sessions.identity import Identity
from gateway.sessions.service import Sessions
from gateway.sessions.store import Store
from gateway.settings import Settings
from gateway.stream.service import Live
from gateway.stream.switchboard import Switchboard
from gateway.web import files

POOL = 200  # connections to all services together
IDLE_SECONDS = 60.0  # less than services keep idle connections


@dataclass(frozen=True)
class Edge:
    """The opened parts of one gateway process."""

    settings: Settings
    runtime: Runtime
    addresses: Addresses
    origins: Origins
    callers: Callers
    limits: Limits
    sessions: Sessions
    proxy: Proxy
    documents: Documents
    live: Live
    switchboard: Switchboard
    web: dict[str, files.File]
    """Path → file of the web app; empty when it was not built."""

    @property
    def secure(self) -> bool:
        """Whether people reach us by https."""
        return self.settings.public_url.startswith("https://")

    async def recognise(self, exchange: Exchange) -> Caller:
        """Who calls, counted against their limit. Raises what Callers and Limits raise."""
        settings = self.settings
        try:
            caller = await self.callers.recognise(exchange)
        except NotSignedIn:
            self.limits.take(f"address:{counted(exchange.address)}", settings.anonymous_rate_limit)
            raise
        limit = settings.rate_limit if caller.user_id else settings.anonymous_rate_limit
        self.limits.take(caller.key, limit)
        return caller


@asynccontextmanager
async def opened(runtime: Runtime) -> AsyncIterator[Edge]:
    """Open everything, and keep the live feed and the limits running until the end."""
    settings = Settings.of(runtime.settings)
    async with _client(settings) as client:
        identity = Identity(client, settings.http_peers.get("identity", ""))
        sessions = Sessions(Store(runtime.redis, settings.session_days), identity, runtime.verifier)
        origins = Origins(settings.public_url, settings.allowed_origins)
        limits = Limits(runtime.redis)
        api_keys = ApiKeys(
            identity, runtime.verifier, partial(_admit_key, limits, settings.anonymous_rate_limit)
        )
        live = Live(runtime, sessions, api_keys, settings.streams_per_principal)
        edge = Edge(
            settings=settings,
            runtime=runtime,
            addresses=Addresses(settings.trusted_proxies),
            origins=origins,
            callers=Callers(runtime.verifier, sessions, api_keys, origins),
            limits=limits,
            sessions=sessions,
            proxy=Proxy(
                client,
                settings.http_peers,
                body_limit=settings.body_limit,
                upload_limit=settings.upload_limit,
            ),
            documents=Documents(client, settings.http_peers),
            live=live,
            switchboard=Switchboard(runtime.nats, live),
            web=await asyncio.to_thread(files.read, settings.web_folder),
        )
        for peer in settings.grpc_peers:  # connected before the first screen has 300 ms for its answer
            runtime.peers.channel(peer).get_state(try_to_connect=True)
        async with _at_work(edge):
            yield edge


@asynccontextmanager
async def _at_work(edge: Edge) -> AsyncIterator[None]:
    running = asyncio.gather(edge.limits.settle(), edge.live.run(), edge.switchboard.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def _admit_key(limits: Limits, limit: int, address: str) -> None:
    """Count a key that has to be exchanged: made-up ones must not keep identity busy."""
    limits.take(f"key:{counted(address)}", limit)


def _client(settings: Settings) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=POOL, keepalive_timeout=IDLE_SECONDS),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=2, sock_read=settings.upstream_timeout),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
    )
