"""Starts a service's process as a fork of one that has already imported what all of them share.

Importing takes a second of CPU and 90 MB for each process; forked, they share both. The fork server is the
one of Python's multiprocessing. Where forking after imports is not safe (macOS), processes start by command.
"""

import ctypes
import multiprocessing
import os
import runpy
import signal
import sys
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.local.accounts import die_with_parent

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

    from deploy.local.programs import Program

PRELOADED = ["deploy.local.preload"]
"""What the fork server imports, and so every service begins with."""
POSSIBLE = sys.platform == "linux" and os.environ.get("CRM_FORK") != "0"


def warm_up() -> None:
    """Start the fork server, so that it imports while something else is being started."""
    if POSSIBLE:
        forkserver.set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()


def cool_down() -> None:
    """End the fork server and wait for it; by itself it would outlive us by a moment."""
    if POSSIBLE:
        forkserver._forkserver._stop()  # type: ignore[attr-defined]


class Forked:
    """A forked process, with the part of Popen's interface that the supervisor uses."""

    def __init__(self, program: "Program", log: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        arguments = (program.command, dict(program.environment), str(log), program.stop_signal)
        self._process: ForkServerProcess = context.Process(target=_become, args=arguments)
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, sent: signal.Signals) -> None:
        os.kill(self.pid, sent)


def _become(command: tuple[str, ...], environment: dict[str, str], log: str, stop: signal.Signals) -> None:
    """In the fork: take on the program's session, log, environment and name, and run its module."""
    os.setsid()
    die_with_parent(stop)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.update(environment)
    _show_as(command)
    _, _, package, *arguments = command
    sys.argv = [package, *arguments]
    runpy.run_module(package, run_name="__main__", alter_sys=True)


def _show_as(command: tuple[str, ...]) -> None:
    """Let `ps` show what this process is instead of the fork server's command line."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[45]), int(fields[46])  # arg_start, arg_end
    text = "\0".join(command).encode()[: end - start - 1]
    ctypes.memmove(start, text.ljust(end - start, b"\0"), end - start)
