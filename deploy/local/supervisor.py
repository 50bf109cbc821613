"""Starts programs, brings back whatever dies, and stops everything."""

import asyncio
import signal
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from deploy.local.logs import last_lines, rotate
from deploy.local.programs import Process, Program, kill_group, signal_process, spawn
from deploy.local.terminal import Refused, Terminal

READY_WITHIN = 90.0
STEADY_AFTER = 10.0  # seconds a process must have lived for its end not to count as failing at once
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0


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

    def _spawn(self) -> Process:
        self.started = time.monotonic()
        self.starts += 1
        self.is_ready = False
        return spawn(self.program, self.log)

    def _respawn(self) -> None:
        kill_group(self.process.pid)
        self.process = self._spawn()
        self.changed()

    async def begin(self) -> None:
        """Wait until the program serves for the first time.

        Raises:
            Refused: it ended too often, or stayed silent; with the end of its log.
        """
        while True:
            try:
                return await self.wait_ready()
            except Refused as problem:
                if self.process.poll() is None or self.starts == self.program.attempts:
                    raise
                self.terminal.say(f"{problem}\n    trying again")
            await asyncio.sleep(1)
            self._respawn()

    async def wait_ready(self) -> None:
        """Wait until the program serves.

        Raises:
            Refused: it stopped or stayed silent; with the end of its log.
        """
        while not await self.program.ready():
            if (status := self.process.poll()) is not None:
                raise Refused(self.epitaph(f"{self.program.name} {_reason(status)}"))
            if time.monotonic() - self.started > READY_WITHIN:
                raise Refused(self.epitaph(f"{self.program.name} is not ready after {READY_WITHIN:.0f} s"))
            await asyncio.sleep(0.05)
        self.is_ready = True
        self.changed()

    async def keep(self) -> None:
        """Start the program again whenever it ends: soon, then later and later while it fails at once."""
        pause = FIRST_PAUSE
        while True:
            status = await ended(self.process)
            died = time.monotonic()
            kill_group(self.process.pid)
            failing = status > 0 and died - self.started < STEADY_AFTER
            pause = min(2 * pause, LONGEST_PAUSE) if failing else FIRST_PAUSE
            what = f"{self.program.name} {_reason(status)}"
            self.terminal.say(self.epitaph(what) if status > 0 else what)
            await asyncio.sleep(pause)
            self._respawn()
            try:
                await self.wait_ready()
                self.terminal.say(f"{self.program.name} is back after {time.monotonic() - died:.1f} s")
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

    def epitaph(self, what: str) -> str:
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
        await together(*(keeper.begin() for keeper in stage))
        for keeper in stage:
            keeper.task = asyncio.create_task(keeper.keep())

    async def finish(self, program: Program) -> None:
        """Run a program to its end.

        Raises:
            Refused: it failed.
        """
        keeper = Keeper(program, self._log(program.name), self.terminal, self.changed)
        try:
            status = await ended(keeper.process)
        finally:
            kill_group(keeper.process.pid)
        if status != 0:
            raise Refused(keeper.epitaph(f"{program.name} {_reason(status)}"))

    async def stop(self) -> None:
        """Stop what was started last first."""
        while self.stages:
            await asyncio.gather(*(keeper.stop() for keeper in self.stages.pop()))

    def kill(self) -> None:
        """End everything this moment; nothing is brought back."""
        for keeper in self.keepers:
            if keeper.task is not None:
                keeper.task.cancel()
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


async def ended(process: Process) -> int:
    """Wait for the end of a process by asking now and then: asyncio's own way needs a thread for each."""
    while (status := process.poll()) is None:  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(0.1)
    return status


def _reason(status: int) -> str:
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"stopped with status {status}"
