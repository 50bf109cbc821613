"""The infrastructure or the whole suite for tests: the real launcher, free ports, state of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from deploy.local import infrastructure, ports, services
from deploy.local.accounts import die_with_parent
from deploy.local.folders import ROOT, locked, read_run
from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import Port
from deploy.local.terminal import Refused

LAUNCHER = "deploy.local"
START_WITHIN = 120.0
STOP_WITHIN = 40.0


class NotStarted(Exception):
    """The launcher gave up; the message is what it printed."""


@dataclass(frozen=True)
class Running:
    """A launcher at work, and hands to disturb what it looks after."""

    data: Path
    launcher: "subprocess.Popen[bytes]"

    @property
    def run(self) -> dict[str, Any]:
        """What the launcher says of itself at this moment (run.json)."""
        return read_run(self.data)

    @property
    def infrastructure(self) -> Infrastructure:
        return Infrastructure.of(self.run["addresses"])

    @property
    def output(self) -> str:
        """What the launcher printed so far."""
        return (self.data / "launcher.log").read_text()

    def pid(self, process: str) -> int:
        """The process id, which is also its process group, of `identity`, `identity-worker`, `nats` …"""
        return int(self.run["processes"][process]["pid"])

    def kill(self, process: str, sent: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the whole process group; the launcher brings back what ends."""
        os.killpg(self.pid(process), sent)

    def wait_ready(self, process: str, *, after: int, seconds: float = 20) -> float:
        """Wait until the process was started anew and serves; how many seconds that took.

        Raises:
            TimeoutError: it did not come back.
        """
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            entry = self.run["processes"][process]
            if entry["pid"] != after and entry["ready"]:
                return time.monotonic() - started
            time.sleep(0.05)
        raise TimeoutError(f"{process} is not back after {seconds} s:\n{self.output}")


@dataclass(frozen=True)
class Suite(Running):
    """The whole suite."""

    @property
    def gateway_url(self) -> str:
        return str(self.run["addresses"]["gateway"])

    @property
    def grpc(self) -> dict[str, str]:
        """Service → host:port."""
        addresses: dict[str, str] = self.run["addresses"]["grpc"]
        return addresses

    @property
    def metrics(self) -> dict[str, str]:
        """Service → URL of its internal port."""
        addresses: dict[str, str] = self.run["addresses"]["metrics"]
        return addresses

    @property
    def administrator(self) -> tuple[str, str]:
        """Email and password of the first-run administrator."""
        return services.ADMINISTRATOR, (self.data / "secrets" / "administrator").read_text().strip()

    def database_url(self, service: str) -> str:
        """The service's own database, to look at what a flow left there."""
        urls: dict[str, str] = self.run["addresses"]["databases"]
        return urls[service]


@contextmanager
def running_infrastructure() -> Iterator[Running]:
    """PostgreSQL, NATS, Redis and the mail catcher, or the real servers that the environment names."""
    data, launcher = _launch("infrastructure", infrastructure.wanted_ports(), {})
    running = Running(data, launcher)
    with _started(running):
        yield running


@contextmanager
def running_suite(environment: Mapping[str, str] | None = None, launcher: str = LAUNCHER) -> Iterator[Suite]:
    """Everything that `make run` starts, without the demo company unless the environment says CRM_DEMO=1.

    Another module than the real launcher may stand in for it.
    """
    wanted = [*infrastructure.wanted_ports(), *(port for service in services.ALL for port in service.ports)]
    data, started = _launch("run", wanted, {"CRM_DEMO": "0", **(environment or {})}, launcher)
    suite = Suite(data, started)
    with _started(suite):
        yield suite


def clear_leftovers() -> None:
    """Remove the folders of test runs that were killed before they could do so themselves."""
    for lock in (ROOT / ".data" / "test").glob("*/run.lock"):
        with suppress(Refused), locked(lock.parent):
            shutil.rmtree(lock.parent)


def _launch(
    verb: str, wanted: list[Port], environment: Mapping[str, str], module: str = LAUNCHER
) -> tuple[Path, "subprocess.Popen[bytes]"]:
    data = ROOT / ".data" / "test" / uuid4().hex[:8]
    data.mkdir(parents=True)
    numbers = dict(zip((port.variable for port in wanted), map(str, ports.free(len(wanted))), strict=True))
    settings = {"CRM_DATA": str(data), "POSTGRES_FSYNC": "off", **numbers, **environment}
    with (data / "launcher.log").open("wb") as log:
        launcher = subprocess.Popen(
            [sys.executable, "-m", module, verb],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in pytest stops it by the fixture, not twice
            preexec_fn=lambda: die_with_parent(signal.SIGTERM),
        )
    return data, launcher


@contextmanager
def _started(running: Running) -> Iterator[None]:
    try:
        _wait_started(running)
        yield
    finally:
        running.launcher.terminate()
        try:
            running.launcher.wait(STOP_WITHIN)
        finally:
            running.launcher.kill()
            running.launcher.wait()
            if not os.environ.get("CRM_KEEP"):  # set it to read the logs of a failed flow
                shutil.rmtree(running.data, ignore_errors=True)


def _wait_started(running: Running) -> None:
    deadline = time.monotonic() + START_WITHIN
    while running.run.get("state") != "ready":
        if running.launcher.poll() is not None or time.monotonic() > deadline:
            raise NotStarted(running.output)
        time.sleep(0.05)
