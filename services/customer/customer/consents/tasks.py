"""The sweep that takes consents off the lists' filters when their time is over."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from customer.consents import service


@every(60)
async def sweep_expired(runtime: Runtime) -> None:
    """Derive anew where those stand of whom a consent has ended; the gate needs no sweep."""
    done = 1
    while done:
        async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
            done = await service.expire(session)
