"""What `make proof` measured, kept in docs/reliability.md between marks."""

import os
from datetime import UTC, datetime

from tests import measured
from tests.resilience.trial import Verdict


def kills(verdict: Verdict, seconds: float) -> str:
    """The table of one trial."""
    told, stalls = verdict.crew.told, verdict.stalls
    done = ", ".join(
        [
            f"{len(told.created):,} customers made, {len(told.assigned):,} given away",
            f"{len(told.sold):,} deals won and ordered",
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
    return "\n".join(words) + "\n\n" + measured.grid(head, rows)


def conditions() -> str:
    """Where and when, for whoever compares."""
    moment = datetime.now(UTC)
    return f"{moment:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({measured.processor()})."


def keep(part: str, text: str) -> None:
    """Replace what the last run wrote into a part of the document."""
    measured.keep("reliability.md", part, "make proof", text)
