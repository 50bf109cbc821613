"""Reports that came before what they speak of."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from notifications.callbacks import service

BATCH = 200


@every(5)
async def apply_early_reports(runtime: Runtime) -> None:
    """Apply them when the provider's reference is known."""
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        await service.apply_some(session, BATCH)


@every(3600)
async def forget_reports(runtime: Runtime) -> None:
    """Remove those of long ago."""
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        await service.forget_some(session)
