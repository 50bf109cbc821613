"""The pipeline as whoever sells works with it: a deal is moved with the mouse, and won without one."""

import re

from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.people import Company, Look, opened
from tests.browser.watching import SCREENSHOTS, Watch, inaccessible, settled
from tests.flows.conftest import Door

NAME = "看板走查项目"
SEEN = 3_000  # ms; a second, on a machine that does nothing else


async def test_a_deal_is_dragged_put_back_and_won_by_keyboard(browser: Browser, company: Company) -> None:
    deal = await created(company.administrator)
    watch = Watch()
    context = await opened(browser, company, Look("zh-CN", dark=False, width=1440), watch)
    page = await context.new_page()
    try:
        await page.goto(f"/pipeline?pipeline={deal['pipeline_id']}&q={NAME}")
        await settled(page)
        card, columns = page.locator(f'[data-card="{deal["id"]}"]'), page.locator("[data-stage]")
        await expect(columns.first.locator(card)).to_be_visible()
        await drag_and_undo(page, card, columns)
        assert await inaccessible(page) == []
        await win_by_keyboard(page, card, await columns.count())
    finally:
        await page.screenshot(path=SCREENSHOTS / "board.png")  # where it ended, well or not
    won = await company.administrator.get(f"/api/sales/opportunities/{deal['id']}")
    assert (won["status"], won["reason"], won["probability"]) == ("won", "product", 100)
    assert not watch.noted, "\n".join(watch.noted)
    await context.close()


async def test_a_colleague_sees_at_once_what_is_dragged(browser: Browser, company: Company) -> None:
    deal = await created(company.administrator)
    watch = Watch()
    looks = (Look("zh-CN", dark=False, width=1440), Look("en", dark=True, width=1440))
    contexts = [await opened(browser, company, look, watch) for look in looks]
    mine, theirs = [await one.new_page() for one in contexts]
    for page in (mine, theirs):
        await page.goto(f"/pipeline?pipeline={deal['pipeline_id']}&q={NAME}")
        await settled(page)
    await theirs.wait_for_timeout(1500)  # its stream is open, and watches the cards
    here, there = (page.locator(f'[data-card="{deal["id"]}"]') for page in (mine, theirs))
    await here.drag_to(mine.locator("[data-stage]").nth(1))
    await expect(theirs.locator("[data-stage]").nth(1).locator(there)).to_be_visible(timeout=SEEN)
    later = await created(company.administrator)
    await expect(theirs.locator(f'[data-card="{later["id"]}"]')).to_be_visible(timeout=SEEN)
    await removed(company.administrator, deal)
    await expect(there).to_have_count(0, timeout=SEEN)
    await removed(company.administrator, later)
    assert not watch.noted, "\n".join(watch.noted)
    for context in contexts:
        await context.close()


async def created(administrator: Door) -> dict[str, str]:
    """A deal in the first stage of the first pipeline, with what later stages ask for."""
    customer = (await administrator.get("/api/customer/customers?q=明川"))["items"][0]["id"]
    pipeline = (await administrator.get("/api/sales/pipelines"))["items"][0]["id"]
    body = {"name": NAME, "customer_id": customer, "pipeline_id": pipeline, "amount": "120000"}
    later = {"expected_close_on": "2030-01-31", "next_step": "确认预算", "next_step_on": "2030-01-15"}
    deal: dict[str, str] = await administrator.post("/api/sales/opportunities", {**body, **later}, expect=201)
    return deal


async def removed(administrator: Door, deal: dict[str, str]) -> None:
    await administrator.call("DELETE", f"/api/sales/opportunities/{deal['id']}", expect=204)


async def drag_and_undo(page: Page, card: Locator, columns: Locator) -> None:
    await card.drag_to(columns.nth(1))
    await expect(columns.nth(1).locator(card)).to_be_visible()
    await page.get_by_role("button", name=re.compile("撤 ?销")).click()
    await expect(columns.first.locator(card)).to_be_visible()


async def win_by_keyboard(page: Page, card: Locator, columns: int) -> None:
    await card.focus()
    await page.keyboard.press("Space")
    for _ in range(columns):  # through every stage to the end behind the last one
        await page.keyboard.press("ArrowRight")
    await expect(page.locator('[data-end="won"]')).to_have_attribute("data-over", "true")
    await page.keyboard.press("Space")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("原因").click()
    await page.locator('.ant-select-item-option[title="产品"]').click()
    await dialog.get_by_role("button", name=re.compile("赢 ?单")).click()
    await expect(page.get_by_text(f"“{NAME}”已赢单")).to_be_visible()
    await expect(card).to_have_count(0)
