"""gRPC: the snapshot other services start their projection from."""

from uuid import UUID

import grpc.aio
import orjson
from nats.js.errors import NotFoundError

from chassis.actors import Kind
from chassis.problems import InvalidInput, NotAllowed
from chassis.rpc.server import Servicer, caller
from chassis.runtime import Runtime
from crm.identity.v1 import access_pb2, access_pb2_grpc
from identity.access import queries

PAGE = 500
LARGEST = 1000


class AccessService(access_pb2_grpc.AccessServiceServicer):
    """Answers other services, never people."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def ListAccess(  # noqa: N802  # gRPC's spelling
        self,
        request: access_pb2.ListAccessRequest,
        context: "grpc.aio.ServicerContext[access_pb2.ListAccessRequest, access_pb2.ListAccessResponse]",
    ) -> access_pb2.ListAccessResponse:
        """People, API keys, roles, teams, revoked sessions and the organisation, by kind and id. `position`
        is the stream's last sequence before the page was read. PERMISSION_DENIED for a person's call,
        INVALID_ARGUMENT for a page token or size that is none."""
        if caller().kind is not Kind.SERVICE:
            raise NotAllowed(reason="services-only")
        if not 0 <= request.page_size <= LARGEST:
            raise InvalidInput.at("/page_size", "range", min=0, max=LARGEST)
        size = request.page_size or PAGE
        after = _read(request.page_token)
        position = await self._position()
        async with self._runtime.database.reading() as session:
            rows = await queries.entries(session, after, size)
        return access_pb2.ListAccessResponse(
            entries=[
                access_pb2.AccessEntry(
                    kind=row.kind,
                    id=str(row.id),
                    version=row.version,
                    data_json=orjson.dumps(row.data).decode(),
                )
                for row in rows
            ],
            next_page_token=f"{rows[-1].kind}/{rows[-1].id}" if len(rows) == size else "",
            position=position,
        )

    async def _position(self) -> int:
        try:
            info = await self._runtime.nats.jetstream().stream_info("identity")
        except NotFoundError:  # nothing was ever announced
            return 0
        return info.state.last_seq


def _read(token: str) -> tuple[str, UUID] | None:
    if not token:
        return None
    kind, _, id_ = token.partition("/")
    try:
        return kind[:16], UUID(id_)
    except ValueError:
        raise InvalidInput.at("/page_token", "cursor_invalid") from None


def servicer(runtime: Runtime) -> Servicer:
    """For the server."""
    return Servicer(
        "crm.identity.v1.AccessService",
        access_pb2_grpc.add_AccessServiceServicer_to_server,
        AccessService(runtime),
    )
