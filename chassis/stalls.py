"""How long work has been waiting while none of it was done, as a metric of each relay and consumer.

The figure rises at every look of Prometheus, also while NATS or the database does not answer.
"""

import asyncio
import time

import nats.errors
import structlog
from nats.aio.client import Client

from chassis import metrics

log = structlog.get_logger(__name__)
LOOK_SECONDS = 5.0
"""Between two looks at a consumer: what is shorter is no stall."""


class Stall:
    """One worker with its queue: where it stood when it was last seen to move."""

    def __init__(self, worker: str) -> None:
        self._position: object = None
        self._waiting, self._since = False, 0.0
        metrics.stalled.labels(worker).set_function(self.seconds)

    def note(self, position: object, *, waiting: bool) -> None:
        """Its position now, and whether anything is left to do."""
        if not (waiting and self._waiting) or position != self._position:
            self._since = time.monotonic()
        self._position, self._waiting = position, waiting

    def seconds(self) -> float:
        """Since when work has waited without progress; 0 while there is none."""
        return time.monotonic() - self._since if self._waiting else 0.0


async def watch(nc: Client, stream: str, durable: str) -> None:
    """Look at a consumer until cancelled: the server knows what waits, whoever takes it."""
    stall = Stall(durable)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            state = await nc.jetstream().consumer_info(stream, durable)
        except (nats.errors.Error, OSError) as error:
            log.info("consumer not seen", durable=durable, error=repr(error))
            continue
        waiting = (state.num_pending or 0) + (state.num_ack_pending or 0)
        delivered, acknowledged = state.delivered, state.ack_floor
        position = (
            delivered and delivered.stream_seq,
            acknowledged and acknowledged.stream_seq,
            state.num_ack_pending,
        )
        stall.note(position, waiting=waiting > 0)
        metrics.events_pending.labels(durable).set(waiting)
