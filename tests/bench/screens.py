"""From a click to the painted list, and from there to the painted record, in a real browser."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, Request

from tests.browser import chromium
from tests.browser.watching import BUSY, settled
from tests.flows.conftest import PASSWORD

ROUNDS: Final = 20
LOOKING: Final = 2.0
"""Seconds before the first click, in which the app loads ahead what every page needs."""
_LIST: Final = '[role=row] a[href^="/customers/"]'
CUSTOMERS: Final = {
    "list": ('nav a[href="/customers"]', _LIST),
    "customer page": (_LIST, "main article header h1"),
}
"""What is painted → what is clicked for it, from the home page on, and what is there then."""
BOARD: Final = {"board of 500 cards": ('nav a[href="/pipeline"]', "main [data-card]")}
# Frames are looked at from the click on; when what is awaited is there, the next one has painted it.
_WATCHED = """([wanted, busy]) => {
  window.painted = new Promise((done) => addEventListener('click', () => {
    const clicked = performance.now();
    const end = () => done(performance.now() - clicked);
    const look = () => document.querySelector(wanted) && !document.querySelector(busy)
      ? requestAnimationFrame(end) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }, { capture: true, once: true }));
}"""


@dataclass
class Painted:
    """What each of the rounds took."""

    milliseconds: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        worst = max(self.milliseconds)
        times = f"median {median(self.milliseconds):.0f} ms, longest {worst:.0f} ms"
        return f"{times}; {median(self.requests):.0f} requests"


async def watch(
    url: str, email: str, clicks: Mapping[str, tuple[str, str]] = CUSTOMERS
) -> dict[str, Painted]:
    """Click through in a new tab each round: what was read before is not there, the app's code is."""
    painted = {name: Painted() for name in clicks}
    async with chromium.launched() as browser:
        context = await browser.new_context(
            base_url=url, viewport={"width": 1440, "height": 900}, locale="zh-CN", service_workers="block"
        )
        await context.request.post("/api/session", data={"email": email, "password": PASSWORD})
        await _round(context, clicks, {name: Painted() for name in painted})  # fetches the code
        for _ in range(ROUNDS):
            await _round(context, clicks, painted)
    return painted


async def _round(
    context: BrowserContext, clicks: Mapping[str, tuple[str, str]], painted: dict[str, Painted]
) -> None:
    page = await context.new_page()
    await page.goto("/")
    await settled(page)
    await asyncio.sleep(LOOKING)
    for name, (what, wanted) in clicks.items():
        await _click(page, what, wanted, painted[name])
    await page.close()


async def _click(page: Page, what: str, wanted: str, painted: Painted) -> None:
    asked = 0

    def note(request: Request) -> None:
        nonlocal asked
        asked += _is_asked(request)

    page.on("request", note)
    await page.evaluate(_WATCHED, [wanted, f"main :is({BUSY})"])
    await page.locator(what).first.click()
    painted.milliseconds.append(await page.evaluate("() => window.painted"))
    await asyncio.sleep(0.5)  # what is asked once all is painted counts too
    page.remove_listener("request", note)
    painted.requests.append(asked)


def _is_asked(request: Request) -> bool:
    path = urlsplit(request.url).path
    return path.startswith("/api/") and path != "/api/stream"
