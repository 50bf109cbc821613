"""One request and its answer over raw ASGI: what every door of the edge works with."""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import orjson
from opentelemetry import trace
from starlette.types import Receive, Scope, Send

from chassis.problems import DomainError

Headers = Iterable[tuple[bytes, bytes]]
PROBLEM = b"application/problem+json"
CLOSED_POLICY = b"default-src 'none'; frame-ancestors 'none'"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class BodyTooLarge(DomainError):
    """The body has more bytes than allowed; `limit` says how many that is."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)
        self.headers = {"Connection": "close"}  # or the rest of it would have to be read


class ClientGone(Exception):
    """The client hung up before its request was complete; there is nobody to answer."""


class Exchange:
    """A request with the means to answer it."""

    __slots__ = (
        "address", "answered", "complete", "extra", "headers", "method", "path", "policy", "query",
        "receive", "scheme", "scope", "send", "span", "status",
    )  # fmt: skip

    def __init__(self, scope: Scope, receive: Receive, send: Send, span: trace.Span) -> None:
        self.scope, self.receive, self.send, self.span = scope, receive, send, span
        self.method: str = scope["method"]
        self.path: str = scope["raw_path"].decode("ascii")
        """Still percent-encoded."""
        self.query: bytes = scope["query_string"]
        self.headers: Mapping[bytes, bytes] = dict(scope["headers"])
        self.address = ""
        self.scheme = "http"
        self.extra: list[tuple[bytes, bytes]] = []
        """Headers of whatever answer this will get."""
        self.policy = CLOSED_POLICY
        self.status = 500
        self.answered = False
        self.complete = False
        """Whether the request has been read to its end."""

    def header(self, name: bytes) -> str:
        """A request header, empty when absent."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def trace_id(self) -> str:
        """What logs, traces and problem documents call this request."""
        return trace.format_trace_id(self.span.get_span_context().trace_id)

    async def chunks(self, limit: int) -> AsyncIterator[bytes]:
        """The body as it arrives. Raises BodyTooLarge, and ClientGone when it ends too early."""
        size = 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > limit:
                raise BodyTooLarge(limit)
            if chunk:
                yield chunk
            if not message.get("more_body"):
                self.complete = True
                return

    async def body(self, limit: int) -> bytes:
        """The whole body."""
        if int(self.headers.get(b"content-length", 0)) > limit:
            raise BodyTooLarge(limit)
        return b"".join([chunk async for chunk in self.chunks(limit)])

    async def hung_up(self) -> None:
        """Wait until the client hangs up; only after the request has been read to its end."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def start(self, status: int, headers: Headers) -> None:
        """Send status and headers."""
        self.status, self.answered = status, True
        policy = (b"content-security-policy", self.policy)
        await self.send(
            {"type": "http.response.start", "status": status, "headers": [*headers, policy, *self.extra]}
        )

    async def write(self, chunk: bytes, *, more: bool = False) -> None:
        """Send a part of the body, the last one unless there is more."""
        await self.send({"type": "http.response.body", "body": chunk, "more_body": more})

    async def answer(self, status: int, body: bytes, media_type: bytes, headers: Headers = ()) -> None:
        """Send a whole answer."""
        length = (b"content-length", str(len(body)).encode())
        await self.start(status, [(b"content-type", media_type), length, *headers])
        await self.write(body)

    async def json(self, status: int, value: Any, headers: Headers = ()) -> None:
        """Answer with JSON that nobody may cache."""
        stored = (b"cache-control", b"no-store")
        await self.answer(status, orjson.dumps(value), b"application/json", [stored, *headers])

    async def nothing(self, headers: Headers = ()) -> None:
        """Answer 204."""
        await self.start(204, headers)
        await self.write(b"")

    async def refuse(self, error: DomainError) -> None:
        """Answer with the error's problem document."""
        problem = error.problem()
        problem.trace_id = self.trace_id
        headers = [(name.lower().encode(), value.encode()) for name, value in error.headers.items()]
        if problem.status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        if problem.status == 503 and "Retry-After" not in error.headers:
            headers.append((b"retry-after", b"1"))
        await self.answer(problem.status, orjson.dumps(problem.model_dump(mode="json")), PROBLEM, headers)
