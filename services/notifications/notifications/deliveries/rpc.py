"""gRPC: sending, for other services."""

from typing import Any

import grpc.aio
import orjson
from pydantic import ValidationError

from chassis.problems import FieldError, InvalidInput
from chassis.rpc.server import caller
from chassis.runtime import Runtime
from crm.notifications.v1 import notifications_pb2 as pb
from crm.notifications.v1 import notifications_pb2_grpc
from notifications.deliveries import service
from notifications.deliveries.schemas import DeliveryCreate

Context = grpc.aio.ServicerContext[Any, Any]
PLAIN = ("key", "topic", "channel", "customer_id", "address", "language", "not_before", "expires_at")


class NotificationsService(notifications_pb2_grpc.NotificationsServiceServicer):
    """The implementation of crm.notifications.v1.NotificationsService."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def Send(self, request: pb.SendRequest, context: Context) -> pb.SendResponse:  # noqa: N802
        """Accept a message. INVALID_ARGUMENT names the wrong field, FAILED_PRECONDITION is a key in use for
        other content.
        """
        actor = caller()
        actor.require("delivery.send")
        body = _body(request)
        async with self._runtime.database.writing(actor) as session:
            sent = await service.send(session, body)
            service.wake(session, self._runtime)
        return pb.SendResponse(delivery_id=str(sent.delivery.id), state=sent.delivery.state, created=sent.new)


def _body(request: pb.SendRequest) -> DeliveryCreate:
    given = {name: getattr(request, name) for name in PLAIN if getattr(request, name)}
    try:
        params = orjson.loads(request.params_json or "{}")
        recipient = {"thing": request.recipient_thing, "id": request.recipient_id}
        return DeliveryCreate.model_validate({**given, "recipient": recipient, "params": params})
    except orjson.JSONDecodeError:
        raise InvalidInput.at("/params_json", "json_invalid") from None
    except ValidationError as error:
        errors = [
            FieldError(pointer="/" + "/".join(map(str, one["loc"])), kind=one["type"])
            for one in error.errors(include_context=False, include_url=False)
        ]
        raise InvalidInput(errors=errors) from None
