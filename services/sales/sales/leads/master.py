"""What the customer master is asked about leads. Ask before the transaction begins."""

from collections.abc import Sequence
from typing import Any

import structlog

from chassis.actors import Actor
from chassis.problems import Unavailable
from chassis.runtime import Runtime
from crm.customer.v1.admission_pb2 import AdmitRequest, AdmitResponse, Alike, FindAlikeRequest
from crm.customer.v1.admission_pb2_grpc import AdmissionServiceStub

log = structlog.get_logger(__name__)
WITHIN = 1.0
"""Seconds that a look may take: somebody is waiting."""
ADMITTED_WITHIN = 10.0
"""Seconds that an admission may take; one that takes longer is asked for again."""


async def alike(
    runtime: Runtime, actor: Actor, emails: Sequence[str], phones: Sequence[str], names: Sequence[str]
) -> list[Alike] | None:
    """Customers and contacts that may be the same; None when the master does not say."""
    if not (emails or phones or names):
        return []
    stub = runtime.peers.stub("customer", AdmissionServiceStub)
    request = FindAlikeRequest(emails=emails, phones=phones, names=names)
    try:
        answer = await runtime.peers.ask("customer", stub.FindAlike, request, within=WITHIN, actor=actor)
    except Unavailable as error:
        log.warning("nobody says who is alike", **error.params)
        return None
    return list(answer.found)


async def admit(runtime: Runtime, actor: Actor, request: dict[str, Any]) -> AdmitResponse:
    """Have a lead in the master. Raises what the master refuses with, or Unavailable."""
    stub = runtime.peers.stub("customer", AdmissionServiceStub)
    return await runtime.peers.ask(
        "customer", stub.Admit, AdmitRequest(**request), within=ADMITTED_WITHIN, actor=actor
    )
