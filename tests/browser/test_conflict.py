"""Two people edit one field of one record: the second is asked, and nothing is lost."""

import re

from playwright.async_api import Browser, Page, expect

from tests.browser.people import Company, Look, opened
from tests.browser.test_walk import RECORD
from tests.browser.watching import Watch, settled

NAME = "同改示例仪表有限公司"


async def test_whoever_saves_second_chooses_between_three_values(browser: Browser, company: Company) -> None:
    watch = Watch()
    first = await opened(browser, company, Look("en", dark=False, width=1440), watch)
    second = await opened(browser, company, Look("zh-CN", dark=False, width=1440), watch)
    ada, lin = await first.new_page(), await second.new_page()
    address = await create(lin)
    await begin(lin, "编辑简称", "双编")
    await lin.keyboard.press("Enter")
    await expect(lin.get_by_text("已保存")).to_be_visible()
    record = f"/api/customer{address}"
    await ada.goto(address)
    await settled(ada)

    await begin(lin, "编辑简称", "林的简称")
    await begin(ada, "Edit Short name", "Ada's name")
    await ada.keyboard.press("Enter")
    await expect(ada.get_by_text("Saved")).to_be_visible()

    watch.expect(412, record)
    await lin.keyboard.press("Enter")
    dialog = lin.get_by_role("dialog")
    for label, value in {"您的修改": "林的简称", "对方的修改": "Ada's name", "修改前的值": "双编"}.items():
        await expect(dialog.get_by_role("radio", name=re.compile(f"{label}.*{value}"))).to_be_visible()
    await dialog.get_by_role("button", name="保留所选").click()
    await expect(dialog).to_have_count(0)

    for page in (lin, ada):  # the other page hears of it
        await expect(page.get_by_text("林的简称", exact=True).first).to_be_visible()
    answer = await second.request.get(f"{record}/history")
    changes = [one["after"] for one in (await answer.json())["items"]]
    assert [one["name_short"] for one in changes if "name_short" in one] == ["林的简称", "Ada's name", "双编"]
    assert not watch.noted, "\n".join(watch.noted)
    assert not watch.awaited
    await first.close()
    await second.close()


async def create(page: Page) -> str:
    """The address of a new customer, at which the page is then."""
    await page.goto("/customers/new")
    await page.get_by_label("名称", exact=True).fill(NAME)
    await page.keyboard.press("Control+Enter")
    await page.wait_for_url(RECORD)
    await settled(page)
    return re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


async def begin(page: Page, button: str, text: str) -> None:
    """Type into a field without saving it."""
    await page.get_by_role("button", name=button).click()
    await page.keyboard.press("Control+a")
    await page.keyboard.type(text)
