"""Carries the outbox to NATS: reads unsent rows in order, publishes, deletes after the ack.

One relay is active per service (an advisory lock on its database); the others stand by. A crash
between ack and delete sends a message twice: its id is the same, the inbox of each consumer drops it.
Interactive messages go first. Bulk ones (an import of 100,000) follow as fast as the consumers of
the stream take them, so that a person's click never queues behind them. Change rows, which nobody waits
for, go many at once when there are many.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

import asyncpg
import nats.errors
import orjson
import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.errors import APIError

from chassis import metrics, wake
from chassis.database import DISCONNECTED
from chassis.identifiers import new_id
from chassis.settings import Settings

log = structlog.get_logger(__name__)
LOCK = 0x6F7574626F78  # "outbox"
BATCH = 500
MANY = 16
"""From so many messages on, one atomic batch costs less than as many single ones under way at once: it
takes NATS 2.3 ms of CPU whatever its size, a single message 0.15 to 0.3."""
BULK_BACKLOG = 1000
POLL_SECONDS = 1.0
RETRY_SECONDS = 1.0
GATHER_SECONDS = 0.2
"""Change rows go at most this often; the first ones after a pause go at once."""
LANE = """
    SELECT position, id, stream, subject, headers, data FROM outbox WHERE bulk = $1 ORDER BY position LIMIT $2
"""
EVENTS = LANE.replace("WHERE", "WHERE stream <> 'changes' AND")


class NotAcknowledged(Exception):
    """NATS refused a batch or did not answer."""


async def run(settings: Settings, nc: Client) -> None:
    """Relay until cancelled; a lost connection is taken up again after a second."""
    while True:
        try:
            connection = await asyncpg.connect(settings.database_dsn, timeout=5, command_timeout=30)
            try:
                await _relay(connection, nc)
            finally:
                connection.terminate()
        except (*DISCONNECTED, nats.errors.Error, NotAcknowledged) as error:
            log.warning("relay interrupted", error=repr(error))
        await asyncio.sleep(RETRY_SECONDS)


async def _relay(connection: "asyncpg.Connection[Any]", nc: Client) -> None:
    await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=orjson.loads)
    while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):  # noqa: ASYNC110  # another process
        await asyncio.sleep(1)
    await connection.add_listener("outbox", lambda *_: wake.outbox_filled.set())
    wake.relaying = True
    try:
        await _send_on(connection, nc)
    finally:
        wake.relaying = False


async def _send_on(connection: "asyncpg.Connection[Any]", nc: Client) -> None:
    clock = asyncio.get_running_loop().time
    gathered, sent = -GATHER_SECONDS, 0
    while True:
        wake.outbox_filled.clear()
        rest = gathered + GATHER_SECONDS - clock()
        changes = rest <= 0 or sent == BATCH
        sent = await send_some(connection, nc, changes=changes)
        if sent and changes:
            gathered = clock()
        if not sent:
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS if changes else rest):
                    await wake.outbox_filled.wait()


async def send_some(connection: "asyncpg.Connection[Any]", nc: Client, *, changes: bool = True) -> int:
    """Send one batch of the lane that is due, with or without change rows of interactive work; returns how
    many messages were acknowledged."""
    rows = await connection.fetch(LANE if changes else EVENTS, False, BATCH)
    if not rows:
        rows = await connection.fetch(LANE, True, BATCH)
        if rows and not await _bulk_is_due(connection, nc.jetstream(), {row["stream"] for row in rows}):
            rows = await connection.fetch(LANE, False, BATCH)
    for stream, group in groupby(sorted(rows, key=lambda row: row["stream"]), key=lambda row: row["stream"]):
        messages = list(group)
        await _publish(nc, messages)
        await connection.execute(
            "DELETE FROM outbox WHERE position = ANY($1)", [m["position"] for m in messages]
        )
        metrics.events_published.labels(stream).inc(len(messages))
    return len(rows)


async def _publish(nc: Client, messages: Sequence[Any]) -> None:
    if len(messages) >= MANY:
        try:
            await _publish_atomically(nc, messages)
        except (NotAcknowledged, TimeoutError, nats.errors.TimeoutError, nats.errors.NoRespondersError):
            log.info("batch refused, sending singly", messages=len(messages))
        else:
            return
    js = nc.jetstream()
    for start in range(0, len(messages), MANY):
        await asyncio.gather(*(_publish_one(js, one) for one in messages[start : start + MANY]))


async def _publish_one(js: JetStreamContext, message: Any) -> None:
    headers = message["headers"] | {"Nats-Msg-Id": str(message["id"])}
    await js.publish(
        message["subject"], message["data"], timeout=5, stream=message["stream"], headers=headers
    )


async def _publish_atomically(nc: Client, messages: Sequence[Any]) -> None:
    """All or none, with one round trip and one fsync (NATS 2.12: Nats-Batch-* headers)."""
    batch, last = str(new_id()), len(messages)
    for sequence, message in enumerate(messages, 1):
        headers = message["headers"] | {
            "Nats-Msg-Id": str(message["id"]),
            "Nats-Expected-Stream": message["stream"],
            "Nats-Batch-Id": batch,
            "Nats-Batch-Sequence": str(sequence),
        }
        if sequence < last:
            await nc.publish(message["subject"], message["data"], headers=headers)
        else:
            headers["Nats-Batch-Commit"] = "1"
            reply = await nc.request(message["subject"], message["data"], timeout=5, headers=headers)
            if "error" in (answer := orjson.loads(reply.data)):
                raise NotAcknowledged(answer["error"])


async def _bulk_is_due(
    connection: "asyncpg.Connection[Any]", js: JetStreamContext, streams: set[str]
) -> bool:
    """Let the consumers catch up before more bulk, a second at the most: a dead one must not block.

    False as soon as something interactive is waiting.
    """
    for _ in range(10):
        try:
            found = [one for stream in streams for one in await js.consumers_info(stream)]
        except APIError:
            return True
        pending = [one.num_pending or 0 for one in found if one.config.durable_name]
        if max(pending, default=0) < BULK_BACKLOG:
            return True
        await asyncio.sleep(0.1)
        if await connection.fetchval("SELECT EXISTS (SELECT FROM outbox WHERE NOT bulk)"):
            return False
    return True
