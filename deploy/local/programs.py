"""A program that the supervisor runs, and how its process is started and ended."""

import os
import signal
import subprocess
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from deploy.local.accounts import Account, become, die_with_parent

LOG_LIMIT = 5_000_000


@dataclass(frozen=True)
class Program:
    """One process of the suite, in a process group of its own."""

    name: str
    command: tuple[str, ...]
    ready: Callable[[], Awaitable[bool]]
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 15
    """Seconds it may take to stop before it is killed."""


def spawn(program: Program, log: Path) -> "subprocess.Popen[bytes]":
    """Start the program; what it prints is appended to its log."""
    with log.open("ab") as output:
        return subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(_before_exec, program),
        )


def _before_exec(program: Program) -> None:
    if program.account is not None:
        become(program.account)
    die_with_parent(program.stop_signal)  # after `become`, which would cancel it


def signal_process(process: "subprocess.Popen[bytes]", sent: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(sent)


def kill_group(pgid: int) -> None:
    """Kill what is left of a process group; its leader may be gone already."""
    try:
        os.killpg(pgid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def rotate(log: Path) -> None:
    """Keep one older file once a log has grown large."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".1.log"))


def last_lines(log: Path, count: int = 5) -> list[str]:
    """The end of a log, for the person who must understand why a process stopped."""
    if not log.exists():
        return []
    with log.open("rb") as content:
        content.seek(max(0, log.stat().st_size - 20_000))
        return content.read().decode(errors="replace").splitlines()[-count:]
