"""The test of the test: a suite born with a mistake must not pass it."""

import pytest

from deploy.local import forked
from deploy.local.running import running_suite
from tests import measured
from tests.limits import UNLIMITED
from tests.resilience import report
from tests.resilience.faults import ALL
from tests.resilience.scale import FAULT_SECONDS, FAULTS, FULL
from tests.resilience.trial import trial

PATIENCE = 40.0
"""Seconds after which what is wrong has not only been late."""
ROUNDS = 3
"""Suites that are tried: where a process dies is chance."""
found: dict[str, str] = {}


@pytest.mark.skipif(not FULL and not FAULTS, reason="a minute each: make proof")
@pytest.mark.skipif(not forked.POSSIBLE, reason="mistakes are inherited by forks")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", FAULTS or ALL)
async def test_a_suite_with_a_seeded_fault_does_not_pass(fault: str) -> None:
    for number in range(1, ROUNDS + 1):
        if wrong := await _wrong(fault, number):
            found[fault] = wrong
            print(fault, number, wrong)  # noqa: T201  # pytest shows it when the test fails
            break
    if FULL:
        rows = [[one, " ".join((ALL[one].__doc__ or "").split()), how] for one, how in found.items()]
        report.keep("faults", measured.grid(["mistake", "", "shown by"], rows))
    assert fault in found


async def _wrong(fault: str, seed: int) -> str:
    with running_suite(UNLIMITED | {"SEEDED": fault}, "tests.resilience.launcher") as suite:
        try:
            verdict = await trial(suite, FAULT_SECONDS, patience=PATIENCE, seed=seed)
        except AssertionError as refused:
            return str(refused)[:200]
    return ", ".join(f"{name}: {count}" for name, count in verdict.wrong.items())
