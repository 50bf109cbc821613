"""What other services may ask the example: identity's AccessService, and a stream of its own.

The page token of a request says how it is to go.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

import grpc
import grpc.aio
import orjson
from sqlalchemy import text

from chassis.problems import InvalidInput, NotAllowed, NotFound, TooManyRequests, Unavailable
from chassis.rpc.server import Servicer, caller
from chassis.runtime import Runtime
from chassis.tests.example.notes import TitleForbidden
from crm.identity.v1 import access_pb2, access_pb2_grpc
from crm.identity.v1.access_pb2 import AccessEntry, ListAccessRequest, ListAccessResponse

ACCESS = access_pb2.DESCRIPTOR.services_by_name["AccessService"].full_name
STREAM = "crm.example.v1.PageService"
REFUSALS = {
    "conflict": TitleForbidden(title="x"),
    "missing": NotFound(thing="note", errors_seen=1),
    "denied": NotAllowed(permission="note.read"),
    "wrong": InvalidInput.at("/page_size", "range", min=0),
    "often": TooManyRequests(),
    "away": Unavailable(service="elsewhere"),
}
given_up = asyncio.Event()
"""Set when a call was cancelled while it was slow."""


async def _answer(runtime: Runtime, request: ListAccessRequest) -> ListAccessResponse:
    how = request.page_token
    if how in REFUSALS:
        raise REFUSALS[how]
    if how == "crash":
        raise ValueError("password=hunter2")
    if how == "slow":
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            given_up.set()
            raise
    if how == "statement":
        async with runtime.database.writing(caller()) as session:
            await session.execute(text("SELECT pg_sleep(5)"))
    who = orjson.dumps({"actor": str(caller()), "on_behalf_of": caller().on_behalf_of})
    return ListAccessResponse(entries=[AccessEntry(kind="caller", data_json=who.decode())])


class Asked(access_pb2_grpc.AccessServiceServicer):
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def ListAccess(  # noqa: N802  # gRPC's spelling
        self,
        request: ListAccessRequest,
        context: "grpc.aio.ServicerContext[ListAccessRequest, ListAccessResponse]",
    ) -> ListAccessResponse:
        return await _answer(self._runtime, request)


def servicers(runtime: Runtime) -> Sequence[Servicer]:
    async def pages(request: ListAccessRequest, _: object) -> AsyncIterator[ListAccessResponse]:
        for _ in range(3):
            yield await _answer(runtime, request)

    async def collect(_: AsyncIterator[ListAccessRequest], __: object) -> ListAccessResponse:
        return ListAccessResponse()

    codecs = ListAccessRequest.FromString, ListAccessResponse.SerializeToString
    streams = {
        "ListPages": grpc.unary_stream_rpc_method_handler(pages, *codecs),
        "Collect": grpc.stream_unary_rpc_method_handler(collect, *codecs),
    }
    generic = grpc.method_handlers_generic_handler(STREAM, streams)
    return [
        Servicer(ACCESS, access_pb2_grpc.add_AccessServiceServicer_to_server, Asked(runtime)),
        Servicer(STREAM, lambda one, server: server.add_generic_rpc_handlers((one,)), generic),
    ]
