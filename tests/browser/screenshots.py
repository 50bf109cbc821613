"""`make screenshots`: the pictures in the README, of the demo company as `make run` first shows it."""

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from deploy.local.demo.people import PASSWORD, email
from deploy.local.folders import ROOT
from deploy.local.running import Suite, running_suite
from libs.package_data import data_folder
from tests.browser.chromium import launched
from tests.browser.people import Look, complete, entered
from tests.browser.watching import Watch, settled
from tests.flows.conftest import Door, sign_in

PICTURES = ROOT / "docs"
WHO, RECORD = email("lin"), "朗月半导体"


def main() -> None:
    """Take them, with the letters of the PDFs where the machine has no Chinese ones."""
    with running_suite({"CRM_DEMO": "1"}) as suite, TemporaryDirectory() as home:
        (Path(home) / "fonts").symlink_to(data_folder("noto_cjk_sans_otc"))
        os.environ["XDG_DATA_HOME"] = home
        asyncio.run(_take(suite))


async def _take(suite: Suite) -> None:
    await complete(suite)
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=aiohttp.DummyCookieJar()) as client:
        door = await sign_in(client, WHO, PASSWORD)
        found = await door.get("/api/customer/customers", params={"q": RECORD})
        record = f"/customers/{found['items'][0]['id']}"
        await _picture(suite, Look("zh-CN", dark=True, width=1440), record, PICTURES / "customer.png")
        await _picture(suite, Look("zh-CN", dark=False, width=1440), "/pipeline", PICTURES / "pipeline.png")
        await _reads(door, "en")  # an account's language counts, not the browser's
        english = Look("en", dark=False, width=1440)
        await _picture(suite, english, "/customers", PICTURES / "customers.png")
        await _picture(suite, english, "/", PICTURES / "home.png")


async def _picture(suite: Suite, look: Look, address: str, file: Path) -> None:
    async with launched() as browser:
        context = await entered(browser, suite.gateway_url, look, Watch(), WHO, PASSWORD)
        page = await context.new_page()
        await page.goto(address)
        await settled(page)
        await page.screenshot(path=file)


async def _reads(door: Door, language: str) -> None:
    me = await door.get("/api/identity/me")
    await door.call(
        "PATCH", "/api/identity/me", headers={"If-Match": f'"{me["version"]}"'}, json={"language": language}
    )


if __name__ == "__main__":
    main()
