"""gRPC: the gate for those who send, evidence from those who hear, everybody's standing to project."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

import grpc.aio
import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError

from chassis import streams
from chassis.actors import Kind
from chassis.http.answers import field_errors
from chassis.problems import InvalidInput, NotAllowed
from chassis.rpc.server import caller
from chassis.runtime import Runtime
from crm.customer.v1 import consent_pb2 as pb
from crm.customer.v1 import consent_pb2_grpc
from customer.consents import asking, preferences, queries, reaching, service
from customer.consents.gate import Decision, Question
from customer.consents.schemas import ConsentCreate, MayContact
from customer.consents.subjects import Subject, subject_of

Context = grpc.aio.ServicerContext[Any, Any]
MOST: Final = 1000
SUBJECTS: Final = TypeAdapter(list[Subject])
Model = TypeVar("Model", bound=BaseModel)


class ConsentService(consent_pb2_grpc.ConsentServiceServicer):
    """The implementation of crm.customer.v1.ConsentService."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def MayContact(  # noqa: N802
        self, request: pb.MayContactRequest, context: Context
    ) -> pb.MayContactResponse:
        """The gate's answer about one; whoever is not there, or not readable, is `unknown`.

        INVALID_ARGUMENT for a channel, purpose or moment that is none.
        """
        (decision,) = await self._asked([request.subject], request, "/subject")
        return pb.MayContactResponse(decision=decision)

    async def BatchMayContact(  # noqa: N802
        self, request: pb.BatchMayContactRequest, context: Context
    ) -> pb.BatchMayContactResponse:
        """The gate's answers about many, in their order. INVALID_ARGUMENT beyond 1000."""
        if len(request.subjects) > MOST:
            raise InvalidInput.at("/subjects", "too_long", max_length=MOST)
        return pb.BatchMayContactResponse(decisions=await self._asked(request.subjects, request, "/subjects"))

    async def BatchGetReach(  # noqa: N802
        self, request: pb.BatchGetReachRequest, context: Context
    ) -> pb.BatchGetReachResponse:
        """How many are reached, in their order. PERMISSION_DENIED to all but services, as it knows no masks;
        INVALID_ARGUMENT beyond 1000.
        """
        if caller().kind is not Kind.SERVICE:
            raise NotAllowed(reason="services-only")
        if len(request.subjects) > MOST:
            raise InvalidInput.at("/subjects", "too_long", max_length=MOST)
        subjects = _subjects(request.subjects, "/subjects")
        async with self._runtime.database.reading() as session:
            found = await reaching.reaches(session, caller(), subjects)
        return pb.BatchGetReachResponse(reaches=[pb.Reach(**one._asdict()) for one in found])

    async def _asked(
        self, given: Sequence[pb.ConsentSubject], request: Any, pointer: str
    ) -> list[pb.ContactDecision]:
        subjects = _subjects(given, pointer)
        body = {"channel": request.channel, "purpose": request.purpose, "at": request.at or None}
        asked = _checked(MayContact, body)
        question = Question(asked.channel, asked.purpose, asked.at or datetime.now(UTC))
        async with self._runtime.database.reading() as session:
            access = self._runtime.access
            answers = await asking.may_contact(session, caller(), access, subjects, question)
        return [_decision(answer) for answer in answers]

    async def RecordConsent(  # noqa: N802
        self, request: pb.RecordConsentRequest, context: Context
    ) -> pb.RecordConsentResponse:
        """Write down what somebody said; the same state of the same moment is written once.

        NOT_FOUND for somebody who is not there, INVALID_ARGUMENT for what POST …/consents would refuse.
        """
        (subject,) = _subjects([request.subject], "/subject")
        try:
            body = _checked(ConsentCreate, orjson.loads(request.consent_json))
        except orjson.JSONDecodeError:
            raise InvalidInput.at("/consent_json", "json_invalid") from None
        actor = caller()
        async with self._runtime.database.writing(actor) as session:
            entry, new = await service.record(session, actor, subject, body)
        return pb.RecordConsentResponse(consent_id=str(entry["id"]), created=new)

    async def ListContactStandings(  # noqa: N802
        self, request: pb.ListContactStandingsRequest, context: Context
    ) -> pb.ListContactStandingsResponse:
        """Where everybody stands who ever said something. PERMISSION_DENIED to all but services."""
        if caller().kind is not Kind.SERVICE:
            raise NotAllowed(reason="services-only")
        if not 0 <= request.page_size <= MOST:
            raise InvalidInput.at("/page_size", "range", ge=1, le=MOST)
        position = await streams.position(self._runtime.nats, self._runtime.service)
        last, size = _token(request.page_token), request.page_size or 500
        async with self._runtime.database.reading() as session:
            rows = await queries.preferences_after(session, last, size)
            held = await service.holding(session, [subject_of(row) for row in rows])
        return pb.ListContactStandingsResponse(
            standings=[_standing(row, held[subject_of(row)]) for row in rows],
            next_page_token=str(rows[-1].id) if len(rows) == size else "",
            position=position,
        )


def _checked(model: type[Model], body: Any) -> Model:
    """The body as the schema that REST uses too."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise InvalidInput(errors=field_errors(error.errors(include_url=False))) from None


def _subjects(given: Sequence[pb.ConsentSubject], pointer: str) -> list[Subject]:
    try:
        return SUBJECTS.validate_python([(one.thing, one.id) for one in given])
    except ValidationError as error:
        raise InvalidInput(errors=field_errors(error.errors(include_url=False), pointer)) from None


def _token(token: str) -> UUID | None:
    try:
        return UUID(token) if token else None
    except ValueError:
        raise InvalidInput.at("/page_token", "cursor_invalid") from None


def _decision(answer: Decision) -> pb.ContactDecision:
    return pb.ContactDecision(
        allowed=answer.allowed,
        rule=answer.rule,
        consent_id=str(answer.consent_id or ""),
        basis=answer.basis or "",
        not_before=_moment(answer.not_before),
    )


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _standing(row: Any, held: Sequence[dict[str, Any]]) -> pb.ContactStanding:
    subject = subject_of(row)
    names = ("consent_id", "channel", "purpose", "state", "basis")
    return pb.ContactStanding(
        subject=pb.ConsentSubject(thing=subject.kind, id=str(subject.id)),
        version=row.version,
        consents=[
            pb.ConsentStanding(
                **{name: str(one[name]) for name in names},
                given_at=_moment(one["given_at"]),
                valid_until=_moment(one["valid_until"]),
            )
            for one in held
        ],
        preference_json=orjson.dumps({name: getattr(row, name) for name in preferences.FIELDS}).decode(),
    )
