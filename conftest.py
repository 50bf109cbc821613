"""What tests in every folder may ask for."""

from collections.abc import Iterator

import pytest

from deploy.local.infrastructure import Infrastructure
from deploy.local.running import Suite, running_infrastructure, running_suite


@pytest.fixture(scope="session")
def infrastructure() -> Iterator[Infrastructure]:
    """Real PostgreSQL, NATS, Redis and a mail catcher, started for the first test that asks."""
    with running_infrastructure() as running:
        yield running.infrastructure


@pytest.fixture(scope="session")
def suite() -> Iterator[Suite]:
    """Every service and its infrastructure, as `make run` starts them."""
    with running_suite() as suite:
        yield suite
