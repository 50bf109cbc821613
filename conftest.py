"""What tests in every folder may ask for."""

from collections.abc import Iterator

import pytest

from deploy.local.infrastructure import Infrastructure
from deploy.local.running import Suite, running_infrastructure, running_suite
from tests.limits import UNLIMITED


@pytest.fixture(scope="session")
def infrastructure() -> Iterator[Infrastructure]:
    """Real PostgreSQL, NATS, Redis and a mail catcher, started for the first test that asks."""
    with running_infrastructure() as running:
        yield running.infrastructure


@pytest.fixture(scope="session")
def suite() -> Iterator[Suite]:
    """The whole suite as `make run` starts it, without rate limits: these have tests of their own."""
    with running_suite(UNLIMITED) as suite:
        yield suite
