"""Relay and consumers at work in a test, and waiting for what they bring about."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chassis import consumer, events, relay, streams
from chassis.actors import service_actor
from chassis.events import Subscription
from chassis.identifiers import new_id
from chassis.outbox import publish
from chassis.testing import Bench
from chassis.tests.example.notes import NoteWritten


@asynccontextmanager
async def running(
    example: Bench, *, relays: int = 1, heard: Sequence[Subscription] | None = None
) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """Relays and consumers of the example, on a clean stream; gives the relays."""
    runtime = example.runtime
    js = runtime.nats.jetstream()
    for name in ("example", "changes"):
        with suppress(Exception):
            await js.delete_stream(name)
    await streams.ensure_streams(runtime.nats, runtime.settings, "example")
    wanted = list(events.subscriptions if heard is None else heard)
    carrying = [asyncio.create_task(relay.run(runtime.settings, runtime.nats)) for _ in range(relays)]
    tasks = [
        *carrying,
        asyncio.create_task(consumer.run("example", runtime.database, runtime.nats, wanted)),
    ]
    try:
        yield carrying
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def announce(example: Bench, count: int, title: str = "t", *, bulk: bool = False) -> list[UUID]:
    """Commit so many facts of one cause."""
    ids = [new_id() for _ in range(count)]
    async with example.runtime.database.writing(service_actor("example"), bulk=bulk) as session:
        publish(session, *(NoteWritten(note_id=one, version=1, title=title) for one in ids))
    return ids


async def until(example: Bench, statement: str, wanted: object, seconds: float = 15) -> None:
    """Wait until a query gives what is wanted."""
    found: object = None
    for _ in range(int(seconds * 20)):
        with suppress(DBAPIError):  # the test may have cut connections
            async with example.runtime.database.reading() as session:
                found = await session.scalar(text(statement))
        if found == wanted:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{statement}: {found}, expected {wanted}")


HEARD = "SELECT count(*) FROM heard_of"
TWICE = "SELECT count(*) FROM heard_of WHERE times > 1"
