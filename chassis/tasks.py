"""Long and heavy work in Celery workers: `@task("reports.run")` above an async function of (Runtime, id).

A task is a hint that work is waiting; the truth is the row. It may be lost, repeated or run twice at
once: the function claims its row and does what is left. Enqueue by its name after the row is written,
`hint(session, later(runtime, "reports.run", id))`, and declare a periodic reconciler for rows that
wait too long.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from opentelemetry import propagate, trace

from chassis import health, metrics
from chassis.runtime import Runtime, opened
from chassis.settings import Settings
from chassis.telling import span, told

if TYPE_CHECKING:
    from celery import Celery

log = structlog.get_logger(__name__)
tracer = trace.get_tracer(__name__)
LONGEST_TASK = 3600
"""Seconds a task may take; longer work stops at a saved step and asks for another run."""

Task = Callable[..., Awaitable[None]]
tasks: dict[str, Task] = {}
"""What this process's modules have declared, by name."""


def task(name: str) -> Callable[[Task], Task]:
    """Declare work for the worker under a name that use cases enqueue it by."""

    def declare(function: Task) -> Task:
        tasks[name] = function
        return function

    return declare


def later(runtime: Runtime, name: str, *arguments: str) -> Callable[[], Awaitable[None]]:
    """A call that enqueues the task; hand it to `wake.hint`."""

    async def send() -> None:
        await asyncio.to_thread(_send, runtime.service, runtime.settings, name, arguments)

    return send


def _send(service: str, settings: Settings, name: str, arguments: tuple[str, ...]) -> None:
    headers: dict[str, str] = {}
    propagate.inject(headers)
    app = celery_app(service, settings.redis_url.get_secret_value())
    app.send_task(name, args=arguments, headers=headers, ignore_result=True, retry=False)


@cache
def celery_app(service: str, broker: str) -> "Celery":
    """The Celery application, with the settings that lose nothing when a worker is killed.

    A killed child's task is back at once; that of a machine that went away only after the visibility
    timeout, so that is what the reconciler of its row is for.
    """
    from celery import Celery  # a second of import that only senders and workers pay

    app = Celery(service, broker=broker)
    app.conf.update(
        task_default_queue=service,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        broker_transport_options={
            "visibility_timeout": 2 * LONGEST_TASK,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 2,
            "socket_timeout": 10,
        },
        task_time_limit=LONGEST_TASK,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_max_retries=None,
        broker_connection_retry_on_startup=True,
        worker_hijack_root_logger=False,
        worker_concurrency=1,
        worker_proc_alive_timeout=60,  # a fresh process waits for NATS; 4 s would kill it over and over
    )
    return app


class TaskFailed(Exception):
    """A task ended with an error; its text says which, without what people keep in this system."""


class Worker:
    """One worker process: its event loop and opened runtime live as long as it does."""

    def __init__(self, service: str, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        self._context = opened(service, settings)
        self._runtime = self._loop.run_until_complete(self._context.__aenter__())

    def run(self, name: str, arguments: tuple[str, ...], carrier: Mapping[str, str]) -> None:
        """Run one task to its end, in the trace of whoever hinted at it."""
        outcome, parent = "failed", propagate.extract(carrier)
        try:
            with span(tracer, f"task {name}", parent, trace.SpanKind.CONSUMER):
                self._loop.run_until_complete(tasks[name](self._runtime, *arguments))
            outcome = "done"
        except Exception as error:
            log.error("task failed", task=name, exc_info=error)
            raise TaskFailed(told(error)) from None  # Celery logs the text of what it gets
        finally:
            metrics.tasks_done.labels(name, outcome).inc()


def register(service: str, settings: Settings) -> "Celery":
    """The application with all declared tasks, for the worker role."""
    from celery.signals import worker_process_init

    app = celery_app(service, settings.redis_url.get_secret_value())
    workers: list[Worker] = []

    @worker_process_init.connect(weak=False)
    def start(**_: Any) -> None:
        workers.append(Worker(service, settings))
        gc.freeze()  # what was loaded stays
        gc.set_threshold(50_000, 20, 20)  # a chunk of rows comes and goes without the collector
        probes = health.Health(watched=False)  # its loop stands still between tasks
        probes.ready = True
        health.serve(probes, settings.host, settings.metrics_port)  # here, where the tasks are counted

    for name in tasks:
        app.task(name=name, bind=True)(_body(workers, name))
    return app


def _body(workers: list[Worker], name: str) -> Callable[..., None]:
    def run(self: Any, *arguments: str) -> None:  # Celery needs its name: a lambda has none
        workers[0].run(name, arguments, self.request.headers or {})

    return run
