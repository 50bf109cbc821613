"""The customer master's word on whether somebody may be contacted, and where: asked before the claiming
transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import structlog

from chassis.actors import Actor
from chassis.problems import DomainError, NotFound
from chassis.runtime import Runtime
from crm.customer.v1.consent_pb2 import (
    BatchGetReachRequest,
    BatchMayContactRequest,
    ConsentSubject,
    ContactDecision,
    Reach,
)
from crm.customer.v1.consent_pb2_grpc import ConsentServiceStub
from crm.customer.v1.customer_pb2 import CheckReadableRequest, RecordName
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from notifications.deliveries.models import Delivery

log = structlog.get_logger(__name__)
WITHIN: Final = 5.0
"""Seconds that an answer may take: nobody is waiting."""
AT_ONCE: Final = 1.0
"""Seconds that it may take while somebody waits."""


class Verdict(NamedTuple):
    """Whether a message may be sent, by which rule, and from when on if it is a matter of time."""

    allowed: bool
    rule: str
    not_before: datetime | None = None


async def ask(runtime: Runtime, deliveries: Sequence[Delivery]) -> Mapping[UUID, Verdict]:
    """The verdicts on messages to contacts and customers; those that could not be asked about are missing."""
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for one in deliveries:
        if one.contact_id or (one.customer_id and not one.user_id):
            groups.setdefault((one.channel, one.purpose), []).append(one)
    verdicts: dict[UUID, Verdict] = {}
    for (channel, purpose), some in groups.items():
        verdicts |= await _ask(runtime, channel, purpose, some)
    return verdicts


async def _ask(
    runtime: Runtime, channel: str, purpose: str, deliveries: Sequence[Delivery]
) -> Mapping[UUID, Verdict]:
    request = BatchMayContactRequest(subjects=_subjects(deliveries), channel=channel, purpose=purpose)
    stub = runtime.peers.stub("customer", ConsentServiceStub)
    try:
        answer = await runtime.peers.ask("customer", stub.BatchMayContact, request, within=WITHIN)
    except DomainError as error:
        log.warning("consent not known", error=type(error).__name__)
        return {}
    return {one.id: _verdict(said) for one, said in zip(deliveries, answer.decisions, strict=True)}


async def reaches(runtime: Runtime, deliveries: Sequence[Delivery]) -> Mapping[UUID, Reach]:
    """Where those are reached whose messages have no address yet; without an answer they are missing."""
    lost = [one for one in deliveries if one.address is None and not one.user_id]
    if not lost:
        return {}
    stub = runtime.peers.stub("customer", ConsentServiceStub)
    request = BatchGetReachRequest(subjects=_subjects(lost))
    try:
        answer = await runtime.peers.ask("customer", stub.BatchGetReach, request, within=WITHIN)
    except DomainError as error:
        log.warning("addresses not known", error=type(error).__name__)
        return {}
    return {one.id: said for one, said in zip(lost, answer.reaches, strict=True)}


def _subjects(deliveries: Sequence[Delivery]) -> list[ConsentSubject]:
    recipients = (one.recipient for one in deliveries)
    return [ConsentSubject(thing=thing, id=str(id_)) for thing, id_ in recipients]


def _verdict(said: ContactDecision) -> Verdict:
    later = datetime.fromisoformat(said.not_before) if said.not_before else None
    return Verdict(said.allowed, said.rule, later)


async def require_readable(runtime: Runtime, actor: Actor, *records: tuple[str, UUID]) -> None:
    """Refuse (404) records of the master that the actor may not read."""
    names = [
        RecordName(thing=thing, id=str(id_)) for thing, id_ in records if thing in ("customer", "contact")
    ]
    if not names:
        return
    stub = runtime.peers.stub("customer", CustomerServiceStub)
    request = CheckReadableRequest(records=names)
    answer = await runtime.peers.ask("customer", stub.CheckReadable, request, within=AT_ONCE, actor=actor)
    readable = {(one.thing, one.id) for one in answer.readable}
    for one in names:
        if (one.thing, one.id) not in readable:
            raise NotFound(thing=one.thing, id=one.id)
