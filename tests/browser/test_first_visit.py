"""Somebody comes for the first time: what their browser fetches, and what it keeps."""

import pytest
from playwright.async_api import Browser, Page, Response

from tests.browser.people import Company
from tests.browser.watching import settled
from tests.flows.conftest import PASSWORD

SCRIPT_LIMIT = 300_000  # bytes, compressed


async def sign_in(page: Page, email: str) -> None:
    await page.fill("#email", email)
    await page.fill("#password", PASSWORD)
    await page.click("button[type=submit]")
    await page.locator("nav").first.wait_for()
    await settled(page)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_sign_in_and_home_fetch_at_most_300_kilobytes_of_script(
    browser: Browser, company: Company, language: str
) -> None:
    context = await browser.new_context(base_url=company.url, locale=language, service_workers="block")
    page = await context.new_page()
    fetched: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.request.resource_type == "script":
            fetched[response.url] = int(response.headers["content-length"])

    page.on("response", weigh)
    await page.goto("/")
    await sign_in(page, company.emails[language])
    await context.close()
    heaviest = sorted(fetched.items(), key=lambda one: -one[1])[:8]
    assert 0 < sum(fetched.values()) <= SCRIPT_LIMIT, heaviest


async def test_an_installed_app_opens_without_a_network(browser: Browser, company: Company) -> None:
    context = await browser.new_context(base_url=company.url, locale="en")
    page = await context.new_page()
    await page.goto("/")
    await sign_in(page, company.emails["en"])
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    await page.reload()
    await settled(page)
    await context.set_offline(True)
    await page.goto("/")
    await page.locator("#root > *").first.wait_for()
    await context.close()
