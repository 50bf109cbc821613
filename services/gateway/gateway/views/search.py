"""Global search: every service is asked at once. A service that joins adds one line to SOURCES."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.actors import Actor
from chassis.problems import DomainError, NotSignedIn
from chassis.rpc.client import Peers
from crm.customer.v1.customer_pb2 import SearchRequest
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from crm.sales.v1 import sales_pb2
from crm.sales.v1.sales_pb2_grpc import SalesServiceStub
from gateway.views.panels import BUDGET, Part, gathered, reason


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for."""

    q: str
    limit: int


async def _customers(peers: Peers, actor: Actor, question: Question) -> Mapping[str, Any]:
    stub = peers.stub("customer", CustomerServiceStub)
    request = SearchRequest(q=question.q, page_size=question.limit)
    answer = await peers.ask("customer", stub.Search, request, within=BUDGET, actor=actor)
    return {"hits": [_shown(hit) for hit in answer.hits]}


async def _sold(peers: Peers, actor: Actor, question: Question) -> Mapping[str, Any]:
    stub = peers.stub("sales", SalesServiceStub)
    request = sales_pb2.SearchRequest(q=question.q, page_size=question.limit)
    answer = await peers.ask("sales", stub.Search, request, within=BUDGET, actor=actor)
    return {"hits": [_shown(hit) for hit in answer.hits]}


def _shown(hit: Any) -> dict[str, Any]:
    """Hits have the same fields in all services."""
    plain = {name: getattr(hit, name) for name in ("thing", "id", "title", "subtitle")}
    return {**plain, "customer_id": hit.customer_id or None}


SOURCES = [Part("customer", _customers), Part("sales", _sold)]


async def search(peers: Peers, actor: Actor, question: Question) -> dict[str, Any]:
    """Hits of all services, and which of them could not be asked. Raises NotSignedIn and InvalidInput."""
    answers = await gathered(SOURCES, peers, actor, question)
    hits: list[Any] = []
    missing = []
    for source, answer in zip(SOURCES, answers, strict=True):
        if not isinstance(answer, DomainError):
            hits += answer["hits"]
        elif answer.problem().status in (NotSignedIn.status, 422):
            raise answer
        else:
            missing.append({"service": source.service, "reason": reason(answer)})
    return {"hits": hits, "missing": missing}
