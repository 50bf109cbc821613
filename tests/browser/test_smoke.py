"""Every page in every language, light and dark, wide and narrow: it works, and everybody can read it."""

import asyncio
import os
import re
from itertools import chain

import pytest
from playwright.async_api import Browser, BrowserContext, Error

from tests.browser.pages import declared
from tests.browser.people import Company, Look, opened
from tests.browser.watching import SCREENSHOTS, Watch, inaccessible, overflow, settled

PROOF = bool(os.environ.get("PROOF"))
TABS = 2  # looked at side by side: one paints while another waits

LOOKS = [
    Look("zh-CN", dark=False, width=1440),
    Look("zh-TW", dark=True, width=1440),
    Look("en", dark=False, width=375),
    Look("zh-CN", dark=True, width=375),
]
"""Each look at each width, each language; a page in yet another mixture is made of the same parts.

Every page is looked at wide and narrow, every second one in the dark; with PROOF=1 in each of them."""


@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_every_page_shows_itself_without_a_fault(
    browser: Browser, company: Company, pages: dict[str, list[str]], look: Look
) -> None:
    watch, tabs = Watch(), asyncio.Semaphore(TABS)
    context = await opened(browser, company, look, watch)

    async def one(address: str) -> list[str]:
        async with tabs:
            return await faults(context, address, look)

    every_address = list(chain.from_iterable(pages.values()))
    shown = every_address if PROOF else every_address[LOOKS.index(look) % 2 :: 2]
    found = await asyncio.gather(*(one(address) for address in shown))
    await context.clear_cookies()
    found.append(await faults(context, "/?signed-out", look))
    await context.close()
    if every := [*chain.from_iterable(found), *watch.noted]:
        pytest.fail("\n".join(every), pytrace=False)


async def faults(context: BrowserContext, address: str, look: Look) -> list[str]:
    """What is wrong with the page at this address; its picture stays in .data/screenshots."""
    page = await context.new_page()
    try:
        await page.goto(address)
        await settled(page)
        found = await inaccessible(page)
        if wider := await overflow(page):
            found.append(f"{wider} px wider than the window")
        await page.screenshot(path=SCREENSHOTS / f"{_name(address)}.{look}.png")
    except (Error, AssertionError) as error:  # one page that does not load must not hide the others' faults
        found = [str(error)[:400]]
    finally:
        await page.close()
    return [f"{address}: {one}" for one in found]


def _name(address: str) -> str:
    """A file name of it; which record it was does not matter."""
    return re.sub(r"\W+", "-", re.sub(r"/[0-9a-f-]{36}", "/one", address)).strip("-") or "home"


async def test_no_page_is_left_out(pages: dict[str, list[str]]) -> None:
    assert set(pages) == declared()
