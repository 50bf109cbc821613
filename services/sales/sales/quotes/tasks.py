"""What happens to quotes by itself."""

from chassis.actors import service_actor
from chassis.organisation import today
from chassis.periodic import every
from chassis.runtime import Runtime
from sales.quotes.issuing import TOGETHER, expire


@every(60)
async def expire_quotes(runtime: Runtime) -> None:
    """End issued quotes whose last day, in the organisation's zone, is over."""
    ended = TOGETHER
    while ended == TOGETHER:
        async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
            ended = await expire(session, today(runtime.access))
