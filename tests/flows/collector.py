"""An OpenTelemetry collector of the test's own: keeps the spans that the suite's processes send."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)


@dataclass(frozen=True)
class Span:
    """One span of one process."""

    service: str
    name: str
    trace: str
    id: str
    parent: str


class Collector(TraceServiceServicer):
    """Takes what OTLP exporters send."""

    def __init__(self) -> None:
        self.address = ""
        self.spans: list[Span] = []

    def Export(self, request: Any, _: Any) -> Any:  # noqa: N802  # gRPC's name
        for batch in request.resource_spans:
            names = {one.key: one.value.string_value for one in batch.resource.attributes}
            for scope in batch.scope_spans:
                for one in scope.spans:
                    ids = one.trace_id.hex(), one.span_id.hex(), one.parent_span_id.hex()
                    self.spans.append(Span(names["service.name"], one.name, *ids))
        return ExportTraceServiceResponse()

    def of(self, trace: str) -> list[Span]:
        """The spans of one trace so far."""
        return [one for one in self.spans if one.trace == trace]


@contextmanager
def collecting() -> Iterator[Collector]:
    """Listen on a free port."""
    collector = Collector()
    server = grpc.server(ThreadPoolExecutor(2))
    add_TraceServiceServicer_to_server(collector, server)  # type: ignore[no-untyped-call]
    collector.address = f"http://127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield collector
    finally:
        server.stop(0).wait()
