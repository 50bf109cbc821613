"""A worker that is killed again and again: everything is imported once, each life is a fork.

Prints the process id of each life. Its task is the one that Celery runs.
"""

import asyncio
import os

from chassis import telemetry
from chassis.runtime import opened
from notifications.deliveries import sending
from notifications.main import service
from notifications.settings import Settings


async def work(settings: Settings) -> None:
    """Work until killed."""
    async with opened(service.name, settings) as runtime:
        while True:
            await sending.send_due(runtime)
            await asyncio.sleep(0.02)


def main() -> None:
    """Live, be killed, live again."""
    settings = Settings.load()
    telemetry.configure(service.name, "worker", settings)
    while True:
        life = os.fork()
        if not life:
            asyncio.run(work(settings))
        print(life, flush=True)  # noqa: T201  # that is how the test knows
        os.waitpid(life, 0)


if __name__ == "__main__":
    main()
