"""The ASGI application: finds the door for a path, and answers whatever goes wrong behind it."""

import random
import time
from collections.abc import Awaitable, Callable

import structlog
from opentelemetry import trace
from starlette.types import Receive, Scope, Send

from chassis import metrics
from chassis.problems import DomainError, NotSignedIn
from gateway import paths
from gateway.edge import Edge
from gateway.exchange import ClientGone, Exchange
from gateway.openapi import routes as openapi
from gateway.sessions import cookies
from gateway.sessions import routes as sessions
from gateway.stream import routes as stream
from gateway.views import routes as views
from gateway.web import routes as web

log = structlog.get_logger(__name__)
tracer = trace.get_tracer(__name__)
Door = Callable[[Edge, Exchange], Awaitable[None]]
HEADER_COUNT, HEADER_BYTES = 100, 32 * 1024
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

DOORS: dict[str, dict[str, Door]] = {
    "/healthz": {"GET": web.alive},
    "/api/session": {"POST": sessions.sign_in, "GET": sessions.show, "DELETE": sessions.sign_out},
    "/api/session/confirm": {"POST": sessions.confirm},
    "/api/stream": {"GET": stream.follow},
    "/api/stream/*": {"POST": stream.watch},
    "/api/openapi.json": {"GET": openapi.document},
    "/api/docs": {"GET": openapi.page},
    "/api/docs/*": {"GET": openapi.asset},
    "/api/views/customer-360/*": {"GET": views.customer_360},
    "/api/views/search": {"GET": views.search},
}
"""The gateway's own resources; everything else below /api/ belongs to a service. `*` is the path's rest."""
APP: dict[str, Door] = {"GET": web.show}
"""Everything that is neither below /api/ nor named above is the web app's."""
_UNDER = tuple((path[:-1], doors) for path, doors in DOORS.items() if path.endswith("*"))


class HeadersTooLarge(DomainError):
    """The request has too many headers, or they and its address are too long."""

    status = 431


class MethodNotAllowed(DomainError):
    """This resource does not know the method; Allow lists those it knows."""

    status = 405

    def __init__(self, *allowed: str) -> None:
        super().__init__(allowed=allowed)
        self.headers = {"Allow": ", ".join(allowed)}


class Unexpected(DomainError):
    """Something is wrong here; the trace_id finds it in the logs."""

    status = 500


class Application:
    """The edge as ASGI."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._standing = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin")]
        if edge.secure:
            self._standing.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        span = tracer.start_span(scope["method"], kind=trace.SpanKind.SERVER)
        if not span.get_span_context().is_valid:
            span = _unrecorded()
        exchange = Exchange(scope, receive, send, span)
        exchange.extra += [*self._standing, (b"x-request-id", exchange.trace_id.encode())]
        with trace.use_span(span, end_on_exit=True):
            route = await self._answer(exchange)
            span.update_name(f"{exchange.method} {route}")
        metrics.requests.labels(exchange.method, route, exchange.status).inc()
        metrics.request_seconds.labels(exchange.method, route).observe(time.perf_counter() - started)

    async def _answer(self, exchange: Exchange) -> str:
        """Answer, and say for the metrics which door it was."""
        route = "unmatched"
        try:
            self._edge.addresses.locate(exchange)
            _check_head(exchange.scope)
            if self._edge.origins.welcome(exchange):
                await exchange.nothing()
                return "preflight"
            route, doors = _find(exchange.path)
            if doors is None:
                service, path = paths.target(exchange.path)
                self._edge.proxy.address(service)
                route = f"/api/{service}"
                await self._forward(exchange, service, path)
            else:
                await _door(exchange, doors)(self._edge, exchange)
        except ClientGone:
            exchange.status = 499  # as proxies commonly log it
        except DomainError as error:
            await self._refuse(exchange, error)
        except Exception:
            log.exception("unexpected error", path=exchange.path)
            await self._refuse(exchange, Unexpected())
        return route

    async def _forward(self, exchange: Exchange, service: str, path: str) -> None:
        if exchange.method not in METHODS:
            raise MethodNotAllowed(*METHODS)
        caller = await self._edge.recognise(exchange)
        if service == "identity" and path == "/sessions" and exchange.method == "POST":
            sessions.count_sign_in(self._edge, exchange)
        await self._edge.proxy.forward(exchange, caller, service, path)

    async def _refuse(self, exchange: Exchange, error: DomainError) -> None:
        if exchange.answered:
            return
        ended = isinstance(error, NotSignedIn) and error.params.get("reason") == "session-ended"
        if ended and b"cookie" in exchange.headers:
            cookies.take(exchange, secure=self._edge.secure)
        await exchange.refuse(error)


def _find(path: str) -> tuple[str, dict[str, Door] | None]:
    if path in DOORS:
        return path, DOORS[path]
    for start, doors in _UNDER:
        if path.startswith(start):
            return start + "*", doors
    if not path.startswith("/api/"):
        return "/*", APP
    return "unmatched", None


def _door(exchange: Exchange, doors: dict[str, Door]) -> Door:
    door = doors.get("GET" if exchange.method == "HEAD" else exchange.method)
    if door is None:
        raise MethodNotAllowed(*doors)
    return door


def _check_head(scope: Scope) -> None:
    headers = scope["headers"]
    size = sum([len(name) + len(value) for name, value in headers])
    if len(headers) > HEADER_COUNT or size + len(scope["raw_path"] + scope["query_string"]) > HEADER_BYTES:
        raise HeadersTooLarge(count=HEADER_COUNT, bytes=HEADER_BYTES)


def _unrecorded() -> trace.Span:
    """A trace that nobody records, so that at least logs and problems of all services can be joined."""
    context = trace.SpanContext(
        trace_id=random.getrandbits(128) or 1,  # a name, not a secret
        span_id=random.getrandbits(64) or 1,
        is_remote=False,
        trace_flags=trace.TraceFlags(trace.TraceFlags.SAMPLED),
    )
    return trace.NonRecordingSpan(context)
