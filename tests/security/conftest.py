"""One running suite for the whole folder, with a company whose people hold every combination that matters."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest_asyncio

from deploy.local.running import Suite
from tests.flows.conftest import sign_in, whole_document
from tests.security.principals import Mint, Principal
from tests.security.world import World, settle_down


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def world(suite: Suite) -> AsyncIterator[World]:
    jar = aiohttp.DummyCookieJar()
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=jar, timeout=timeout) as client:
        signed_in = await sign_in(client, *suite.administrator)
        subject = (await signed_in.get("/api/identity/me"))["id"]
        mint = await Mint.of(suite)
        made = World(suite, client, mint, Principal("first", subject))
        await settle_down(made)
        yield made


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def document(world: World) -> dict[str, Any]:
    """The merged OpenAPI document."""
    return await whole_document(world.client)
