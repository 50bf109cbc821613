"""A customer master by its contract: everybody may be contacted, unless a test says otherwise."""

from typing import Any
from uuid import UUID

import grpc.aio

from chassis.identifiers import new_id
from crm.customer.v1 import consent_pb2 as consent
from crm.customer.v1 import customer_pb2 as customer
from crm.customer.v1.consent_pb2_grpc import ConsentServiceServicer, add_ConsentServiceServicer_to_server
from crm.customer.v1.customer_pb2_grpc import CustomerServiceServicer, add_CustomerServiceServicer_to_server


class Master(ConsentServiceServicer, CustomerServiceServicer):
    """Real gRPC."""

    def __init__(self) -> None:
        self.verdicts: dict[str, consent.ContactDecision] = {}
        self.reaches: dict[str, consent.Reach] = {}
        self.unreadable: set[str] = set()
        self.away = False

    def forget(self) -> None:
        self.__init__()  # type: ignore[misc]

    async def serve(self, port: int) -> grpc.aio.Server:
        server = grpc.aio.server()
        add_ConsentServiceServicer_to_server(self, server)
        add_CustomerServiceServicer_to_server(self, server)
        server.add_insecure_port(f"127.0.0.1:{port}")
        await server.start()
        return server

    def says(self, subject: UUID, rule: str, not_before: str = "") -> None:
        self.verdicts[str(subject)] = consent.ContactDecision(rule=rule, not_before=not_before)

    async def BatchMayContact(self, request: Any, context: Any) -> Any:  # noqa: N802
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        yes = consent.ContactDecision(allowed=True, rule="not_opted_out")
        return consent.BatchMayContactResponse(
            decisions=[self.verdicts.get(one.id, yes) for one in request.subjects]
        )

    def reached(self, name: str = "", language: str = "", email: str = "", mobile: str = "") -> UUID:
        """Somebody of whom the master knows that much."""
        id_ = new_id()
        self.reaches[str(id_)] = consent.Reach(name=name, language=language, email=email, mobile=mobile)
        return id_

    async def BatchGetReach(self, request: Any, context: Any) -> Any:  # noqa: N802
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        nobody = consent.Reach()
        found = [self.reaches.get(one.id, nobody) for one in request.subjects]
        return consent.BatchGetReachResponse(reaches=found)

    async def CheckReadable(self, request: Any, context: Any) -> Any:  # noqa: N802
        readable = [one for one in request.records if one.id not in self.unreadable]
        return customer.CheckReadableResponse(readable=readable)
