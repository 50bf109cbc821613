"""A customer master by its contract: it knows the customers that it is told of."""

from typing import Any
from uuid import UUID

import grpc.aio

from chassis.identifiers import new_id
from chassis.problems import NotFound
from chassis.rpc.statuses import PROBLEM_KEY, code, details
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1.admission_pb2_grpc import add_AdmissionServiceServicer_to_server
from crm.customer.v1.customer_pb2_grpc import CustomerServiceServicer, add_CustomerServiceServicer_to_server
from services.sales.tests.admissions import Admissions


class Master(CustomerServiceServicer):
    """Real gRPC."""

    position = 41
    """Of its stream."""

    def __init__(self) -> None:
        self.cards: dict[str, pb.CustomerCard] = {}
        self.admissions = Admissions()

    async def serve(self, port: int) -> grpc.aio.Server:
        server = grpc.aio.server()
        add_CustomerServiceServicer_to_server(self, server)
        add_AdmissionServiceServicer_to_server(self.admissions, server)
        server.add_insecure_port(f"127.0.0.1:{port}")
        await server.start()
        return server

    def customer(self, *, parent_id: UUID | None = None, deleted: bool = False) -> UUID:
        """A customer that whoever asks may read."""
        id_ = new_id()
        self.cards[str(id_)] = pb.CustomerCard(
            id=str(id_), number="CU-000001", name="Example", parent_id=str(parent_id or ""), deleted=deleted
        )
        return id_

    async def GetCustomer(self, request: Any, context: Any) -> pb.GetCustomerResponse:  # noqa: N802
        if request.id not in self.cards:
            error = NotFound(thing="customer", id=request.id)
            context.set_trailing_metadata(((PROBLEM_KEY, details(error)),))
            await context.abort(code(error), "")
        return pb.GetCustomerResponse(customer=self.cards[request.id])

    async def ListCustomers(self, request: Any, _context: Any) -> pb.ListCustomersResponse:  # noqa: N802
        ids = [one for one in sorted(self.cards) if one > request.page_token][:2]
        following = ids[-1] if len(ids) == 2 else ""
        return pb.ListCustomersResponse(
            customers=[self.cards[one] for one in ids], next_page_token=following, position=self.position
        )
