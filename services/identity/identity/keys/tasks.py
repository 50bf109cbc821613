"""Rotation of signing keys."""

from chassis.actors import service_actor
from chassis.periodic import every
from chassis.runtime import Runtime
from identity.keys import service
from identity.settings import Settings


@every(300)
async def rotate_signing_keys(runtime: Runtime) -> None:
    """Look whether the next key is due, and which old ones may go."""
    async with runtime.database.writing(service_actor("identity")) as session:
        await service.rotate(session, Settings.of(runtime.settings))
