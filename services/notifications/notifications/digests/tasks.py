"""Sending digests at their hour."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from notifications.deliveries import service as deliveries
from notifications.digests import service
from notifications.settings import Settings

BATCH = 500


@every(30)
async def send_digests(runtime: Runtime) -> None:
    """Send those whose hour has come, each in a transaction of its own."""
    async with runtime.database.reading() as session:
        due = await service.due(session, BATCH)
    for digest_id in due:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            await service.send(session, runtime.access, digest_id)
            deliveries.wake(session, runtime)


@every(3600)
async def forget_digests(runtime: Runtime) -> None:
    """Remove those that the ledger keeps nothing of any more, in small transactions."""
    days, removed = Settings.of(runtime.settings).delivery_retention_days, BATCH
    while removed == BATCH:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            removed = await service.forget_some(session, days, BATCH)
