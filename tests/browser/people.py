"""Who looks at the pages: an administrator for each language, signed in without the sign-in page."""

from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext

from deploy.local.running import Suite
from tests.browser.watching import Watch
from tests.flows.conftest import PASSWORD, Door, until

PATIENCE = 15_000  # ms; a machine that runs all tests at once may be slow
LANGUAGES = ("zh-CN", "zh-TW", "en")


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    language: str
    dark: bool
    width: int

    def __str__(self) -> str:
        return f"{self.language}.{'dark' if self.dark else 'light'}.{self.width}"


@dataclass(frozen=True)
class Company:
    """The running suite with its demo company and whoever was added to look at it."""

    url: str
    administrator: Door
    emails: dict[str, str]
    """Language → the address of somebody who may do everything and reads that language."""


async def hired(url: str, administrator: Door) -> Company:
    """Add an administrator for each language."""
    roles = await administrator.get("/api/identity/roles")
    role = next(one["id"] for one in roles["items"] if one["built_in"] == "administrator")
    emails = {}
    for language in LANGUAGES:
        emails[language] = f"looker-{language.lower()}@example.com"
        person = {"name": f"Looker {language}", "email": emails[language], "password": PASSWORD}
        await administrator.post(
            "/api/identity/users", {**person, "language": language, "role_ids": [role]}, expect=201
        )
    return Company(url, administrator, emails)


async def complete(suite: Suite) -> None:
    """Wait until the demo company is loaded."""

    async def loaded() -> bool:
        return (suite.data / "demo.loaded").exists()

    await until(loaded, 90)


async def opened(browser: Browser, company: Company, look: Look, watch: Watch) -> BrowserContext:
    """A browser of its own for one look, signed in; whatever goes wrong in its pages is noted."""
    return await entered(browser, company.url, look, watch, company.emails[look.language], PASSWORD)


async def entered(
    browser: Browser, url: str, look: Look, watch: Watch, email: str, password: str
) -> BrowserContext:
    """The same for anybody."""
    context = await browser.new_context(
        base_url=url,
        viewport={"width": look.width, "height": 812 if look.width < 600 else 900},
        has_touch=look.width < 600,
        locale=look.language,
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    answer = await context.request.post("/api/session", data={"email": email, "password": password})
    assert answer.ok, await answer.text()
    return context
