"""Streams and the connection to NATS."""

import asyncio
from typing import Any

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from chassis.changes import STREAM as CHANGES
from chassis.problems import Unavailable
from chassis.settings import Settings

log = structlog.get_logger(__name__)


class Connection(Client):
    """The client, which stops when told to, also in the moment in which what it waits for has come.

    It waits by `asyncio.wait_for`, which loses that order (CPython 3.11): a relay or a consumer would go on
    after an answer, and a reconnection would go on for ever after the end.
    """

    async def request(self, *args: Any, **kwargs: Any) -> Msg:
        """Ask and wait; JetStream's publishing and questions pass here too."""
        task = asyncio.current_task()
        orders = task.cancelling() if task else 0
        answer = await super().request(*args, **kwargs)
        if task and task.cancelling() > orders:
            raise asyncio.CancelledError
        return answer

    async def close(self) -> None:
        """End it; whoever still looks for a server gives up at the next one."""
        self.options["max_reconnect_attempts"] = 1
        await super().close()


async def connect(settings: Settings, name: str) -> Client:
    """A connection that reconnects for ever, quickly."""

    async def note(error: Exception) -> None:
        log.warning("nats", error=repr(error))

    connection = Connection()
    await connection.connect(
        settings.nats_url.split(","),
        name=name,
        reconnect_time_wait=0.2,  # type: ignore[arg-type]  # a part of a second will do
        max_reconnect_attempts=-1,
        connect_timeout=5,
        ping_interval=5,
        max_outstanding_pings=2,
        error_cb=note,
    )
    return connection


async def ensure_streams(nc: Client, settings: Settings, service: str) -> None:
    """This service's public stream and the restricted one of change rows, made or brought up to date."""
    for name, subject in ((service, f"{service}.>"), (CHANGES, f"{CHANGES}.>")):
        await ensure_stream(nc, settings, name, subject)


async def ensure_stream(
    nc: Client, settings: Settings, name: str, subject: str, *, last: int | None = None
) -> None:
    """One stream on file storage; messages go after the retention, not before; or the `last` so many stay."""
    config = StreamConfig(
        name=name,
        subjects=[subject],
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        discard=DiscardPolicy.OLD,
        max_age=None if last else settings.event_retention_days * 86400,
        max_msgs=last,
        num_replicas=settings.event_replicas,
        duplicate_window=120,
        allow_atomic=True,
        allow_direct=True,
    )
    manager = nc.jetstream()
    for attempt in range(30):
        try:
            try:
                await manager.update_stream(config)
            except NotFoundError:
                await manager.add_stream(config)
        except (TimeoutError, nats.errors.Error):  # JetStream itself may still be starting
            if attempt == 29:
                raise
            await asyncio.sleep(0.5)
        else:
            return


async def position(nc: Client, name: str) -> int:
    """The last sequence of a stream, to follow it after a snapshot; 0 when nothing was ever announced."""
    try:
        info = await nc.jetstream().stream_info(name)
    except NotFoundError:
        return 0
    except (TimeoutError, nats.errors.Error):
        raise Unavailable(service="nats") from None
    return info.state.last_seq
