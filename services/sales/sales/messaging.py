"""Having notifications send a message that a row asks for, and keeping what the ledger there tells of it. Its
key is the row's id and its content follows from the row, so that asking again after a crash asks for the very
same message.
"""

from collections.abc import Callable
from uuid import UUID

import structlog
from sqlalchemy import String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from chassis.actors import service_actor
from chassis.events import Heard
from chassis.problems import DomainError, Unavailable
from chassis.runtime import Runtime
from chassis.work import Reason, Stopped, W, Work, held
from crm.notifications.events import DeliveryChanged
from crm.notifications.v1.notifications_pb2 import SendRequest
from crm.notifications.v1.notifications_pb2_grpc import NotificationsServiceStub
from libs.references import Reference

log = structlog.get_logger(__name__)
WITHIN = 10.0
"""Seconds that notifications may take to write a message down."""


class Message(Work):
    """A row that asks for a message."""

    delivery_id: Mapped[UUID | None] = mapped_column(Reference("delivery"))
    """Its delivery in the ledger of notifications."""
    delivery_version: Mapped[int] = mapped_column(default=0, server_default="0")
    outcome: Mapped[str | None] = mapped_column(String(12))
    """What the ledger last told of it: accepted, delivered, bounced, …"""
    outcome_reason: Mapped[Reason | None] = mapped_column(JSONB(none_as_null=True))

    def learn(self, version: int, outcome: str, reason: Reason) -> None:
        """What became of it; late news changes nothing."""
        if version > self.delivery_version:
            self.delivery_version, self.outcome, self.outcome_reason = version, outcome, reason


def ours(prefix: str) -> Callable[[DeliveryChanged, Heard], bool]:
    """Whether news are of a message of this service whose key begins so."""
    return lambda event, _: event.requested_by == "service:sales" and event.key.startswith(prefix)


async def learn(session: AsyncSession, table: type[Message], prefix: str, event: DeliveryChanged) -> None:
    """Keep what became of a message."""
    message = await session.get(table, UUID(event.key.removeprefix(prefix)), with_for_update=True)
    if message is not None:
        message.learn(event.version, event.state, {"kind": event.reason, **event.params})


async def handed_over(runtime: Runtime, table: type[W], work: W, message: SendRequest) -> UUID | None:
    """Its delivery in the ledger; None while notifications is away, when a later sweep takes the row up,
    however long that lasts. Raises Stopped for a message that is refused.
    """
    stub = runtime.peers.stub("notifications", NotificationsServiceStub)
    try:
        sent = await runtime.peers.ask("notifications", stub.Send, message, within=WITHIN)
    except Unavailable:
        log.warning("message not sent yet: notifications is away", row=table.__name__)
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            mine = await held(session, table, work)
            if mine is not None:
                mine.progressed()
        return None
    except DomainError as error:
        refused = error.problem()
        wrong = [one.model_dump() for one in refused.errors]
        raise Stopped("refused", type=refused.type, errors=wrong) from error
    return UUID(sent.delivery_id)
