"""The service under test, and the news that others bring it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from chassis.testing import Bench, bench
from notifications.main import service


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(infrastructure: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    async with bench(service, infrastructure, tmp_path_factory.mktemp("files")) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def notifications(opened: Bench) -> Bench:
    await opened.reset()
    return opened
