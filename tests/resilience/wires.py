"""The connections of one process to its servers, and scissors: cut exactly where a test says.

Every crash a process can die of lies between two things it says to a server, before the server got the
first of them or before the process got the answer. Wires count what is said and cut there, all at once.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

ANSWER_SECONDS = 0.05
"""How long the answer to what was said last is waited for before it is thrown away."""


@dataclass(frozen=True)
class Crash:
    """Where the wires are cut, and what that is: the death of the process, or only of its connections."""

    at: int
    heard: bool
    """Whether the server still gets what was said last; its answer is lost in any case."""
    dies: bool


class Wires:
    """A proxy to each server of one process."""

    def __init__(self) -> None:
        self.cut = asyncio.Event()
        """Set once and for all when the process has died."""
        self._crash: Crash | None = None
        self._said = 0
        self._servers: list[asyncio.Server] = []
        self._writers: set[asyncio.StreamWriter] = set()
        self._answered = asyncio.Event()

    def arm(self, crash: Crash | None) -> None:
        """Begin to count."""
        self._crash, self._said = crash, 0

    async def through(self, url: str) -> str:
        """The address of a proxy in front of a server."""
        parts = urlsplit(url)

        async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self.cut.is_set():
                writer.transport.abort()
                return
            behind, to = await asyncio.open_connection(parts.hostname, parts.port)
            self._writers |= {writer, to}
            with suppress(OSError):
                await asyncio.gather(self._say(reader, to), self._answer(behind, writer))
            self._writers -= {writer, to}
            for one in (writer, to):
                one.transport.abort()

        server = await asyncio.start_server(join, "127.0.0.1", 0)
        self._servers.append(server)
        port = server.sockets[0].getsockname()[1]
        return parts._replace(
            netloc=f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{port}".lstrip("@")
        ).geturl()

    async def _say(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            self._said += 1
            crash = self._crash
            if crash is None or self._said != crash.at:
                to.write(data)
                continue
            if crash.heard:
                self._answered.clear()
                to.write(data)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._answered.wait(), ANSWER_SECONDS)
            if crash.dies:
                self.cut.set()
            self._crash = None
            self.sever()
        to.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            crash = self._crash
            if crash is not None and crash.heard and self._said == crash.at:
                self._answered.set()
            else:
                to.write(data)
        to.transport.abort()

    def sever(self) -> None:
        """Cut all connections."""
        for one in self._writers:
            one.transport.abort()

    async def remove(self) -> None:
        """Take the proxies down."""
        self.cut.set()
        self.sever()
        for server in self._servers:
            server.close()
        await asyncio.sleep(0)
