"""Whether somebody may read what they want to watch: the services that own it say so."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import grpc.aio

from chassis.actors import Actor
from chassis.problems import Unavailable
from chassis.rpc.client import Peers
from crm.customer.v1 import customer_pb2
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from crm.sales.v1 import sales_pb2
from crm.sales.v1.sales_pb2_grpc import SalesServiceStub
from gateway.stream.notices import WATCHABLE

SECONDS = 1.0
DOORS: Final[Mapping[str, tuple[Any, Callable[[grpc.aio.Channel], Any]]]] = {
    "customer": (customer_pb2, CustomerServiceStub),
    "sales": (sales_pb2, SalesServiceStub),
}
"""Service → its messages and its methods; CheckReadable is the same in all."""


class Readable(NamedTuple):
    """What somebody may read of what was asked."""

    keys: frozenset[str] = frozenset()
    silent: bool = False
    """A service did not answer: nothing of it is among the keys."""


async def readable(peers: Peers, actor: Actor, keys: Iterable[str]) -> Readable:
    """Those of the keys (`customer:<id>`) that the actor may read now, each service asked about its own."""
    names = [(thing, id_) for thing, _, id_ in (key.partition(":") for key in keys)]
    asked = {of: [one for one in names if one[0] in things] for of, things in WATCHABLE.items()}
    answers = await asyncio.gather(*(_of(peers, actor, of, some) for of, some in asked.items() if some))
    return Readable(frozenset().union(*(one.keys for one in answers)), any(one.silent for one in answers))


async def _of(peers: Peers, actor: Actor, service: str, names: Sequence[tuple[str, str]]) -> Readable:
    messages, methods = DOORS[service]
    records = [messages.RecordName(thing=thing, id=id_) for thing, id_ in names]
    request = messages.CheckReadableRequest(records=records)
    try:
        check = peers.stub(service, methods).CheckReadable
        answer = await peers.ask(service, check, request, within=SECONDS, actor=actor)
    except Unavailable:
        return Readable(silent=True)
    return Readable(frozenset(f"{one.thing}:{one.id}" for one in answer.readable))
