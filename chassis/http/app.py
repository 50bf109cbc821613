"""The application factory: one FastAPI app per service, the same everywhere."""

import time
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from opentelemetry import propagate, trace
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import metrics, telling
from chassis.http import answers
from chassis.http.masking import MaskingRoute
from chassis.runtime import Runtime

tracer = trace.get_tracer(__name__)
FORM_OVERHEAD = 1 << 20
TRACE_HEADERS = (b"traceparent", b"tracestate")


class Router(APIRouter):
    """A feature's routes; writing ones take an Idempotency-Key, answers leave out what is hidden from the
    caller, every error is a problem document."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("route_class", MaskingRoute)
        super().__init__(responses=answers.DOCUMENTED, **kwargs)


def create_app(name: str, runtime: Runtime, routers: list[APIRouter]) -> FastAPI:
    """The REST application of a service; the gateway serves it under /api/<name>."""
    app = FastAPI(
        title=name,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        generate_unique_id_function=lambda route: _operation(name, route),
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # Observed does that
    )
    app.state.runtime = runtime
    answers.install(app)
    for router in routers:
        app.include_router(router)
    app.add_middleware(Observed, largest=runtime.settings.upload_bytes + FORM_OVERHEAD)
    return app


def _operation(service: str, route: APIRoute) -> str:
    tag = str(route.tags[0]) if route.tags else service
    return f"{tag}_{route.name}".replace("-", "_")


class Observed:
    """A span, a metric and a limit to the body for each request; plain ASGI, since it is on every path."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self.app = app
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def observed_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        carrier = {
            key.decode(): value.decode("latin-1") for key, value in scope["headers"] if key in TRACE_HEADERS
        }
        context = propagate.extract(carrier)
        with telling.span(tracer, scope["method"], context, trace.SpanKind.SERVER) as span:
            try:
                await self.app(scope, self._limited(receive), observed_send)
            except Exception as error:  # here and not further out, so that log and answer name the trace
                if status:
                    raise
                await answers.unexpected(scope["path"], error)(scope, receive, observed_send)
            finally:
                route = getattr(scope.get("route"), "path", "unmatched")
                span.update_name(f"{scope['method']} {route}")
                metrics.requests.labels(scope["method"], route, status).inc()
                metrics.request_seconds.labels(scope["method"], route).observe(time.perf_counter() - started)

    def _limited(self, receive: Receive) -> Receive:
        left = self.largest

        async def limited() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        return limited
