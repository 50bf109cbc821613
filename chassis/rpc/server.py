"""The gRPC server: every call is signed by a known service, may act for a person, and has a deadline.

`caller()` inside a method is the person whose token travelled along, or the calling service itself.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeAlias

import grpc
import grpc.aio
import structlog
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from opentelemetry import propagate, trace

from chassis import metrics
from chassis.actors import Actor, service_actor
from chassis.database import is_transient
from chassis.problems import DomainError, NotSignedIn, Unavailable
from chassis.rpc.statuses import PROBLEM_KEY, code, details
from chassis.runtime import Runtime
from chassis.telling import span, told
from chassis.tokens import SERVICE_TOKEN

log = structlog.get_logger(__name__)
tracer = trace.get_tracer(__name__)
OPEN = ("/grpc.health.v1.Health/", "/grpc.reflection.v1alpha.ServerReflection/")
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
_caller: ContextVar[Actor] = ContextVar("grpc_caller")


@dataclass(frozen=True)
class Servicer:
    """One gRPC service: its full name, the generated registration function, the implementation."""

    name: str
    register: Callable[[Any, grpc.aio.Server], None]
    implementation: object


def caller() -> Actor:
    """Who this call acts for."""
    return _caller.get()


async def start(runtime: Runtime, servicers: Sequence[Servicer]) -> grpc.aio.Server:
    """Serve on the settings' port, with health and reflection."""
    server = grpc.aio.server(interceptors=[_Door(runtime)], options=[("grpc.so_reuseport", 0)])
    health_servicer = health.aio.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health_servicer, server)
    for one in servicers:
        one.register(one.implementation, server)
        await health_servicer.set(one.name, health_pb2.HealthCheckResponse.SERVING)
    await health_servicer.set("", health_pb2.HealthCheckResponse.SERVING)
    names = [one.name for one in servicers]
    reflection.enable_server_reflection([*names, health.SERVICE_NAME, reflection.SERVICE_NAME], server)
    server.add_insecure_port(f"{runtime.settings.host}:{runtime.settings.grpc_port}")
    await server.start()
    return server


class _Door(grpc.aio.ServerInterceptor):
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Any]],
        call: grpc.HandlerCallDetails,
    ) -> Any:
        handler = await continuation(call)
        if handler is None or call.method.startswith(OPEN):
            return handler
        metadata = {key: value for key, value in call.invocation_metadata if isinstance(value, str)}
        codecs = handler.request_deserializer, handler.response_serializer

        async def answer(request: Any, context: Context) -> Any:
            async with self._entered(call.method, metadata, context):
                return await handler.unary_unary(request, context)

        async def stream(request: Any, context: Context) -> AsyncIterator[Any]:
            async with self._entered(call.method, metadata, context):
                async for one in handler.unary_stream(request, context):
                    yield one

        if handler.unary_unary:
            return grpc.unary_unary_rpc_method_handler(answer, *codecs)
        if handler.unary_stream:
            return grpc.unary_stream_rpc_method_handler(stream, *codecs)
        return None  # a stream of requests would come in past this door: UNIMPLEMENTED

    @asynccontextmanager
    async def _entered(self, method: str, metadata: dict[str, str], context: Context) -> AsyncIterator[None]:
        """A call under its caller; what it raises becomes the status that stands for it."""
        parent = propagate.extract(metadata)
        with span(tracer, method, parent, trace.SpanKind.SERVER):
            try:
                _caller.set(await self._actor(metadata))
                yield
            except grpc.aio.AbortError:
                metrics.rpc_requests.labels(method, "ABORTED_BY_METHOD").inc()
                raise
            except Exception as error:  # noqa: BLE001  # whatever a method raises becomes a status
                await self._refuse(method, error, context)
            metrics.rpc_requests.labels(method, "OK").inc()

    async def _refuse(self, method: str, error: Exception, context: Context) -> None:
        if not isinstance(error, DomainError) and is_transient(error):
            log.warning("database busy", method=method, error=told(error))
            error = Unavailable(service="database")
        if not isinstance(error, DomainError):
            log.error("unexpected error", method=method, exc_info=error)
            metrics.rpc_requests.labels(method, "UNKNOWN").inc()
            await context.abort(grpc.StatusCode.UNKNOWN, "unexpected error")  # its text may hold anything
            return
        context.set_trailing_metadata(((PROBLEM_KEY, details(error)),))
        metrics.rpc_requests.labels(method, code(error).name).inc()
        await context.abort(code(error), error.problem().type)

    async def _actor(self, metadata: dict[str, str]) -> Actor:
        scheme, _, token = metadata.get("authorization", "").partition(" ")
        if scheme != "Bearer":
            raise NotSignedIn(reason=SERVICE_TOKEN)
        service = self._runtime.tokens.verify(token)
        if "x-user-token" in metadata:
            return self._runtime.access.actor(await self._runtime.verifier.verify(metadata["x-user-token"]))
        return service_actor(service, metadata.get("x-on-behalf-of"))
