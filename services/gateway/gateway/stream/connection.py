"""One live connection: what it watches, what waits to be written, and how far it has got."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import orjson
from opentelemetry.context import Context

from gateway.callers import Caller
from gateway.exchange import ClientGone, Exchange
from gateway.stream import positions
from gateway.stream.notices import Notice, inbox_key
from gateway.stream.readable import Readable

WAITING = 1_000  # notices a slow client may be behind
PING_SECONDS = 15.0
STALLED_SECONDS = 30.0
MOST_ASKED = 200  # records whose readers are asked for at once
Waiting = bytes | Notice | None
"""An event of our own, a notice, or the end."""
Asking = Callable[[Sequence[str]], Awaitable[Readable]]
"""Which of these records its person may read now."""
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # some reverse proxies would collect events otherwise
]


class Connection:
    """A browser, or a program, that listens."""

    def __init__(self, id_: str, caller: Caller, wanted: Sequence[str]) -> None:
        self.id, self.caller = id_, caller
        self.wanted = tuple(wanted)
        self.allowed: frozenset[str] = frozenset()
        self.unheard: set[str] = set()
        """What it watches and was told nothing of, as it was not known whether it may be."""
        self.positions: dict[str, int] = {}
        self.doubt = asyncio.Event()
        """Set when what it may read should be checked soon."""
        self.why: Context | None = None
        """The trace of what raised the doubt last."""
        self.open = True
        self._greeting = b""
        self._waiting: asyncio.Queue[Waiting] = asyncio.Queue()

    @property
    def keys(self) -> tuple[str, ...]:
        """What it watches: the records it named, and its person's inbox."""
        return (*self.wanted, inbox_key(self.caller.user_id))

    @property
    def unreadable(self) -> list[str]:
        """What it names in vain."""
        return sorted(set(self.wanted) - self.allowed)

    def greet(self, *, resumed: bool, reset: bool) -> None:
        """Say first what the connection is called and from where it hears."""
        said = {"connection": self.id, "resumed": resumed, "unreadable": self.unreadable}
        self._greeting = b"retry: 2000\n\n" + _event("ready", said, positions.render(self.positions))
        if reset:
            self._greeting += _event("reset", {"reason": "too-long-ago"})

    def hear(self, one: Notice) -> None:
        """Queue a notice; a client too slow for the news is told to load anew."""
        if self._waiting.qsize() >= WAITING:
            while not self._waiting.empty():
                self._waiting.get_nowait()
            self.end("reset", reason="too-slow")
        elif self.open:
            self._waiting.put_nowait(one)

    def tell(self, event: str, **data: object) -> None:
        """Queue an event of our own."""
        if self.open:
            self._waiting.put_nowait(_event(event, data, positions.render(self.positions)))

    def end(self, event: str = "", **data: object) -> None:
        """Close after what is queued, with a last event if one is named."""
        if self.open:
            if event:
                self.tell(event, **data)
            self.open = False
            self._waiting.put_nowait(None)

    async def write_to(
        self, exchange: Exchange, heads: Callable[[], Mapping[str, int]], asking: Asking
    ) -> None:
        """Write until the connection ends. `heads` tells how far the feed is."""
        await exchange.start(200, _HEADERS)
        await self._write(exchange, self._greeting)
        while True:
            try:
                async with asyncio.timeout(PING_SECONDS):  # wait_for may lose a cancellation (CPython 3.11)
                    first = await self._waiting.get()
            except TimeoutError:
                if self._waiting.empty():  # then everything up to here has been written
                    self.positions.update(heads())
                await self._write(exchange, f": ping\nid: {positions.render(self.positions)}\n\n".encode())
                continue
            batch = [first]
            while not self._waiting.empty() and len(batch) < MOST_ASKED:
                batch.append(self._waiting.get_nowait())
            lines = self._lines(batch, await self._apart(batch, asking))
            if lines:
                await self._write(exchange, lines)
            if None in batch:
                await exchange.write(b"")
                return

    async def _apart(self, batch: Sequence[Waiting], asking: Asking) -> Readable:
        """Whoever sees a board need not see all its cards: which of those in the news its person may read."""
        heard = [(one, self._doors(one)) for one in batch if isinstance(one, Notice)]
        keys = dict.fromkeys(one.keys[0] for one, doors in heard if doors and doors[0] in one.apart)
        return await asking(list(keys)) if keys else Readable()

    def _lines(self, batch: Sequence[Waiting], apart: Readable) -> bytes:
        lines = []
        for one in batch:
            if isinstance(one, bytes):
                lines.append(one)
            elif one is not None and (key := self._heard_by(one, apart)):
                self.positions[one.stream] = one.sequence
                data = dict(one.data) if one.event == "inbox" else {**one.data, "watch": key}
                lines.append(_event(one.event, data, positions.render(self.positions)))
        return b"".join(lines)

    def _heard_by(self, one: Notice, apart: Readable) -> str | None:
        """The key by which it hears a notice; None when it does not. Looked at again at the last moment: it
        may have been taken away while the notice waited.
        """
        doors = self._doors(one)
        if doors and (doors[0] not in one.apart or one.keys[0] in apart.keys):
            return doors[0]
        if not doors or apart.silent:
            self.unheard.update(key for key in one.keys if key in self.wanted)
        return None

    def _doors(self, one: Notice) -> list[str]:
        """The keys by which it may hear a notice, first those that ask for nothing further."""
        mine = inbox_key(self.caller.user_id)
        return [key for key in one.keys if key in self.allowed or key == mine]

    async def _write(self, exchange: Exchange, chunk: bytes) -> None:
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                await exchange.write(chunk, more=True)
        except TimeoutError:
            raise ClientGone from None


def _event(name: str, data: Mapping[str, object], id_: str = "") -> bytes:
    named = f"id: {id_}\n" if id_ else ""
    return f"event: {name}\n{named}data: {orjson.dumps(data).decode()}\n\n".encode()
