"""What gateway processes say to each other over NATS.

A request about a connection may reach another process than the one that holds it: its id begins with the
name of its process, to which the request is passed on. And what one has read of a session may be out of date.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

import nats.errors
import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg

from chassis.problems import DomainError, NotFound, Unavailable
from gateway.stream.service import Live

SUBJECT = "gateway-live"
DISTRUST = "gateway-sessions.distrust"
SECONDS = 3.0


class Switchboard:
    """Finds connections, whichever process holds them."""

    def __init__(self, nc: Client, live: Live) -> None:
        self._nc, self._live = nc, live

    async def run(self) -> None:
        """Take requests from other processes until cancelled."""
        await self._nc.subscribe(f"{SUBJECT}.{self._live.process}", cb=self._answer)
        await self._nc.subscribe(DISTRUST, cb=self._distrust)
        await asyncio.Event().wait()

    async def distrust(self, session_id: UUID | None) -> None:
        """Have every process read a session again that was given other tokens; one that does not hear it
        does so after some seconds."""
        with suppress(nats.errors.Error, OSError):
            await self._nc.publish(DISTRUST, str(session_id).encode())

    async def watch(self, id_: str, user_id: UUID, wanted: Sequence[str]) -> list[str]:
        """Replace what a connection of this person watches; returns what they may not read.

        Raises NotFound when they have no such connection, Unavailable when its process does not answer.
        """
        process, _, rest = id_.partition(".")
        if process == self._live.process:
            return await self._here(id_, user_id, wanted)
        if not (process.isalnum() and rest.isalnum()):
            raise NotFound
        asked = orjson.dumps({"id": id_, "user_id": user_id, "wanted": wanted})
        try:
            answer = await self._nc.request(f"{SUBJECT}.{process}", asked, timeout=SECONDS)
        except nats.errors.NoRespondersError:
            raise NotFound from None
        except (nats.errors.Error, TimeoutError, OSError):
            raise Unavailable(service="nats") from None
        unreadable: list[str] | None = orjson.loads(answer.data)
        if unreadable is None:
            raise NotFound
        return unreadable

    async def _here(self, id_: str, user_id: UUID, wanted: Sequence[str]) -> list[str]:
        connection = self._live.find(id_)
        if connection is None or connection.caller.user_id != user_id:
            raise NotFound
        await self._live.watch(connection, wanted)
        return connection.unreadable

    async def _distrust(self, message: Msg) -> None:
        with suppress(ValueError):
            self._live.sessions.distrust(session_id=UUID(message.data.decode()))

    async def _answer(self, message: Msg) -> None:
        asked = orjson.loads(message.data)
        try:
            found = await self._here(asked["id"], UUID(asked["user_id"]), asked["wanted"])
        except DomainError:
            found = None
        await message.respond(orjson.dumps(found))
