"""`make run`: from nothing to a suite that answers, and back to nothing on Ctrl-C."""

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deploy.local import databases, forked, infrastructure, ports, services
from deploy.local.credentials import password
from deploy.local.demo.people import PASSWORD
from deploy.local.folders import data_folder, locked, write_run
from deploy.local.logs import Watch, last_lines
from deploy.local.services import ADMINISTRATOR, GATEWAY, Installation, Service
from deploy.local.supervisor import Keeper, Supervisor, together
from deploy.local.terminal import Refused, Terminal

DEMO = f"lin@example.com leads sales, shen@example.com sells; both with {PASSWORD}"


class Launch:
    """One start of the suite, or of its infrastructure alone."""

    def __init__(self, data: Path, suite: list[Service], terminal: Terminal) -> None:
        self.data = data
        self.suite = suite
        self.terminal = terminal
        self.state = "starting"
        self.servers = Supervisor(data / "logs", terminal, self.record)
        self.services = Supervisor(data / "logs", terminal, self.record)
        self.infrastructure = infrastructure.addresses(data)
        self.databases: dict[str, str] = {}

    async def start(self) -> None:
        ports.check(
            [*infrastructure.wanted_ports(), *(port for service in self.suite for port in service.ports)]
        )
        if self.suite:
            forked.warm_up()
        programs = infrastructure.programs(self.data)
        if programs:
            self.terminal.say(f"Starting {', '.join(program.name for program in programs)}")
        await self.servers.start(programs)
        if self.suite:
            await self.start_services()
        self.state = "ready"
        self.record()
        self.terminal.say("Ready")

    async def start_services(self) -> None:
        owners = [service for service in self.suite if service is not GATEWAY]
        self.terminal.say(f"Preparing the databases of {', '.join(owner.name for owner in owners)}")
        self.databases = {owner.name: await self.database(owner) for owner in owners}
        installation = Installation(self.data, self.infrastructure, self.databases)
        migrations = [services.migration(owner, installation) for owner in owners]
        await together(*(self.services.finish(migration) for migration in migrations))
        self.terminal.say(f"Starting {', '.join(service.name for service in self.suite)}")
        processes = [
            process for service in self.suite for process in services.processes(service, installation)
        ]
        await self.services.start(processes)

    async def database(self, service: Service) -> str:
        """The URL of the service's database, which is made if it is missing."""
        if given := services.database_url(service):
            return given
        secret = password(self.data / "secrets", f"{service.name}.database")
        return await databases.ensure(self.infrastructure.postgres_url, service.name, secret)

    async def stop(self) -> None:
        self.state = "stopping"
        self.record()
        await self.services.stop()
        await self.servers.stop()
        forked.cool_down()
        (self.data / "run.json").unlink(missing_ok=True)

    def kill(self) -> None:
        self.services.kill()
        self.servers.kill()

    def record(self) -> None:
        """Say in run.json what runs where; tests and `make demo` read it."""
        keepers = [*self.servers.keepers, *self.services.keepers]
        write_run(
            self.data,
            {
                "state": self.state,
                "supervisor": os.getpid(),
                "addresses": asdict(self.infrastructure) | self.service_addresses(),
                "processes": {keeper.program.name: _process(keeper) for keeper in keepers},
            },
        )

    def service_addresses(self) -> dict[str, Any]:
        if not self.suite:
            return {}
        return {
            "gateway": f"http://{GATEWAY.http.address}",
            "grpc": {service.name: service.grpc.address for service in self.suite if service.grpc},
            "metrics": {service.name: f"http://{service.metrics.address}" for service in self.suite},
            "databases": self.databases,
        }

    def summary(self) -> dict[str, str]:
        """What a person needs to begin."""
        shown = {}
        if self.suite:
            url = f"http://{GATEWAY.http.address}"
            secret = password(self.data / "secrets", "administrator")
            grpc = (f"{service.name} {service.grpc.address}" for service in self.suite if service.grpc)
            shown = {
                "Address": url,
                "Sign in": f"{ADMINISTRATOR} with {secret}",
                **({} if os.environ.get("CRM_DEMO") == "0" else {"Demo": DEMO}),
                "API": f"{url}/api/docs",
                "gRPC": ", ".join(grpc),
            }
        else:
            shown = {"PostgreSQL": self.infrastructure.postgres_url, "Redis": self.infrastructure.redis_url}
        shown["Events"] = self.infrastructure.nats_url
        shown["Mail"] = self.infrastructure.mail_url or self.infrastructure.smtp_url
        return shown | {"Logs": str(self.data / "logs"), "Stop": "Ctrl-C"}

    async def load_demo(self) -> None:
        """Fill the suite with the demo company, once in the life of the data folder."""
        marker = self.data / "demo.loaded"
        if not self.suite or marker.exists() or os.environ.get("CRM_DEMO") == "0":
            return
        self.terminal.say("Loading the demo company (CRM_DEMO=0 leaves it out)")
        try:
            await self.services.finish(services.demo())
        except Refused as error:
            self.terminal.say(f"The demo company could not be loaded; `make demo` tries again. {error}")
            return
        marker.touch()
        for line in last_lines(self.data / "logs" / "demo.log", 1):  # how its people sign in
            self.terminal.say(f"The demo company is loaded. {line.partition('] ')[2]}")


async def live(launch: Launch) -> None:
    """Start, run until a signal, stop. A second signal does not wait."""
    done = asyncio.Event()

    def ask() -> None:
        if done.is_set():
            launch.kill()
        else:
            launch.terminal.say("Stopping")
        done.set()

    # A connection attempt given up on is nothing to tell the person at the terminal about.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, ask)
    work = asyncio.create_task(_start(launch))
    asked = asyncio.create_task(done.wait())
    watching = asyncio.create_task(Watch(launch.data / "logs", launch.terminal).follow())
    try:
        await asyncio.wait({work, asked}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()  # raises Refused when the start failed
        await asked
    finally:
        watching.cancel()
        work.cancel()
        with suppress(asyncio.CancelledError, Refused):
            await work
        await launch.stop()


async def _start(launch: Launch) -> None:
    await launch.start()
    launch.terminal.block(launch.summary())
    await launch.load_demo()


def main(suite: list[Service]) -> None:
    """Run until Ctrl-C; a start that is refused ends with the reason and status 1."""
    terminal = Terminal()
    try:
        data = data_folder()
        with locked(data):
            asyncio.run(live(Launch(data, suite, terminal)))
    except Refused as error:
        sys.exit(str(error))
    terminal.say("Stopped")


def _process(keeper: Keeper) -> dict[str, Any]:
    """A process as run.json shows it; its id is also that of its process group."""
    return {"pid": keeper.process.pid, "ready": keeper.is_ready, "starts": keeper.starts}
