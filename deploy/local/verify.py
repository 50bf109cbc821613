"""`make test` and `make check`: runs every area within its time and adds up what passed."""

import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.local import areas
from deploy.local.areas import Area
from deploy.local.folders import ROOT
from deploy.local.programs import kill_group
from deploy.local.running import clear_leftovers

TEST_SECONDS, CHECK_SECONDS = 45 * 60, 12 * 60
CLEAN_UP = 45.0  # seconds an interrupted area has to stop what it started


@dataclass(frozen=True)
class Outcome:
    """How an area went."""

    area: Area
    seconds: float
    late: bool
    passed: int
    failed: int
    skipped: int

    @property
    def verdict(self) -> str:
        return "TOO LATE" if self.late else "FAILED" if self.failed else "passed"


def main(whole: bool) -> None:
    """Run the areas, small ones two at a time; status 1 unless all passed in time."""
    started = time.monotonic()
    deadline = started + (TEST_SECONDS if whole else CHECK_SECONDS)
    with tempfile.TemporaryDirectory() as reports:
        one = partial(run, reports=Path(reports), deadline=deadline)
        with ThreadPoolExecutor(2) as pair:
            outcomes = list(pair.map(one, [*areas.features(), *areas.static()]))
        outcomes += map(one, areas.across() if whole else ())
    clear_leftovers()
    print(f"\n{'area':<16}{'seconds':>8}{'budget':>8}  verdict")
    for outcome in outcomes:
        print(f"{outcome.area.name:<16}{outcome.seconds:>8.1f}{outcome.area.seconds:>8}  {outcome.verdict}")
    print(f"{'all':<16}{time.monotonic() - started:>8.1f}{deadline - started:>8.0f}\n")
    print(total(outcomes))
    sys.exit(1 if any(outcome.failed for outcome in outcomes) else 0)


def total(outcomes: list[Outcome]) -> str:
    """The last line, the one that CI reads."""
    passed, failed = sum(outcome.passed for outcome in outcomes), sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def run(area: Area, reports: Path, deadline: float) -> Outcome:
    """Run one area; what takes too long is interrupted, so that it can clean up, and counts as failed."""
    print(f"== {area.name} …", flush=True)
    started = time.monotonic()
    report, said = reports / f"{area.name}.xml", reports / f"{area.name}.txt"
    command = (*area.command, f"{area.report}{report}") if area.report else area.command
    with said.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, start_new_session=True, stdout=output, stderr=subprocess.STDOUT
        )
    late = False
    try:
        process.wait(max(0, min(area.seconds, deadline - started)))
    except subprocess.TimeoutExpired:
        late = True
    finally:
        _end(process)
    print(f"\n== {area.name}\n{said.read_text(errors='replace')}", flush=True)
    passed, failed, skipped = _count(report, process.returncode)
    return Outcome(area, time.monotonic() - started, late, passed, max(failed, int(late)), skipped)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Make sure that nothing of an area is left, also when it took too long or we were interrupted."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(CLEAN_UP)
    except subprocess.TimeoutExpired:
        print("it did not stop by itself: killed")
    kill_group(process.pid)
    process.wait()


def _count(report: Path, status: int) -> tuple[int, int, int]:
    """Passed, failed, skipped; whatever ends badly without naming a test counts as one failure."""
    if not report.exists() or not report.stat().st_size:  # interrupted while it was written
        return int(status == 0), int(status != 0), 0
    passed = failed = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):
        counts = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
        tests, failures, errors, omitted = counts
        passed += max(0, tests - failures - errors - omitted)
        failed += failures + errors
        skipped += omitted
    return passed, failed or int(status != 0), skipped
