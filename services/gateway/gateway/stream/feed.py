"""Following a JetStream stream from a position, in order and without loss.

An ephemeral pull consumer without acknowledgements: whatever happens to it or to the server, the
process opens another one after the last sequence it has heard.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import nats.errors
import orjson
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, StreamState
from nats.js.errors import APIError, NotFoundError

from gateway.stream.notices import Notice

log = structlog.get_logger(__name__)
BATCH = 500
EXPIRES = 30.0
HEARTBEAT = 1.0
HISTORY = 10_000  # messages behind the newest from which a client can resume


class History:
    """The latest notices of a stream, to resume from."""

    def __init__(self, size: int = HISTORY) -> None:
        self._notices: deque[Notice] = deque()
        self._size = size
        self.begins_after = 0
        """Everything with a higher sequence is here."""

    def restart(self, after: int) -> None:
        """Begin anew."""
        self._notices.clear()
        self.begins_after = after

    def add(self, one: Notice) -> None:
        """Keep the newest; the oldest gives way."""
        if len(self._notices) == self._size:
            self.begins_after = self._notices.popleft().sequence
        self._notices.append(one)

    def after(self, sequence: int) -> list[Notice] | None:
        """All notices since then, oldest first; None when that is too long ago."""
        if sequence < self.begins_after:
            return None
        found = []
        for one in reversed(self._notices):
            if one.sequence <= sequence:
                break
            found.append(one)
        return found[::-1]


class Tail:
    """The end of one stream, followed for as long as the process lives."""

    def __init__(
        self, nc: Client, stream: str, hear: Callable[["Tail", Msg, int], None], lost: Callable[[], None]
    ) -> None:
        self.nc, self.stream, self._hear, self._lost = nc, stream, hear, lost
        self.last = 0
        """Sequence of the last message that was heard."""
        self.history = History()
        self.caught_up = asyncio.Event()

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                await self._follow()
            except NotFoundError:  # the service has not been started yet
                self.caught_up.set()
                await asyncio.sleep(1)
            except (nats.errors.Error, APIError, TimeoutError, OSError) as error:
                log.warning("feed interrupted", stream=self.stream, error=repr(error))
                await asyncio.sleep(0.5)

    async def _follow(self) -> None:
        js = self.nc.jetstream()
        state = (await js.stream_info(self.stream)).state
        self._place(state)
        config = ConsumerConfig(
            ack_policy=AckPolicy.NONE,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=self.last + 1,
            inactive_threshold=10,
            mem_storage=True,
            num_replicas=1,
        )
        consumer = await js.add_consumer(self.stream, config)
        arrived: asyncio.Queue[Msg] = asyncio.Queue()
        inbox = self.nc.new_inbox()
        subscription = await self.nc.subscribe(inbox, cb=arrived.put)
        try:
            await self._pull(consumer.name, inbox, arrived, state.last_seq)
        finally:
            with suppress(nats.errors.Error, APIError, TimeoutError, OSError):  # it would go by itself
                await subscription.unsubscribe()
                await js.delete_consumer(self.stream, consumer.name)

    def _place(self, state: StreamState) -> None:
        """Where to go on from: a process that starts reads some history, one that was cut off goes on."""
        first = max(state.first_seq - 1, state.last_seq - HISTORY, 0)
        if self.last > state.last_seq or self.last < state.first_seq - 1:
            if self.last:
                self._lost()
            self.last = first
            self.history.restart(first)
        elif not self.caught_up.is_set():
            self.last = max(self.last, first)
            self.history.restart(self.last)
        if self.last >= state.last_seq:
            self.caught_up.set()

    async def _pull(self, consumer: str, inbox: str, arrived: "asyncio.Queue[Msg]", target: int) -> None:
        request = {"batch": BATCH, "expires": int(EXPIRES * 1e9), "idle_heartbeat": int(HEARTBEAT * 1e9)}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self.stream}.{consumer}"
        due = 0
        while True:
            if due == 0:
                await self.nc.publish(subject, orjson.dumps(request), reply=inbox)
                due = BATCH
            async with asyncio.timeout(3 * HEARTBEAT):
                message = await arrived.get()
            if message.reply:
                due -= 1
                sequence = message.metadata.sequence.stream
                self._hear(self, message, sequence)
                self.last = sequence
                if sequence >= target:
                    self.caught_up.set()
            else:
                due = _still_due(message, due)


def _still_due(status: Msg, due: int) -> int:
    code = (status.headers or {}).get("Status")
    if code == "100":  # a heartbeat
        return due
    if code == "408":  # the request has expired
        return 0
    raise nats.errors.Error(f"the pull ended: {status.headers}")
