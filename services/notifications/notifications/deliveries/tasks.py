"""What the worker does, and what the scheduler sees to."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from chassis.tasks import later, task
from notifications.deliveries import queries, sending, service
from notifications.providers import service as providers
from notifications.settings import Settings

BATCH = 500


@task(service.TASK)
async def send(runtime: Runtime) -> None:
    """Send what is due."""
    await sending.send_due(runtime)


@every(2)
async def hint_at_due(runtime: Runtime) -> None:
    """Wake a worker for what has fallen due: hints get lost, workers die, time passes."""
    async with runtime.database.reading() as session:
        waiting = await queries.due(session, await providers.room(session, runtime), 1)
    if waiting:
        await later(runtime, service.TASK)()


@every(60)
async def give_up(runtime: Runtime) -> None:
    """End what could not be sent in time, in small transactions."""
    ended = BATCH
    while ended == BATCH:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            ended = await service.give_up_late_ones(session, BATCH)


@every(3600)
async def forget_deliveries(runtime: Runtime) -> None:
    """Remove what the ledger has kept long enough, in small transactions."""
    days, removed = Settings.of(runtime.settings).delivery_retention_days, BATCH
    while removed == BATCH:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            removed = await service.forget_some(session, days, BATCH)
