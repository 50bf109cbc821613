"""The wiring of the gateway: it keeps no database and no stream, so it opens its own door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from chassis.runtime import Runtime
from chassis.service import Service
from gateway.settings import Settings


@asynccontextmanager
async def doors(runtime: Runtime) -> AsyncIterator[None]:
    """Serve HTTP; on the way out live streams end first, then the running requests finish."""
    from chassis.roles import serving
    from gateway import edge
    from gateway.application import Application

    settings = runtime.settings
    async with (
        edge.opened(runtime) as opened,
        serving(
            Application(opened), settings.host, settings.http_port, connections=opened.settings.connections
        ),
    ):
        try:
            yield
        finally:
            opened.live.close()


service = Service(name="gateway", settings=Settings, folder=Path(__file__).parents[1], doors=doors)
