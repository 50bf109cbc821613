"""The sales service on a scratch database, with its doors open, beside a customer master."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.testing import Bench, bench, free_port
from sales.main import service
from services.sales.tests.asking import EVERYTHING, Caller, caller
from services.sales.tests.mailroom import Mailroom
from services.sales.tests.master import Master


@pytest.fixture(scope="session")
async def served() -> AsyncIterator[tuple[Master, int]]:
    master, port = Master(), free_port()  # type: ignore[abstract]  # what is asked
    server = await master.serve(port)
    yield master, port
    await server.stop(0)


@pytest.fixture(scope="session")
async def mailing() -> AsyncIterator[tuple[Mailroom, int]]:
    mailroom, port = Mailroom(), free_port()
    server = await mailroom.serve(port)
    yield mailroom, port
    await server.stop(0)


@pytest.fixture
def mailroom(mailing: tuple[Mailroom, int]) -> Mailroom:
    mailing[0].reset()
    return mailing[0]


@pytest.fixture(scope="session")
async def opened(
    infrastructure: Any,
    served: tuple[Master, int],
    mailing: tuple[Mailroom, int],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Bench]:
    peers = {"customer": f"127.0.0.1:{served[1]}", "notifications": f"127.0.0.1:{mailing[1]}"}
    async with bench(service, infrastructure, tmp_path_factory.mktemp("files"), grpc_peers=peers) as one:
        yield one


@pytest.fixture
def master(served: tuple[Master, int]) -> Master:
    served[0].cards.clear()
    served[0].called.clear()
    return served[0]


@pytest.fixture
async def crm(opened: Bench) -> Bench:
    """The service with empty tables."""
    await opened.reset()
    return opened


@pytest.fixture
async def admin(crm: Bench) -> Caller:
    """Somebody who may do everything."""
    return await caller(crm, EVERYTHING)
