"""From a click to the painted list, and from there to the painted record, in a real browser."""

import asyncio
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
_MENU, _LIST = 'nav a[href="/customers"]', '[role=row] a[href^="/customers/"]'
_RECORD: Final = "main article header h1"
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


async def watch(url: str, email: str) -> dict[str, Painted]:
    """Click through in a new tab each round: what was read before is not there, the app's code is."""
    painted = {"list": Painted(), "customer page": Painted()}
    async with chromium.launched() as browser:
        context = await browser.new_context(
            base_url=url, viewport={"width": 1440, "height": 900}, locale="zh-CN", service_workers="block"
        )
        await context.request.post("/api/session", data={"email": email, "password": PASSWORD})
        await _round(context, {name: Painted() for name in painted})  # fetches the code
        for _ in range(ROUNDS):
            await _round(context, painted)
    return painted


async def _round(context: BrowserContext, painted: dict[str, Painted]) -> None:
    page = await context.new_page()
    await page.goto("/")
    await settled(page)
    await asyncio.sleep(LOOKING)
    await _click(page, _MENU, _LIST, painted["list"])
    await _click(page, _LIST, _RECORD, painted["customer page"])
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
