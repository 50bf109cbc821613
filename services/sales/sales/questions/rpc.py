"""gRPC: the questions that other services ask about what is sold, answered under the caller's permissions."""

from typing import Any
from uuid import UUID

import grpc.aio

from chassis.organisation import context_of
from chassis.rpc.requests import bounded, fragment, page_size, uuid_at
from chassis.rpc.server import caller
from chassis.runtime import Runtime
from crm.sales.v1 import sales_pb2 as pb
from crm.sales.v1 import sales_pb2_grpc
from sales.questions import overview, readable, searching

Context = grpc.aio.ServicerContext[Any, Any]


class SalesService(sales_pb2_grpc.SalesServiceServicer):
    """The implementation of crm.sales.v1.SalesService."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def CheckReadable(  # noqa: N802
        self, request: pb.CheckReadableRequest, context: Context
    ) -> pb.CheckReadableResponse:
        """Which of the records the caller may read now. INVALID_ARGUMENT beyond 200 records."""
        asked: dict[str, set[UUID]] = {}
        for index, one in enumerate(bounded("/records", request.records)):
            asked.setdefault(one.thing, set()).add(uuid_at(f"/records/{index}/id", one.id))
        async with self._runtime.database.reading() as session:
            found = await readable.readable_ids(session, caller(), asked)
        return pb.CheckReadableResponse(
            readable=[one for one in request.records if UUID(one.id) in found.get(one.thing, ())]
        )

    async def Search(self, request: pb.SearchRequest, context: Context) -> pb.SearchResponse:  # noqa: N802
        """What a fragment finds of the kinds that the caller reads, those with the latest changes first.
        INVALID_ARGUMENT for an empty or too long fragment.
        """
        actor, q, most = caller(), fragment(request.q), page_size(request.page_size, 10, 50)
        async with self._runtime.database.reading() as session:
            found = await searching.search(session, actor, context_of(actor, self._runtime.access), q, most)
        return pb.SearchResponse(hits=map(_hit, found))

    async def GetOverview(  # noqa: N802
        self, request: pb.GetOverviewRequest, context: Context
    ) -> pb.GetOverviewResponse:
        """The latest deals, quotes and orders of a customer, as far as the caller may read them."""
        actor, customer_id = caller(), uuid_at("/customer_id", request.customer_id)
        async with self._runtime.database.reading() as session:
            known = context_of(actor, self._runtime.access)
            found = await overview.overview(session, actor, known, customer_id)
        return pb.GetOverviewResponse(**{f"{name}_json": items for name, items in found.items()})


def _hit(one: searching.Hit) -> pb.SearchHit:
    return pb.SearchHit(
        thing=one.thing,
        id=str(one.row.id),
        title=one.title,
        subtitle=one.subtitle,
        customer_id=str(one.row.customer_id or ""),
    )
