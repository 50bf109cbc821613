"""Hands and eyes for the sale: the windows of its people, and what each of them does again and again."""

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Locator, Page, expect

from deploy.local.demo import people
from tests.browser.people import PATIENCE, Company, Look, entered
from tests.browser.watching import SCREENSHOTS, Watch, inaccessible, settled

LOOK = Look("zh-CN", dark=False, width=1440)
SELLER, MANAGER, COLLEAGUE = "shen", "lin", "gu"


class Website:
    """A web site of the organisation: path → what a page says."""

    def __init__(self) -> None:
        self.pages: Mapping[str, str] = {}
        application = web.Application()
        application.router.add_get("/{path:.*}", self._page)
        self.server = TestServer(application)

    @property
    def address(self) -> str:
        """Where it is: another site than the suite's, to a browser."""
        return f"http://localhost:{self.server.port}"

    async def _page(self, request: web.Request) -> web.Response:
        text = f"<title>联系我们</title><h1>联系我们</h1>{self.pages.get(request.path, '')}"
        return web.Response(text=text, content_type="text/html", charset="utf-8")


@dataclass
class Sale:
    """The windows of everybody who has to do with it."""

    seller: Page
    manager: Page
    colleague: Page
    visitor: Page
    website: Website
    watch: Watch

    async def shown(self) -> None:
        """Keep how it looks to each of them."""
        for name in ("seller", "manager", "colleague", "visitor"):
            await getattr(self, name).screenshot(path=SCREENSHOTS / f"sale.{name}.png")


async def begun(browser: Browser, company: Company, stack: AsyncExitStack) -> Sale:
    """Three who work here, each signed in, and somebody whom nobody knows."""
    watch = Watch()

    async def window(key: str) -> Page:
        context = await entered(browser, company.url, LOOK, watch, people.email(key), people.PASSWORD)
        stack.push_async_callback(context.close)
        return await context.new_page()

    outside = await browser.new_context(locale="zh-CN", reduced_motion="reduce", service_workers="block")
    outside.set_default_timeout(PATIENCE)
    stack.push_async_callback(outside.close)
    watch.over(outside)
    seller, manager, colleague = await window(SELLER), await window(MANAGER), await window(COLLEAGUE)
    website = Website()
    await stack.enter_async_context(website.server)
    return Sale(seller, manager, colleague, await outside.new_page(), website, watch)


async def press(place: Page | Locator, name: str) -> None:
    """A button; between two characters there is room."""
    text = " ?".join(name) if len(name) == 2 else re.escape(name)
    await place.get_by_role("button", name=re.compile(f"(^| ){text}$")).click()


async def choose(page: Page, field: Locator, option: str, typed: str = "") -> None:
    """One of a list, or of many more, found by typing."""
    await field.click()
    if typed:
        await field.fill(typed)
    await page.locator(f'.ant-select-item-option[title="{option}"]').click()


async def type_day(page: Page, field: Locator, days: int) -> None:
    """So many days from now."""
    await field.fill(str(date.today() + timedelta(days=days)))  # noqa: DTZ011  # any zone will do
    await page.keyboard.press("Tab")


async def turn_to(page: Page, tab: str) -> None:
    """A part of a record's page."""
    await page.locator("main").get_by_role("link", name=tab, exact=True).click()


async def said(page: Page, text: str) -> None:
    """It stands there, sooner or later."""
    await expect(page.get_by_text(text).first).to_be_visible()


async def looked_at(page: Page) -> None:
    """Everything is there, for everybody."""
    await settled(page)
    found = await inaccessible(page)
    assert not found, (page.url, found)
