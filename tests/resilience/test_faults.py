"""The test of the test: a suite born with a mistake must not pass it; the check meant for it must say so."""

import pytest

from deploy.local import forked
from deploy.local.running import running_suite
from tests import measured
from tests.limits import UNLIMITED
from tests.resilience import report
from tests.resilience.faults import ALL
from tests.resilience.scale import FAULT_SECONDS, FAULTS, FULL
from tests.resilience.trial import trial

PATIENCE = 60.0
"""Seconds after which what is wrong has not only been late: a lease lasts 30, its seeker comes each 15."""
ROUNDS = 3
"""Suites that are tried: where a process dies is chance."""
UNHEARD = ("not told of", "not audited", "access of", "ends not told of")
MEANT = {
    "publish_without_outbox": UNHEARD,
    "relay_by_cursor": UNHEARD,
    "delete_before_publish": UNHEARD,
    "ack_before_commit": UNHEARD,
    "no_inbox": ("told twice of", "ends told twice of"),
    "no_version_check": ("access of",),
    "key_kept_afterwards": ("made twice", "answered otherwise"),
    "given_up_at_once": UNHEARD,
    "hint_is_all": ("imports unfinished", "exports unfinished"),
}
"""Mistake → how the names of the checks begin, one of which is there to find it."""
found: dict[str, str] = {}


@pytest.mark.skipif(not FULL and not FAULTS, reason="a minute and a half each: make proof")
@pytest.mark.skipif(not forked.POSSIBLE, reason="mistakes are inherited by forks")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", FAULTS or ALL)
async def test_the_check_meant_for_a_seeded_fault_finds_it(fault: str) -> None:
    for number in range(1, ROUNDS + 1):
        wrong = await _wrong(fault, number)
        print(fault, number, wrong)  # noqa: T201  # pytest shows it when the test fails
        if any(name.startswith(MEANT[fault]) for name in wrong):
            found[fault] = ", ".join(f"{name}: {count}" for name, count in wrong.items())
            break
    if FULL:
        rows = [[one, " ".join((ALL[one].__doc__ or "").split()), how] for one, how in found.items()]
        report.keep("faults", measured.grid(["mistake", "", "shown by"], rows))
    assert fault in found


async def _wrong(fault: str, seed: int) -> dict[str, int]:
    with running_suite(UNLIMITED | {"SEEDED": fault}, "tests.resilience.launcher") as suite:
        return (await trial(suite, FAULT_SECONDS, patience=PATIENCE, seed=seed)).wrong
