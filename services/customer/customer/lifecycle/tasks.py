"""The sweep of those who have been quiet for too long."""

from datetime import UTC, datetime

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from customer.customers import advancing


@every(600)
async def sweep_quiet(runtime: Runtime) -> None:
    """Move buyers to at risk, and those at risk to lost. What a crash leaves, the next sweep finds."""
    actor, moved = service_actor(runtime.service), 1
    while moved:
        async with runtime.database.writing(actor, bulk=True) as session:
            moved = await advancing.fade(session, actor, datetime.now(UTC), advancing.patience_of(runtime))
