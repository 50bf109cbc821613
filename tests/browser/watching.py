"""What a page must not do while somebody looks at it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Page, WebError, expect

from deploy.local.folders import ROOT
from deploy.local.web import WEB

AXE = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text()
SCREENSHOTS = ROOT / ".data" / "screenshots"
NOBODY = "/api/session"  # browsers call its 401 an error; it only says that nobody is signed in
REFUSED = re.compile(r"the server responded with a status of (\d+)")
BUSY = ".ant-skeleton, [aria-busy=true], .ant-spin-spinning"
# antd puts the button for tabs that have no room among the tabs themselves, which axe rightly minds.
_FINDINGS = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .filter((one) => ['serious', 'critical'].includes(one.impact))
  .map((one) => ({ ...one, nodes: one.nodes.filter((node) =>
    !(one.id === 'aria-required-children' && node.html.includes('ant-tabs-nav'))) }))
  .filter((one) => one.nodes.length > 0)
  .map((one) => `${one.id} (${one.impact}): ` + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)
    + ' ' + (node.any[0]?.message ?? '')).join(' | '))"""
_WIDER = """() => Math.max(...[document.documentElement, ...document.querySelectorAll('main')]
  .map((one) => one.scrollWidth - one.clientWidth))"""


@dataclass
class Watch:
    """Notes errors on the console, violations of the content security policy among them."""

    noted: list[str] = field(default_factory=list)
    awaited: list[tuple[int, str]] = field(default_factory=list)
    """Refusals that belong to what is tried and have not come yet: each is allowed once."""

    def expect(self, status: int, path: str) -> None:
        """One answer of this status from this path is no fault, though browsers call it an error."""
        self.awaited.append((status, path))

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this browser."""
        context.on("console", self._heard)
        context.on("weberror", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        source = message.location.get("url", "")
        refused = REFUSED.search(message.text)
        if refused and (answer := (int(refused[1]), urlsplit(source).path)) in self.awaited:
            self.awaited.remove(answer)
        elif message.type == "error" and not source.endswith(NOBODY):
            where = message.page.url if message.page else ""
            self.noted.append(f"{where}: {message.text[:300]} {source}")

    def _failed(self, error: WebError) -> None:
        self.noted.append(f"{error.page.url if error.page else ''}: {error.error}"[:600])


async def settled(page: Page) -> None:
    """Wait until nothing on the page is still loading."""
    await page.locator("main :is(h1, h2)").first.wait_for()
    await expect(page.locator(BUSY)).to_have_count(0)


async def inaccessible(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    await page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found: list[str] = await page.evaluate(_FINDINGS)
    return found


async def overflow(page: Page) -> int:
    """Pixels by which the page has to be pushed sideways."""
    wider: int = await page.evaluate(_WIDER)
    return wider
