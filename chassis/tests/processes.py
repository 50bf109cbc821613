"""Roles of the example service as processes of their own."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from chassis.testing import Bench, free_port
from deploy.local.folders import ROOT


@dataclass
class Role:
    """A running role; its process group ends with the test."""

    process: "subprocess.Popen[bytes]"
    output: Path
    http: str
    internal: str

    def kill(self, sent: signal.Signals = signal.SIGKILL) -> None:
        """Signal every process of the role."""
        os.killpg(self.process.pid, sent)

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged."""
        return [json.loads(line) for line in self.output.read_text().splitlines()]

    async def ready(self, seconds: float = 20) -> "Role":
        """Wait until /readyz says so."""
        deadline = time.monotonic() + seconds
        async with aiohttp.ClientSession() as client:
            while time.monotonic() < deadline and self.process.poll() is None:
                if await probe(client, self.internal + "/readyz") == 200:
                    return self
                await asyncio.sleep(0.05)
        raise TimeoutError(self.output.read_text())


async def probe(client: aiohttp.ClientSession, url: str) -> int | None:
    """The status of an address, None when nobody answers."""
    try:
        async with client.get(url) as answer:
            return answer.status
    except aiohttp.ClientError:
        return None


def environment(example: Bench, **changes: str) -> dict[str, str]:
    """The example's settings, on ports of its own."""
    settings = example.runtime.settings
    ports = {name: str(free_port()) for name in ("http_port", "grpc_port", "metrics_port")}
    given = {
        "database_url": settings.database_dsn,
        "nats_url": settings.nats_url,
        "redis_url": settings.redis_url.get_secret_value(),
        "files_dir": str(settings.files_dir),
        "private_key": settings.private_key.get_secret_value(),
        "peer_keys": json.dumps(settings.peer_keys),
        "log_level": "info",
        **ports,
        **changes,
    }
    return {f"CRM_{name.upper()}": value for name, value in given.items()}


@contextmanager
def role(example: Bench, name: str, folder: Path, **changes: str) -> Iterator[Role]:
    """Start a role; it is killed at the end."""
    wanted = environment(example, **changes)
    output = folder / f"{name}-{time.monotonic_ns()}.log"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "chassis.tests.example", name],
            cwd=ROOT,
            env={**os.environ, **wanted},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    http, internal = (f"http://127.0.0.1:{wanted[one]}" for one in ("CRM_HTTP_PORT", "CRM_METRICS_PORT"))
    running = Role(process, output, http, internal)
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            running.kill()
        process.wait()
