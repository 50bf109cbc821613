"""Notifications by its contract: it writes messages down, or is away, or refuses."""

from typing import Any

import grpc.aio

from chassis.identifiers import new_id
from chassis.problems import DomainError, InvalidInput
from chassis.rpc.statuses import PROBLEM_KEY, code, details
from crm.notifications.events import DeliveryChanged
from crm.notifications.v1 import notifications_pb2 as pb
from crm.notifications.v1.notifications_pb2_grpc import (
    NotificationsServiceServicer,
    add_NotificationsServiceServicer_to_server,
)


class KeyInUse(DomainError):
    """The same key with other content."""


class Mailroom(NotificationsServiceServicer):
    """Real gRPC: a key is one message."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Nothing was sent, and nothing breaks."""
        self.messages: dict[str, tuple[pb.SendRequest, str]] = {}
        self.away = self.breaks_off = False
        self.refuses = False

    async def serve(self, port: int) -> grpc.aio.Server:
        server = grpc.aio.server()
        add_NotificationsServiceServicer_to_server(self, server)
        server.add_insecure_port(f"127.0.0.1:{port}")
        await server.start()
        return server

    async def Send(self, request: Any, context: Any) -> pb.SendResponse:  # noqa: N802
        if self.away:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        if self.refuses:
            await self._refuse(context, InvalidInput.at("/address", "address_invalid"))
        known = self.messages.get(request.key)
        if known and known[0] != request:
            await self._refuse(context, KeyInUse())
        _, delivery_id = self.messages.setdefault(request.key, (request, str(new_id())))
        if self.breaks_off:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "")
        return pb.SendResponse(delivery_id=delivery_id, state="queued", created=known is None)

    async def _refuse(self, context: Any, error: DomainError) -> None:
        context.set_trailing_metadata(((PROBLEM_KEY, details(error)),))
        await context.abort(code(error), "")


def became(prefix: str, row: Any, version: int, state: str, reason: str, **more: Any) -> DeliveryChanged:
    """What the ledger tells of the message that a row asked for."""
    same: dict[str, Any] = {"channel": "email", "topic": "any", "requested_by": "service:sales"}
    same |= dict.fromkeys(("user_id", "contact_id", "customer_id"))
    told = {"delivery_id": new_id(), "version": version, "state": state, "reason": reason}
    return DeliveryChanged.model_validate(same | told | {"key": f"{prefix}{row['id']}"} | more)
