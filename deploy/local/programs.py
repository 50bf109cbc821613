"""A program that the supervisor runs, and how its process is started and ended."""

import os
import signal
import subprocess
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from deploy.local import forked
from deploy.local.accounts import Account, become, die_with_parent


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
    attempts: int = 1
    """Starts that may end before the program serves for the first time until the whole start is given up."""
    forked: bool = False
    """Whether the command is `python -m package …` and may start as a fork; see forked.py."""


class Process(Protocol):
    """What the supervisor needs of a started process, which leads a process group of its own."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def send_signal(self, sent: signal.Signals) -> None: ...


def spawn(program: Program, log: Path) -> Process:
    """Start the program; what it prints is appended to its log."""
    if program.forked and forked.POSSIBLE:
        with suppress(OSError, EOFError):  # the fork server was killed this very moment
            return forked.Forked(program, log)
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


def signal_process(process: Process, sent: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(sent)


def kill_group(pgid: int) -> None:
    """Kill what is left of a process group; its leader may be gone already."""
    try:
        os.killpg(pgid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
