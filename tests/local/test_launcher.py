"""How the launcher meets a machine that is not as it should be."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local import nats, ports
from deploy.local.folders import ROOT
from deploy.local.running import running_infrastructure
from deploy.local.supervisor import Keeper
from deploy.local.terminal import Refused, Terminal


def launch(data: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "deploy.local", "infrastructure"]
    settings = {**os.environ, "CRM_DATA": str(data), **environment}
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=20)


def free_ports() -> dict[str, str]:
    names = ("POSTGRES_PORT", "NATS_PORT", "NATS_MONITOR_PORT", "REDIS_PORT", "SMTP_PORT", "MAIL_PORT")
    return dict(zip(names, map(str, ports.free(len(names))), strict=True))


def test_a_taken_port_is_named_with_its_purpose_and_its_variable_and_nothing_is_started(
    tmp_path: Path,
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        done = launch(tmp_path, **free_ports() | {"NATS_PORT": str(taken)})
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {taken} for NATS is taken by another program; set NATS_PORT to a free one."
    )
    assert not list((tmp_path / "logs").iterdir())


def test_a_port_that_is_no_number_is_named(tmp_path: Path) -> None:
    done = launch(tmp_path, NATS_PORT="nats")
    assert "NATS_PORT=nats is not a port number" in done.stderr


def test_a_second_launcher_says_that_one_is_running() -> None:
    with running_infrastructure() as running:
        done = launch(running.data)
        assert done.returncode == 1
        assert f"already running at {running.data} (process {running.launcher.pid})" in done.stderr


def test_a_killed_launcher_leaves_no_process() -> None:
    with running_infrastructure() as running:
        pids = [running.pid(name) for name in running.run["processes"]]
        running.launcher.kill()
        running.launcher.wait()
        deadline = time.monotonic() + 10
        while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


async def test_a_nats_that_does_not_sync_always_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in free_ports().items():
        monkeypatch.setenv(name, number)
    program = nats.program(tmp_path)
    configuration = tmp_path / "nats" / "nats.conf"
    configuration.write_text(configuration.read_text().replace('"always"', '"2m"'))
    keeper = Keeper(program, tmp_path / "log", Terminal(), changed=lambda: None)
    try:
        with pytest.raises(Refused, match="does not sync always"):
            await keeper.wait_ready()
    finally:
        await keeper.stop()
