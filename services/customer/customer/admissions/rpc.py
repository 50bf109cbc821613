"""gRPC: parties of other services, looked for and admitted."""

from typing import Any, TypeVar
from uuid import UUID

import grpc.aio
import orjson
from pydantic import BaseModel, ValidationError

from chassis.actors import Actor, Kind
from chassis.http.answers import field_errors
from chassis.problems import InvalidInput, NotAllowed, NotSignedIn
from chassis.rpc.server import caller
from chassis.runtime import Runtime
from crm.customer.v1 import admission_pb2 as pb
from crm.customer.v1 import admission_pb2_grpc
from customer.admissions import service
from customer.admissions.alike import alike
from customer.admissions.schemas import Admission, Sought

Context = grpc.aio.ServicerContext[Any, Any]
Model = TypeVar("Model", bound=BaseModel)


class AdmissionService(admission_pb2_grpc.AdmissionServiceServicer):
    """The implementation of crm.customer.v1.AdmissionService."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def FindAlike(  # noqa: N802
        self, request: pb.FindAlikeRequest, context: Context
    ) -> pb.FindAlikeResponse:
        """Who may be the same, as far as the caller may read them. INVALID_ARGUMENT for too much at once."""
        sought = _checked(
            Sought, {"phones": [*request.phones], "emails": [*request.emails], "names": [*request.names]}
        )
        async with self._runtime.database.reading() as session:
            found = await alike(session, caller(), sought)
        return pb.FindAlikeResponse(
            found=[
                pb.Alike(
                    thing=one.thing,
                    id=str(one.id),
                    title=one.title,
                    number=one.number,
                    customer_id=str(one.customer_id or ""),
                    by=one.by,
                )
                for one in found
            ]
        )

    async def Admit(self, request: pb.AdmitRequest, context: Context) -> pb.AdmitResponse:  # noqa: N802
        """Have a party in the master, once for ever; the ids of what was made for it, then or now.

        NOT_FOUND for a customer or contact that is not there or may not be read, PERMISSION_DENIED without
        what creating them needs, INVALID_ARGUMENT for what POST /customers or POST /contacts would refuse.
        """
        body = _checked(
            Admission,
            {
                "source": request.source,
                "external_id": request.external_id,
                "customer_id": request.customer_id or None,
                "customer": _json(request.customer_json, "/customer_json"),
                "contact_id": request.contact_id or None,
                "contact": _json(request.contact_json, "/contact_json"),
                "contact_title": request.contact_title,
            },
        )
        actor = self._acting(caller())
        async with self._runtime.database.writing(actor) as session:
            admitted = await service.admit(session, actor, self._runtime.access, body)
        return pb.AdmitResponse(
            customer_id=str(admitted.customer_id), contact_id=str(admitted.contact_id or "")
        )

    def _acting(self, actor: Actor) -> Actor:
        """Whoever a service goes on for, as things stand now. Raises NotAllowed when they have left."""
        kind, _, id_ = (actor.on_behalf_of or "").partition(":")
        if actor.kind is not Kind.SERVICE or kind not in (Kind.USER, Kind.API_KEY):
            return actor
        try:
            return self._runtime.access.acting(UUID(id_))
        except NotSignedIn as error:
            raise NotAllowed(**error.params) from None


def _json(text: str, pointer: str) -> Any:
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        raise InvalidInput.at(pointer, "json_invalid") from None


def _checked(model: type[Model], body: Any) -> Model:
    """The body as the schema that REST uses too."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise InvalidInput(errors=field_errors(error.errors(include_url=False))) from None
