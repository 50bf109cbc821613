"""The part of a customer master that looks for parties and admits them, by its contract; it can break off."""

from typing import Any

import grpc
import grpc.aio
import orjson

from chassis.identifiers import new_id
from chassis.problems import DomainError
from chassis.rpc.statuses import PROBLEM_KEY, code, details
from crm.customer.v1 import admission_pb2 as pb
from crm.customer.v1.admission_pb2_grpc import AdmissionServiceServicer


class Admissions(AdmissionServiceServicer):
    """Real gRPC: one party of a source is admitted once."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Nobody is there, and nothing breaks."""
        self.alike: list[pb.Alike] = []
        self.sought: list[pb.FindAlikeRequest] = []
        self.asked: list[pb.AdmitRequest] = []
        self.admitted: dict[tuple[str, str], pb.AdmitResponse] = {}
        self.behalf: list[str] = []
        self.down_before = self.down_after = False
        self.refusing: DomainError | None = None

    async def FindAlike(self, request: Any, context: Any) -> pb.FindAlikeResponse:  # noqa: N802
        if self.down_before:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        self.sought.append(request)
        return pb.FindAlikeResponse(found=self.alike)

    async def Admit(self, request: Any, context: Any) -> pb.AdmitResponse:  # noqa: N802
        if self.down_before:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        if self.refusing:
            context.set_trailing_metadata(((PROBLEM_KEY, details(self.refusing)),))
            await context.abort(code(self.refusing), "")
        metadata = dict(context.invocation_metadata())
        self.behalf.append(metadata.get("x-on-behalf-of", "the person"))
        self.asked.append(request)
        key = (request.source, request.external_id)
        if key not in self.admitted:
            self.admitted[key] = pb.AdmitResponse(
                customer_id=request.customer_id or str(new_id()),
                contact_id=request.contact_id or (str(new_id()) if request.contact_json else ""),
            )
        if self.down_after:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        return self.admitted[key]

    @property
    def customer(self) -> Any:
        """What the last new customer was to be."""
        return orjson.loads(self.asked[-1].customer_json)
