"""Running a service in the role asked for: `python -m <service> serve|api|events|scheduler|worker|migrate`.

`serve` is the small install: REST, gRPC, relay, consumers and scheduler in one event loop. `api`,
`events` and `scheduler` are the same parts apart, for scaling them apart; any number of each may run.
"""

import argparse
import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator

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
from chassis.runtime import Runtime, opened
from chassis.service import Service
from chassis.settings import Settings

log = structlog.get_logger(__name__)
ROLES = ("serve", "api", "events", "scheduler", "worker", "migrate", "replay")


def main(service: Service, arguments: list[str] | None = None) -> None:
    """Entry point of every service's __main__."""
    parser = argparse.ArgumentParser(prog=service.name)
    parser.add_argument("role", choices=ROLES)
    parser.add_argument(
        "consumer", nargs="?", help="replay only: the consumer whose dead letters to apply again"
    )
    chosen = parser.parse_args(arguments)
    settings = service.settings.load()
    telemetry.configure(service.name, chosen.role, settings)
    if chosen.role == "migrate":
        migrations.upgrade(service.folder, settings.sqlalchemy_url)
    elif chosen.role == "worker":
        _work(service, settings)
    elif chosen.role == "replay":
        _run(_replay(service, settings, chosen.consumer))
    else:
        _run(_serve(service, settings, chosen.role))


def _run(body: Coroutine[None, None, None]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(body)


async def _serve(service: Service, settings: Settings, role: str) -> None:
    probes = health.Health()
    health.serve(probes, settings.host, settings.metrics_port)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened(service.name, settings) as runtime:
        await migrations.await_schema(runtime.database.engine, service.folder)
        await streams.ensure_streams(runtime.nats, settings, service.name)
        async with contextlib.AsyncExitStack() as stack:
            background = await stack.enter_async_context(_background(service, runtime, role, probes))
            if role in ("serve", "api"):
                await stack.enter_async_context(_doors(service, runtime))
            probes.ready = True
            log.info("ready")
            stopped = asyncio.ensure_future(stop.wait())
            await asyncio.wait({stopped, background}, return_when=asyncio.FIRST_COMPLETED)
            probes.ready = False
            if background.done():
                background.result()


@contextlib.asynccontextmanager
async def _background(
    service: Service, runtime: Runtime, role: str, probes: health.Health
) -> AsyncIterator[asyncio.Task[None]]:
    """Everything that runs beside the doors; if any of it ends, the process does, and is started anew."""

    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_beat(probes))
            group.create_task(runtime.access.follow(runtime.database, runtime.settings.database_dsn))
            group.create_task(runtime.verifier.follow())
            if role in ("serve", "events"):
                group.create_task(relay.run(runtime.settings, runtime.nats))
                heard = _subscriptions(service, runtime)
                group.create_task(consumer.run(service.name, runtime.database, runtime.nats, heard))
            if role in ("serve", "scheduler"):
                service.periodic()
                group.create_task(periodic.run(runtime))

    await runtime.access.load(runtime.database)
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
    return [*own, *events.subscriptions]


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
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[None]:
    """Serve an ASGI application until the block ends."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="none",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=10,
        limit_concurrency=1000,
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
    from celery.signals import worker_ready, worker_shutting_down

    service.tasks()
    app = tasks.register(service.name, settings)
    probes = health.Health()
    probes.beat = lambda: None  # type: ignore[method-assign]
    health.serve(probes, settings.host, settings.metrics_port)
    worker_ready.connect(lambda **_: setattr(probes, "ready", True), weak=False)
    worker_shutting_down.connect(lambda **_: setattr(probes, "ready", False), weak=False)
    app.worker_main(["--quiet", "worker", "--loglevel=warning", "--without-gossip", "--without-mingle"])


async def _replay(service: Service, settings: Settings, durable: str | None) -> None:
    async with opened(service.name, settings) as runtime:
        handlers = _subscriptions(service, runtime)
        done, left = await applying.replay(service.name, runtime.database, handlers, durable)
        log.info("replayed", applied=done, still_dead=left)
