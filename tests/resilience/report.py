"""What `make proof` measured, kept in docs/reliability.md between marks."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.resilience.trial import Verdict

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"


def kills(verdict: Verdict, seconds: float) -> str:
    """The table of one trial."""
    told, stalls = verdict.crew.told, verdict.stalls
    done = ", ".join(
        [
            f"{len(told.created):,} customers made, {len(told.assigned):,} given away",
            f"{len(told.imports)} imports, {len(told.exports)} exports",
            f"{sum(told.roles.values())} role versions",
        ]
    )
    words = [
        f"{conditions()} {seconds:.0f} s, {len(stalls.kills)} SIGKILLs. Acknowledged: {done};",
        f"{told.refused:,} attempts were refused or unanswered and sent again.",
        f"Wrong in the end: {verdict.wrong or 'nothing'}, {verdict.settled:.0f} s after the last request.",
        f"Longest wait for an answer {told.longest:.1f} s,",
        f"longest stand-still of events {stalls.longest:.1f} s.",
    ]
    rows = [
        [victim, str(count), f"{wait:.1f}", f"{events:.1f}"]
        for victim, count, wait, events in stalls.table(told)
    ]
    head = ["victim", "kills", "longest wait for an answer, s", "longest stand-still of events, s"]
    return "\n".join(words) + "\n\n" + grid(head, rows)


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def conditions() -> str:
    """Where and when, for whoever compares."""
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    processor = found[1] if found else platform.machine()
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({processor})."


def keep(part: str, text: str) -> None:
    """Replace what the last run wrote into a part of the document."""
    begin, end = f"<!-- {part}: written by `make proof` -->\n", f"<!-- /{part} -->"
    before, found, rest = DOCUMENT.read_text().partition(begin)
    if not found or end not in rest:
        raise ValueError(f"{DOCUMENT} has no part {part}")
    DOCUMENT.write_text(before + begin + "\n" + text + "\n" + end + rest.partition(end)[2])
