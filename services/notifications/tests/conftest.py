"""The service under test, the providers it hands messages to, and the customer master that it asks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from chassis.testing import Bench, bench, free_port
from notifications.main import service
from services.notifications.tests.carriers import SECRET, Carrier
from services.notifications.tests.master import Master
from services.notifications.tests.post import Post


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served() -> AsyncIterator[tuple[Master, int]]:
    master, port = Master(), free_port()  # type: ignore[abstract]  # what is asked
    server = await master.serve(port)
    yield master, port
    await server.stop(0)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def carriers() -> AsyncIterator[dict[str, Carrier]]:
    keyed, plain = Carrier(), Carrier()
    await keyed.open()
    await plain.open()
    yield {"keyed": keyed, "plain": plain}
    await keyed.close()
    await plain.close()


def providers(carriers: dict[str, Carrier], smtp_url: str) -> list[dict[str, Any]]:
    """One of each kind."""
    return [
        {"name": "mail", "kind": "smtp", "channel": "email", "url": smtp_url},
        *(
            {
                "name": name,
                "kind": f"sms_{name}",
                "channel": "sms",
                "url": carriers[name].url,
                "user": "account",
                "secret": SECRET,
                "callback_secret": SECRET,
                "per_minute": 100_000,
            }
            for name in ("keyed", "plain")
        ),
    ]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def opened(
    infrastructure: Any,
    served: tuple[Master, int],
    carriers: dict[str, Carrier],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Bench]:
    settings = {
        "grpc_peers": {"customer": f"127.0.0.1:{served[1]}"},
        "providers": providers(carriers, infrastructure.smtp_url),
        "private_providers": True,
        "smtp_url": infrastructure.smtp_url,
        "lease_seconds": 3,
        "call_seconds": 1,
    }
    async with bench(service, infrastructure, tmp_path_factory.mktemp("files"), **settings) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def notifications(opened: Bench, served: tuple[Master, int], carriers: dict[str, Carrier]) -> Bench:
    await opened.reset()
    served[0].forget()
    for carrier in carriers.values():
        carrier.forget()
    return opened


@pytest.fixture
def master(served: tuple[Master, int]) -> Master:
    return served[0]


@pytest_asyncio.fixture(loop_scope="session")
async def post(notifications: Bench, carriers: dict[str, Carrier]) -> Post:
    """Somebody who may send and see everything, and the carriers."""
    held = dict.fromkeys(("delivery.send", "delivery.read", "provider.manage", "template.manage"), "all")
    return Post(notifications, await notifications.person(held), carriers)
