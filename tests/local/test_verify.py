"""What `make test` makes of its areas."""

import time
from pathlib import Path

import psutil

from deploy.local import verify
from deploy.local.areas import PYTEST, Area

MIXED = """
import pytest
def test_one(): pass
def test_two(): pass
def test_three(): assert False
@pytest.mark.skip
def test_four(): pass
"""


def run(area: Area, folder: Path) -> verify.Outcome:
    return verify.run(area, folder, time.monotonic() + 60)


def test_the_last_line_adds_up_tests_and_commands(tmp_path: Path) -> None:
    (tmp_path / "test_mixed.py").write_text(MIXED)
    tests = run(
        Area("mixed", 30, (PYTEST, "-q", "-p", "no:cacheprovider", str(tmp_path)), "--junitxml="), tmp_path
    )
    lint = run(Area("lint", 5, ("true",)), tmp_path)
    types = run(Area("types", 5, ("false",)), tmp_path)
    assert verify.total([tests, lint, types]) == "3 passed, 2 failed, 1 skipped"
    assert verify.total([lint]) == "1 passed, 0 failed"


def test_an_area_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    outcome = run(Area("endless", 1, ("bash", "-c", "sleep 71.5 & wait")), tmp_path)
    assert (outcome.late, outcome.failed) == (True, 1)
    every = psutil.process_iter(["cmdline"])
    left = [process for process in every if process.info["cmdline"] == ["sleep", "71.5"]]
    assert not psutil.wait_procs(left, 5)[1]  # what was killed may take a moment to go


def test_a_report_that_was_only_begun_is_a_failure(tmp_path: Path) -> None:
    begun = Area("begun", 5, ("bash", "-c", 'touch "${0#--junitxml=}"; exit 2'), "--junitxml=")
    assert run(begun, tmp_path).failed == 1
