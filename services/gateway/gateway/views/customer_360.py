"""The parts of the 360-degree view of a customer. A service that joins adds one line to PARTS."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from chassis.actors import Actor
from chassis.problems import DomainError
from chassis.rpc.client import Peers
from crm.customer.v1.customer_pb2 import GetOverviewRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from gateway.views.panels import BUDGET, Part, gathered, reason


async def _master(peers: Peers, actor: Actor, customer_id: UUID) -> Mapping[str, Any]:
    stub = peers.stub("customer", CustomerServiceStub)
    request = GetOverviewRequest(customer_id=str(customer_id))
    answer = await peers.ask("customer", stub.GetOverview, request, within=BUDGET, actor=actor)
    given = {
        "customer": answer.customer_json,
        "contacts": answer.contacts_json,
        "interactions": answer.interactions_json,
        "consents": answer.consents_json,
    }
    return {name: orjson.Fragment(document) for name, document in given.items() if document}


MASTER = Part("customer", _master)
PARTS: dict[str, Part] = {}
"""Panel → the part that fills it, beside those of the master."""


async def overview(peers: Peers, actor: Actor, customer_id: UUID) -> dict[str, Any]:
    """Everything known about a customer, and what could not be had.

    Raises the master's refusal: without it there is nothing to show.
    """
    master, *others = await gathered([MASTER, *PARTS.values()], peers, actor, customer_id)
    if isinstance(master, DomainError):
        raise master
    panels = {name: master[name] for name in ("contacts", "interactions", "consents") if name in master}
    missing = []
    for name, answer in zip(PARTS, others, strict=True):
        if isinstance(answer, DomainError):
            missing.append({"panel": name, "reason": reason(answer)})
        else:
            panels |= answer
    return {"customer": master["customer"], "panels": panels, "missing": missing}
