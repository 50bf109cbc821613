"""The running suite under load while its processes are killed: nothing acknowledged is lost or doubled."""

from collections.abc import Iterator

import pytest

from deploy.local.running import Suite, running_suite
from tests.limits import UNLIMITED
from tests.resilience import report
from tests.resilience.killing import LONGEST, LONGEST_STALL
from tests.resilience.scale import FULL, KILL_SECONDS
from tests.resilience.trial import trial


@pytest.fixture
def fresh() -> Iterator[Suite]:
    """A suite of its own: this test leaves nothing as it was."""
    with running_suite(UNLIMITED) as suite:
        yield suite


@pytest.mark.timeout(KILL_SECONDS + 240)
async def test_nothing_acknowledged_is_lost_or_doubled_while_processes_are_killed(fresh: Suite) -> None:
    verdict = await trial(fresh, KILL_SECONDS)
    told, stalls = verdict.crew.told, verdict.stalls
    text = report.kills(verdict, KILL_SECONDS)
    print(text)  # noqa: T201  # pytest shows it when the test fails
    if FULL:
        report.keep("kills", text)
    assert not verdict.wrong, f"{verdict.wrong} {told.otherwise[:5]}\n{fresh.output[-3000:]}"
    assert told.created
    assert told.imports
    assert told.exports
    assert told.sold
    assert len(stalls.kills) >= KILL_SECONDS / LONGEST - 1
    assert told.longest < LONGEST_STALL
    assert stalls.longest < LONGEST_STALL
