"""Running a service in the role asked for: `python -m <service> serve|api|events|scheduler|worker|migrate`.

`serve` is the small install: REST, gRPC, relay, consumers and scheduler in one event loop. `api`,
`events` and `scheduler` are the same parts apart, for scaling them apart; any number of each may run.
"""

import argparse
import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator
from functools import partial

import structlog
import uvicorn
import uvloop
from starlette.types import ASGIApp

from chassis import (
    access_feed,
    applying,
    consumer,
    events,
    health,
    migrations,
    periodic,
    relay,
    streams,
    tasks,
    telemetry,
)
from chassis.http.protocol import ProblemProtocol
from chassis.runtime import Runtime, opened
from chassis.service import Service
from chassis.settings import Settings

log = structlog.get_logger(__name__)
ROLES = ("serve", "api", "events", "scheduler", "worker", "migrate", "replay")


def main(service: Service, arguments: list[str] | None = None) -> None:
    """Entry point of every service's __main__."""
    parser = argparse.ArgumentParser(prog=service.name)
    parser.add_argument("role", choices=(*ROLES, *service.commands))
    parser.add_argument(
        "consumer", nargs="?", help="replay only: the consumer whose dead letters to apply again"
    )
    chosen = parser.parse_args(arguments)
    settings = service.settings.load()
    telemetry.configure(service.name, chosen.role, settings)
    if service.doors is not None and chosen.role not in ("serve", "api"):
        parser.error(f"{service.name} keeps nothing, so it has no such role")
    if chosen.role == "migrate":
        migrations.upgrade(service.folder, settings.sqlalchemy_url)
    elif chosen.role == "worker":
        _work(service, settings)
    elif chosen.role == "replay":
        _run(_replay(service, settings, chosen.consumer))
    elif chosen.role in service.commands:
        _run(_command(service, settings, chosen.role))
    else:
        _run(_serve(service, settings, chosen.role))


def _run(body: Coroutine[None, None, None]) -> None:
    runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with runner, contextlib.suppress(asyncio.CancelledError):  # told to stop while it was starting
        runner.run(body)


async def _serve(service: Service, settings: Settings, role: str) -> None:
    probes = health.Health()
    health.serve(probes, settings.host, settings.metrics_port)
    stop = _stop_on_signals(probes)
    beat = asyncio.create_task(_beat(probes))
    async with opened(service.name, settings) as runtime:
        if service.doors is None:
            await migrations.await_schema(runtime.database.engine, service.folder)
            await streams.ensure_streams(runtime.nats, settings, service.name)
            await service.start(runtime)
            await runtime.access.load(runtime.database)
        async with contextlib.AsyncExitStack() as stack:
            background = await stack.enter_async_context(_background(service, runtime, role))
            if role in ("serve", "api"):
                await stack.enter_async_context((service.doors or partial(_doors, service))(runtime))
                await runtime.verifier.await_keys(5)
            gc.freeze()  # what was loaded stays: the collector need not walk through it again and again
            gc.set_threshold(10_000, 20, 20)
            probes.ready = True
            log.info("ready")
            stopped = asyncio.ensure_future(stop.wait())
            await asyncio.wait({stopped, background}, return_when=asyncio.FIRST_COMPLETED)
            probes.ready = False
            if background.done():
                background.result()
    beat.cancel()


def _stop_on_signals(probes: health.Health) -> asyncio.Event:
    """Set when the process is told to stop; while it is still starting, the start is given up."""
    stop, main = asyncio.Event(), asyncio.current_task()

    def leave() -> None:
        if main is not None and not probes.ready and not stop.is_set():
            main.cancel()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leave)
    return stop


@contextlib.asynccontextmanager
async def _background(service: Service, runtime: Runtime, role: str) -> AsyncIterator[asyncio.Task[None]]:
    """Everything that runs beside the doors; if any of it ends, the process does, and is started anew."""

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(runtime.verifier.follow())
            if service.doors is not None:
                return
            group.create_task(runtime.access.follow(runtime.database, runtime.settings.database_dsn))
            group.create_task(periodic.measure(runtime))
            if role in ("serve", "events"):
                group.create_task(relay.run(runtime.settings, runtime.nats))
                heard = _subscriptions(service, runtime)
                group.create_task(consumer.run(service.name, runtime.database, runtime.nats, heard))
            if role in ("serve", "scheduler"):
                service.periodic()
                group.create_task(periodic.run(runtime))

    task = asyncio.create_task(run())
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _subscriptions(service: Service, runtime: Runtime) -> list[events.Subscription]:
    service.events()
    own = [] if service.identity else [access_feed.subscription(runtime)]
    return [*own, *(one.within(runtime) for one in events.subscriptions)]


async def _beat(probes: health.Health) -> None:
    while True:
        probes.beat()
        await asyncio.sleep(1)


@contextlib.asynccontextmanager
async def _doors(service: Service, runtime: Runtime) -> AsyncIterator[None]:
    """REST and gRPC, drained on the way out: no new calls, the running ones finish."""
    from chassis.http.app import create_app
    from chassis.rpc import server as rpc

    app = create_app(service.name, runtime, list(service.http(runtime)))
    grpc_server = await rpc.start(runtime, service.rpc(runtime))
    async with serving(app, runtime.settings.host, runtime.settings.http_port):
        try:
            yield
        finally:
            await grpc_server.stop(5)


class _Quiet(uvicorn.Server):
    """Uvicorn without its signal handlers: the role listens to signals itself."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int, *, connections: int = 1000) -> AsyncIterator[None]:
    """Serve an ASGI application until the block ends; beyond so many connections the answer is 503."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="none",
        http=ProblemProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # or uvicorn believes whoever connects from this machine
        timeout_graceful_shutdown=10,
        timeout_keep_alive=75,  # longer than the gateway keeps idle connections, so that it closes first
        limit_concurrency=connections,
    )
    server = _Quiet(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            task.result()
            raise RuntimeError(f"{host}:{port} cannot be served")
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task


def _work(service: Service, settings: Settings) -> None:
    service.tasks()
    app = tasks.register(service.name, settings)
    app.worker_main(["--quiet", "worker", "--loglevel=warning", "--without-gossip", "--without-mingle"])


async def _replay(service: Service, settings: Settings, durable: str | None) -> None:
    async with opened(service.name, settings) as runtime:
        handlers = _subscriptions(service, runtime)
        done, left = await applying.replay(service.name, runtime.database, handlers, durable)
        log.info("replayed", applied=done, still_dead=left)


async def _command(service: Service, settings: Settings, name: str) -> None:
    async with opened(service.name, settings) as runtime:
        if not await service.commands[name](runtime):
            raise SystemExit(1)
