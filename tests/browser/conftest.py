"""The whole suite with its demo company, and a real browser to look at it."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from deploy.local.running import Suite, running_suite
from tests.browser import chromium
from tests.browser.pages import addresses
from tests.browser.people import PATIENCE, Company, complete, hired
from tests.flows.conftest import sign_in
from tests.limits import UNLIMITED


@pytest.fixture(scope="session")
def suite() -> Iterator[Suite]:
    """The suite as a person finds it after `make run`."""
    with running_suite({**UNLIMITED, "CRM_DEMO": "1"}) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def company(suite: Suite) -> AsyncIterator[Company]:
    """The demo company once it is complete."""
    await complete(suite)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=jar) as client:
        yield await hired(suite.gateway_url, await sign_in(client, *suite.administrator))


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def pages(company: Company) -> dict[str, list[str]]:
    """Route → addresses of it; asked once, since the administrator's token is a short one."""
    return await addresses(company.administrator)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window."""
    expect.set_options(timeout=PATIENCE)
    async with chromium.launched() as one:
        yield one
