"""Clearing up after sessions."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from identity.devices import service as devices
from identity.sessions import service
from identity.settings import Settings


@every(3600)
async def forget_sessions(runtime: Runtime) -> None:
    """Remove sessions, failures and revocations that decide nothing any more."""
    async with runtime.database.writing(service_actor("identity")) as session:
        await service.forget(session)
        await devices.forget_unused(session, Settings.of(runtime.settings))
