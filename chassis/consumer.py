"""Durable pull consumers: fetch a batch, apply it in one transaction, ack after the commit.

A pull that the server forgot (a restart does that) would wait for ever, so every pull asks for
heartbeats; three missed ones and the loop pulls anew.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import nats.errors
import orjson
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError
from sqlalchemy import func, select

from chassis import stalls
from chassis.applying import apply
from chassis.database import Database
from chassis.events import Subscription
from chassis.problems import DomainError
from chassis.tables import inbox

log = structlog.get_logger(__name__)
BATCH = 100
EXPIRES = 30.0
HEARTBEAT = 1.0
RETRY_SECONDS = 0.5
HINDSIGHT = timedelta(hours=1)
"""How far a new reaction looks back: on the first start of an installation a service may hear of what others
published before it was there."""
DRAIN_SECONDS = 1.0
ACK_WAIT = 10.0
"""Seconds after which what a killed process held comes again; applied late by a slow one, it is skipped."""


async def run(service: str, database: Database, nc: Client, subscriptions: list[Subscription]) -> None:
    """Run one loop per durable consumer until cancelled."""
    by_durable: dict[tuple[str, str], list[Subscription]] = defaultdict(list)
    for one in subscriptions:
        by_durable[one.stream, one.durable].append(one)
    async with asyncio.TaskGroup() as group:
        for (stream, durable), handlers in by_durable.items():
            group.create_task(Consumer(service, database, nc, stream, durable, handlers).run())
            group.create_task(stalls.watch(nc, stream, durable))


class Consumer:
    """One durable: the handlers that share it, in stream order."""

    def __init__(
        self,
        service: str,
        database: Database,
        nc: Client,
        stream: str,
        durable: str,
        handlers: list[Subscription],
    ) -> None:
        self.service, self.database, self.nc = service, database, nc
        self.stream, self.durable, self.handlers = stream, durable, handlers
        self._queue: asyncio.Queue[Msg] = asyncio.Queue()
        self._held: list[Msg] = []
        self._asked = 0

    async def run(self) -> None:
        """Consume for ever; whatever breaks, try again."""
        while True:
            try:
                await self._ensure()
                await self._consume()
            except Exception as error:
                known = isinstance(error, nats.errors.Error | DomainError | OSError)
                log.warning(
                    "consumer interrupted", durable=self.durable, error=repr(error), exc_info=not known
                )
                await asyncio.sleep(RETRY_SECONDS)

    async def _ensure(self) -> None:
        js = self.nc.jetstream()
        subjects = sorted({subject for one in self.handlers for subject in one.subjects})
        try:
            existing = await js.consumer_info(self.stream, self.durable)
            config = existing.config
            heard = sorted(config.filter_subjects or [config.filter_subject or ""])
            if heard == subjects and config.ack_wait == ACK_WAIT:
                return
            config.ack_wait = ACK_WAIT
        except NotFoundError:
            config = await self._new()
        if len(subjects) == 1:
            config.filter_subject, config.filter_subjects = subjects[0], None
        else:
            config.filter_subject, config.filter_subjects = None, subjects
        await js.add_consumer(self.stream, config)

    async def _new(self) -> ConsumerConfig:
        config = ConsumerConfig(
            durable_name=self.durable,
            ack_policy=AckPolicy.EXPLICIT,
            deliver_policy=DeliverPolicy.ALL,
            ack_wait=ACK_WAIT,
            max_ack_pending=BATCH * 5,
        )
        starts = [await one.start() for one in self.handlers if one.start]
        if starts:
            config.deliver_policy = DeliverPolicy.BY_START_SEQUENCE
            config.opt_start_seq = min(starts) + 1
        elif all(one.reaction for one in self.handlers):
            config.deliver_policy = DeliverPolicy.BY_START_TIME
            config.opt_start_time = await self._began() - HINDSIGHT
        return config

    async def _began(self) -> datetime:
        """When this consumer first applied anything: one that the server lost goes on from there."""
        mine = select(func.min(inbox.c.at)).where(inbox.c.consumer == self.durable)
        async with self.database.reading() as session:
            return await session.scalar(mine) or datetime.now(UTC)

    async def _consume(self) -> None:
        self._queue, self._held, self._asked = asyncio.Queue(), [], 0
        inbox = self.nc.new_inbox()
        subscription = await self.nc.subscribe(inbox, cb=self._queue.put)
        try:
            while True:
                if self._asked < BATCH // 2:
                    await self._pull(inbox)
                batch = await self._next_batch()
                if batch:
                    await apply(self.service, self.database, self.durable, self.handlers, batch)
        except asyncio.CancelledError:
            with suppress(nats.errors.Error, OSError, TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):  # what is on its way arrives, to be given back
                    await subscription.drain()  # type: ignore[no-untyped-call]  # it says nothing
            raise
        finally:
            with suppress(
                nats.errors.Error, OSError
            ):  # a broken connection must not hide that we are to stop
                await subscription.unsubscribe()
            await self._give_back()

    async def _pull(self, inbox: str) -> None:
        request = {
            "batch": BATCH - self._asked,
            "expires": int(EXPIRES * 1e9),
            "idle_heartbeat": int(HEARTBEAT * 1e9),
        }
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self.stream}.{self.durable}"
        await self.nc.publish(subject, orjson.dumps(request), reply=inbox)
        self._asked = BATCH

    async def _give_back(self) -> None:
        """What was fetched and not applied goes to another process now, not after the ack wait."""
        while not self._queue.empty():
            self._held.append(self._queue.get_nowait())
        with suppress(nats.errors.Error, OSError):  # without a connection they wait
            for one in self._held:
                if one.reply and not one.is_acked:
                    await one.nak()

    async def _next_batch(self) -> list[Msg]:
        """Whatever has arrived, at least one message; empty when a pull ended and another is due."""
        async with asyncio.timeout(HEARTBEAT * 3):  # wait_for may lose the order to stop (CPython 3.11)
            messages = self._held = [await self._queue.get()]
        await asyncio.sleep(min(one.gather for one in self.handlers))
        while len(messages) < BATCH and not self._queue.empty():
            messages.append(self._queue.get_nowait())
        events = [one for one in messages if one.reply]
        self._asked -= len(events)
        for status in (one for one in messages if not one.reply):
            code = (status.headers or {}).get("Status")
            if code == "100":
                continue
            if code == "408":
                self._asked = 0
            else:  # 409: the consumer or its leader went away, 503: no responders
                raise nats.errors.Error(f"pull ended: {status.headers}")
        return events
