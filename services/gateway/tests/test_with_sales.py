"""The live stream over the real sales service and its relay: two people look at one board."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis import relay, streams
from chassis.testing import Bench as ServiceBench
from chassis.testing import bench, free_port
from sales.main import service as sales_service
from services.sales.tests.dealing import Dealer, dealer
from services.sales.tests.master import Master

from .conftest import Bench, gateway
from .test_stream import Listener, listening


@pytest.fixture(scope="module")
async def master() -> AsyncIterator[tuple[Master, str]]:
    master, port = Master(), free_port()  # type: ignore[abstract]  # what is asked
    server = await master.serve(port)
    yield master, f"127.0.0.1:{port}"
    await server.stop(0)


@pytest.fixture(scope="module")
async def behind(
    infrastructure: Any, nats_streams: Any, master: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ServiceBench]:
    folder, peers = tmp_path_factory.mktemp("sales"), {"customer": master[1]}
    async with bench(sales_service, infrastructure, folder, grpc_peers=peers) as sales:
        settings = sales.runtime.settings
        await streams.ensure_streams(sales.runtime.nats, settings, "sales")
        relaying = asyncio.create_task(relay.run(settings, sales.runtime.nats))
        yield sales
        relaying.cancel()
        with suppress(asyncio.CancelledError):
            await relaying


@pytest.fixture(scope="module")
async def edge(infrastructure: Any, neighbours: Any, behind: ServiceBench) -> AsyncIterator[Bench]:
    settings = behind.runtime.settings
    key = Ed25519PrivateKey.generate()
    behind.runtime.tokens._peers["gateway"] = key.public_key()
    places = {
        "grpc_peers": {"sales": f"{settings.host}:{settings.grpc_port}"},
        "private_key": base64.b64encode(key.private_bytes_raw()).decode(),
    }
    async with gateway(infrastructure, neighbours, **places) as opened:
        yield opened


async def told(stream: Listener) -> tuple[str, str, int]:
    """Of the next deal: which one, what happened to it, its version."""
    while True:
        heard = (await stream.next()).data
        if heard["thing"] == "opportunity":  # the pipeline itself is new too
            return heard["id"], heard["kind"], heard["version"]


async def test_who_looks_at_a_board_hears_of_the_cards_on_it_and_of_no_others(
    edge: Bench, behind: ServiceBench, master: tuple[Master, str]
) -> None:
    lin = await dealer(behind, master[0])
    shen = await dealer(behind, master[0], scope="own")
    clerk = Dealer(behind, await behind.person({"lead.read": "all"}))
    pipeline = await lin.pipeline(stages=[{"name": name, "probability": 10} for name in "AB"])
    key, (_, second) = f"pipeline:{pipeline['id']}", pipeline["stages"]
    async with (
        listening(edge, lin.person.token, key) as hers,
        listening(edge, shen.person.token, key) as his,
        listening(edge, clerk.person.token, key) as nothing,
    ):
        for stream, unreadable in ((hers, []), (his, []), (nothing, [key])):
            assert (await stream.next()).data["unreadable"] == unreadable
        other, mine = await lin.deal("Hers"), await shen.deal("His")
        for who, deal in ((lin, other), (shen, mine)):
            await who.moved(deal, second)
        happened = [(mine["id"], "created", 1), (mine["id"], "moved", 2)]
        assert [await told(his) for _ in range(2)] == happened, "of hers he is told nothing"
        everything = sorted([*happened, (other["id"], "created", 1), (other["id"], "moved", 2)])
        assert sorted([await told(hers) for _ in range(4)]) == everything
        assert await his.silent()
        assert await nothing.silent()
