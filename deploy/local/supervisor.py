"""Starts programs, brings back whatever dies, and stops everything."""

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from deploy.local.programs import Program, kill_group, last_lines, rotate, signal_process, spawn
from deploy.local.terminal import Refused, Terminal

READY_WITHIN = 90.0
STEADY_AFTER = 10.0  # seconds a process must have lived for its next death to count as the first
LONGEST_PAUSE = 5.0


class Keeper:
    """Looks after one program for as long as the suite runs."""

    def __init__(self, program: Program, log: Path, terminal: Terminal, changed: Callable[[], None]) -> None:
        self.program = program
        self.log = log
        self.terminal = terminal
        self.changed = changed
        self.starts = 0
        self.process = self._spawn()
        self.task: asyncio.Task[None] | None = None

    def _spawn(self) -> "subprocess.Popen[bytes]":
        self.started = time.monotonic()
        self.starts += 1
        self.is_ready = False
        return spawn(self.program, self.log)

    async def wait_ready(self) -> None:
        """Wait until the program serves.

        Raises:
            Refused: it stopped or stayed silent; with the end of its log.
        """
        while not await self.program.ready():
            if self.process.poll() is not None:
                raise Refused(self._epitaph(f"{self.program.name} {_reason(self.process.returncode)}"))
            if time.monotonic() - self.started > READY_WITHIN:
                raise Refused(self._epitaph(f"{self.program.name} is not ready after {READY_WITHIN:.0f} s"))
            await asyncio.sleep(0.05)
        self.is_ready = True
        self.changed()

    async def keep(self) -> None:
        """Start the program again whenever it dies: at once, then slower while it keeps dying."""
        pause = 0.0
        while True:
            await ended(self.process)
            kill_group(self.process.pid)
            lived = time.monotonic() - self.started
            pause = 0.0 if lived > STEADY_AFTER else min(max(0.5, 2 * pause), LONGEST_PAUSE)
            what = f"{self.program.name} {_reason(self.process.returncode)}"
            self.terminal.say(self._epitaph(what) if self.process.returncode > 0 else what)
            await asyncio.sleep(pause)
            self.process = self._spawn()
            self.changed()
            try:
                await self.wait_ready()
                self.terminal.say(
                    f"{self.program.name} is back after {time.monotonic() - self.started:.1f} s"
                )
            except Refused:
                # Still alive but silent: end it, so that the loop starts it afresh.
                kill_group(self.process.pid)

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
        signal_process(self.process, self.program.stop_signal)
        try:
            async with asyncio.timeout(self.program.grace):
                await ended(self.process)
        except TimeoutError:
            self.terminal.say(f"{self.program.name} did not stop within {self.program.grace:.0f} s: killed")
        kill_group(self.process.pid)
        await ended(self.process)

    def _epitaph(self, what: str) -> str:
        return "\n".join(
            [f"{what}; the end of {self.log}:", *(f"    {line}" for line in last_lines(self.log))]
        )


class Supervisor:
    """All programs of one launcher, in the order they were started."""

    def __init__(self, logs: Path, terminal: Terminal, changed: Callable[[], None]) -> None:
        self.logs = logs
        self.terminal = terminal
        self.changed = changed
        self.stages: list[list[Keeper]] = []

    @property
    def keepers(self) -> list[Keeper]:
        return [keeper for stage in self.stages for keeper in stage]

    async def start(self, programs: list[Program]) -> None:
        """Start programs side by side and wait until all of them serve; they are stopped together."""
        stage: list[Keeper] = []
        self.stages.append(stage)
        for program in programs:
            stage.append(Keeper(program, self._log(program.name), self.terminal, self.changed))
        self.changed()
        await together(*(keeper.wait_ready() for keeper in stage))
        for keeper in stage:
            keeper.task = asyncio.create_task(keeper.keep())

    async def finish(self, program: Program) -> None:
        """Run a program to its end.

        Raises:
            Refused: it failed.
        """
        keeper = Keeper(program, self._log(program.name), self.terminal, self.changed)
        try:
            await ended(keeper.process)
        finally:
            kill_group(keeper.process.pid)
        if keeper.process.returncode != 0:
            raise Refused(keeper._epitaph(f"{program.name} {_reason(keeper.process.returncode)}"))

    async def stop(self) -> None:
        """Stop what was started last first."""
        while self.stages:
            await asyncio.gather(*(keeper.stop() for keeper in self.stages.pop()))

    def kill(self) -> None:
        for keeper in self.keepers:
            kill_group(keeper.process.pid)

    def _log(self, name: str) -> Path:
        log = self.logs / f"{name}.log"
        rotate(log)
        return log


async def together(*work: Coroutine[Any, Any, None]) -> None:
    """Do all of it side by side; the first failure ends the rest and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for part in work:
                group.create_task(part)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None


async def ended(process: "subprocess.Popen[bytes]") -> int:
    """Wait for the end of a process by asking now and then: asyncio's own way needs a thread for each."""
    while (status := process.poll()) is None:  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(0.05)
    return status


def _reason(status: int) -> str:
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"stopped with status {status}"
