"""The log files of the programs: kept small, and read for what a person should hear about."""

import asyncio
import json
import re
from pathlib import Path

from deploy.local.terminal import Terminal

LIMIT = 5_000_000
QUIET = 15.0  # seconds between two mentions of one log's errors
SERIOUS = re.compile(rb'^\{.*"level": ?"(error|critical)".*\}$', re.MULTILINE)


def rotate(log: Path) -> None:
    """Keep one older file once a log has grown large."""
    if log.exists() and log.stat().st_size > LIMIT:
        log.replace(log.with_suffix(".1.log"))


def last_lines(log: Path, count: int = 6) -> list[str]:
    """The end of a log, for the person who must understand why a program stopped."""
    if not log.exists():
        return []
    with log.open("rb") as content:
        content.seek(max(0, log.stat().st_size - 20_000))
        return content.read().decode(errors="replace").splitlines()[-count:]


class Watch:
    """Mentions errors that services log, without flooding the terminal."""

    def __init__(self, folder: Path, terminal: Terminal) -> None:
        self.folder = folder
        self.terminal = terminal
        self.read = {log: log.stat().st_size for log in folder.glob("*.log")}
        self.quiet_until: dict[Path, float] = {}

    async def follow(self) -> None:
        while True:
            await asyncio.sleep(1)
            for log in self.folder.glob("*.log"):
                if self.terminal.elapsed > self.quiet_until.get(log, 0):
                    self.look(log)

    def look(self, log: Path) -> None:
        with log.open("rb") as content:
            content.seek(min(self.read.get(log, 0), log.stat().st_size))
            lines = [match.group() for match in SERIOUS.finditer(content.read())]
            self.read[log] = content.tell()
        if lines:
            more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
            self.terminal.say(f"{log.stem} logged an error: {_event(lines[-1])}{more}; see {log}")
            self.quiet_until[log] = self.terminal.elapsed + QUIET


def _event(line: bytes) -> str:
    try:
        return " ".join(str(json.loads(line)["event"]).split())
    except (ValueError, KeyError):
        return line.decode(errors="replace")[:200]
