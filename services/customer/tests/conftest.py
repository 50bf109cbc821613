"""The customer service on a scratch database, with its doors open."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.testing import Bench, bench
from customer.main import service
from services.customer.tests.people import EVERYTHING, Caller, caller


@pytest.fixture(scope="session")
async def opened(infrastructure: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    async with bench(service, infrastructure, tmp_path_factory.mktemp("files")) as one:
        yield one


@pytest.fixture
async def crm(opened: Bench) -> Bench:
    """The service with empty tables."""
    await opened.reset()
    return opened


@pytest.fixture
async def admin(crm: Bench) -> Caller:
    """Somebody who may do everything."""
    return await caller(crm, EVERYTHING)
