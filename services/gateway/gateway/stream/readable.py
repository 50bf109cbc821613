"""Whether somebody may read what they want to watch: the service that owns it says so."""

from collections.abc import Iterable

from chassis.actors import Actor
from chassis.rpc.client import Peers
from crm.customer.v1.customer_pb2 import CheckReadableRequest, RecordName
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub

SECONDS = 1.0


async def readable(peers: Peers, actor: Actor, keys: Iterable[str]) -> set[str]:
    """Those of the keys (`customer:<id>`) that the actor may read now. Raises Unavailable."""
    records = [RecordName(thing=thing, id=id_) for thing, _, id_ in (key.partition(":") for key in keys)]
    if not records:
        return set()
    stub = peers.stub("customer", CustomerServiceStub)
    answer = await peers.ask(
        "customer", stub.CheckReadable, CheckReadableRequest(records=records), within=SECONDS, actor=actor
    )
    return {f"{one.thing}:{one.id}" for one in answer.readable}
