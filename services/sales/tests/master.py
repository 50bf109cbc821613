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
    away = False
    """Whether it does not find customers at the moment."""

    def __init__(self) -> None:
        self.cards: dict[str, pb.CustomerCard] = {}
        self.called: dict[str, list[UUID]] = {}
        """What files call customers."""
        self.people: set[tuple[str, str]] = set()
        """Customers and those who work there."""
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

    def contact(self, customer_id: object) -> str:
        """Somebody who works at a customer."""
        id_ = str(new_id())
        self.people.add((str(customer_id), id_))
        return id_

    async def GetCustomer(self, request: Any, context: Any) -> pb.GetCustomerResponse:  # noqa: N802
        if request.id not in self.cards:
            error = NotFound(thing="customer", id=request.id)
            context.set_trailing_metadata(((PROBLEM_KEY, details(error)),))
            await context.abort(code(error), "")
        there = [one for one in request.contact_ids if (request.id, one) in self.people]
        return pb.GetCustomerResponse(customer=self.cards[request.id], contact_ids=there)

    def known_as(self, *names: str) -> UUID:
        """A customer that files call so: by another system's id, a number or a name."""
        id_ = self.customer()
        for name in names:
            self.called.setdefault(name, []).append(id_)
        return id_

    async def FindCustomers(self, request: Any, context: Any) -> pb.FindCustomersResponse:  # noqa: N802
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        return pb.FindCustomersResponse(
            found=[
                pb.FoundCustomers(ids=map(str, self._meant(one.external_id, one.number, one.name)))
                for one in request.customers
            ]
        )

    def _meant(self, *names: str) -> list[UUID]:
        return next((self.called[one] for one in names if one in self.called), [])

    async def ListCustomers(self, request: Any, _context: Any) -> pb.ListCustomersResponse:  # noqa: N802
        ids = [one for one in sorted(self.cards) if one > request.page_token][:2]
        following = ids[-1] if len(ids) == 2 else ""
        return pb.ListCustomersResponse(
            customers=[self.cards[one] for one in ids], next_page_token=following, position=self.position
        )
