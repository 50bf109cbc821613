"""The 360-degree view of a customer. A service that joins adds its panels to PARTS."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from chassis.actors import Actor
from chassis.problems import DomainError
from chassis.rpc.client import Peers
from crm.customer.v1.customer_pb2 import GetOverviewRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from crm.sales.v1 import sales_pb2
from crm.sales.v1.sales_pb2_grpc import SalesServiceStub
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
    return _documents(given)


async def _sold(peers: Peers, actor: Actor, customer_id: UUID) -> Mapping[str, Any]:
    stub = peers.stub("sales", SalesServiceStub)
    request = sales_pb2.GetOverviewRequest(customer_id=str(customer_id))
    answer = await peers.ask("sales", stub.GetOverview, request, within=BUDGET, actor=actor)
    return _documents({name: getattr(answer, f"{name}_json") for name in SOLD})


def _documents(given: Mapping[str, str]) -> Mapping[str, Any]:
    """JSON as it came; what its service left empty is left out."""
    return {name: orjson.Fragment(document) for name, document in given.items() if document}


SOLD = ("opportunities", "quotes", "orders")
MASTER = Part("customer", _master)
PARTS: dict[Part, tuple[str, ...]] = {Part("sales", _sold): SOLD}
"""What other services show beside the master → the panels that it fills."""


async def overview(peers: Peers, actor: Actor, customer_id: UUID) -> dict[str, Any]:
    """Everything known about a customer, and what could not be had.

    Raises the master's refusal: without it there is nothing to show.
    """
    master, *others = await gathered([MASTER, *PARTS], peers, actor, customer_id)
    if isinstance(master, DomainError):
        raise master
    panels = {name: master[name] for name in ("contacts", "interactions", "consents") if name in master}
    missing = []
    for names, answer in zip(PARTS.values(), others, strict=True):
        if isinstance(answer, DomainError):
            missing += [{"panel": name, "reason": reason(answer)} for name in names]
        else:
            panels |= answer
    return {"customer": master["customer"], "panels": panels, "missing": missing}
