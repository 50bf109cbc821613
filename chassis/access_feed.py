"""How the access projection stays true: identity's events, and a snapshot when a service is new."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import ACCESS_EVENTS, entry, project, project_rows
from chassis.actors import service_actor
from chassis.events import Heard, Subscription
from chassis.runtime import Runtime
from crm.event import Event
from crm.identity.v1.access_pb2 import ListAccessRequest
from crm.identity.v1.access_pb2_grpc import AccessServiceStub

log = structlog.get_logger(__name__)


def subscription(runtime: Runtime) -> Subscription:
    """The projection every service but identity runs; identity writes its own table itself."""
    by_subject = {event.subject: event for event in ACCESS_EVENTS}

    async def apply(session: AsyncSession, event: Event, _heard: Heard) -> None:
        await project(session, event)

    async def start() -> int:
        return await snapshot(runtime)

    return Subscription(
        durable=f"{runtime.service}-access",
        stream="identity",
        subjects=frozenset(by_subject),
        handler=apply,
        decode=lambda subject, data: by_subject[subject].model_validate_json(data),
        start=start,
    )


async def snapshot(runtime: Runtime) -> int:
    """Read everything in force from identity; returns the stream position to go on from."""
    stub = runtime.peers.stub("identity", AccessServiceStub)
    token, position = "", None
    while True:
        page = await runtime.peers.ask(
            "identity", stub.ListAccess, ListAccessRequest(page_token=token), within=5
        )
        position = page.position if position is None else position
        rows = [
            entry({"kind": one.kind, "id": one.id, "version": one.version, "data": one.data_json})
            for one in page.entries
        ]
        if rows:
            async with runtime.database.writing(service_actor(runtime.service)) as session:
                await project_rows(session, rows)
        token = page.next_page_token
        if not token:
            log.info("access snapshot taken", position=position)
            return position
