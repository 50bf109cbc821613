"""A day with the app, in simplified Chinese at a desk: what people do most, one thing after another."""

import re

from playwright.async_api import Browser, Page, expect

from tests.browser.people import PATIENCE, Company
from tests.browser.watching import SCREENSHOTS, Watch, inaccessible, settled
from tests.flows.conftest import PASSWORD

NAME = "海岚走查仪表有限公司"
RECORD = re.compile(r"/customers/[0-9a-f-]{36}")
IMPORTED = ["远帆走查贸易有限公司", "青砾走查科技有限公司"]


async def test_a_day_with_the_app(browser: Browser, company: Company) -> None:
    watch = Watch()
    context = await browser.new_context(
        base_url=company.url,
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await sign_in(page, company.emails["zh-CN"])
    watch.over(context)
    try:
        for step in STEPS:
            await step(page)
        assert not watch.noted
        # Unwatched: what is under way at that moment is refused, and the browser says so.
        await sign_out(page)
    finally:
        await page.screenshot(path=SCREENSHOTS / "walk.png")  # where it ended, well or not
    await context.close()


async def sign_in(page: Page, email: str) -> None:
    await page.goto("/")
    await page.get_by_label("邮箱").fill(email)
    await page.get_by_label("密码").fill(PASSWORD)
    await page.locator("button[type=submit]").click()
    await expect(page.get_by_role("navigation").first).to_be_visible()


async def choose(page: Page, label: str, option: str) -> None:
    await page.get_by_label(label).click()
    await page.locator(f'.ant-select-item-option[title="{option}"]').click()


async def create_a_customer(page: Page) -> None:
    await page.locator('nav a[href="/customers"]').first.click()
    await settled(page)
    await page.get_by_role("button", name="新建客户").first.click()
    await page.get_by_label("名称", exact=True).fill(NAME)
    await page.keyboard.press("Control+Enter")
    await page.wait_for_url(RECORD)
    await expect(page.get_by_role("heading", name=NAME)).to_be_visible()


async def edit_in_place(page: Page) -> None:
    await page.get_by_role("button", name="编辑简称").click()
    await page.keyboard.type("海岚")
    await page.keyboard.press("Enter")
    await page.reload()
    await expect(page.get_by_text("海岚", exact=True).first).to_be_visible()


async def note_what_was_said(page: Page) -> None:
    await page.get_by_label("内容").fill("采购预算已批，下周三复谈。")
    await page.keyboard.press("Control+Enter")
    await page.reload()
    await expect(page.get_by_text("采购预算已批，下周三复谈。")).to_be_visible()


async def import_a_file(page: Page) -> None:
    rows = "\n".join(["客户名称,电话", *(f"{name},021-5555 010{n}" for n, name in enumerate(IMPORTED))])
    await page.goto("/imports/new")
    await page.locator("input[type=file]").first.set_input_files(
        {"name": "客户.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("button", name=re.compile("开始导入")).click()
    await expect(page.get_by_role("heading", name=re.compile("已导入"))).to_be_visible()


async def filter_the_list(page: Page) -> None:
    await page.goto("/customers")
    await settled(page)
    await page.get_by_role("button", name=re.compile("筛 ?选")).first.click()
    await page.locator('.ant-select-item-option[title="名称"]').click()
    await page.get_by_label("值").fill(IMPORTED[0][:2])
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("共 1 条")).to_be_visible()
    await expect(page.get_by_role("link", name=IMPORTED[0])).to_be_visible()


async def change_many_and_take_it_back(page: Page) -> None:
    await page.goto("/customers?q=走查")
    await expect(page.get_by_text("共 3 条")).to_be_visible()
    await page.get_by_role("columnheader").first.click()
    await page.get_by_role("button", name="修改字段").click()
    await choose(page, "添加字段", "来源")
    await page.get_by_role("dialog").get_by_label("来源", exact=True).fill("展会")
    await page.get_by_role("button", name="修改 3 条记录").click()
    await expect(page.get_by_text("操作已完成")).to_be_visible()
    await page.get_by_role("button", name=re.compile("撤 ?销")).click()
    await expect(page.get_by_text("修改已撤销")).to_be_visible()


async def look_beside_the_list(page: Page) -> None:
    await page.goto("/customers?q=走查&sort=number")
    await page.get_by_role("grid").focus()
    await page.keyboard.press("p")
    beside = page.get_by_role("complementary", name="侧边查看的记录")
    name = beside.get_by_role("heading", level=1)
    await expect(name).to_have_text(NAME)
    await settled(page)
    assert await inaccessible(page) == []
    await page.keyboard.press("ArrowDown")
    await expect(name).to_have_text(IMPORTED[0])
    await page.keyboard.press("Escape")
    await expect(beside).to_have_count(0)


async def take_one_along(page: Page) -> None:
    await page.keyboard.press("Space")
    await page.get_by_role("toolbar").get_by_role("button", name="导出").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_text("文本（csv）").click()
    async with page.expect_download() as download:
        await dialog.get_by_role("button", name=re.compile("导 ?出")).click()
    file = await (await download.value).path()
    lines = file.read_text("utf-8-sig").splitlines()
    assert [IMPORTED[0] in line for line in lines] == [False, True]


async def find_by_keyboard(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await page.get_by_role("combobox").last.fill("海岚走查")
    await expect(page.get_by_role("option", name=re.compile(NAME))).to_be_visible()
    await page.keyboard.press("Enter")
    await page.wait_for_url(RECORD)


async def read_the_inbox(page: Page) -> None:
    await page.goto("/inbox")
    await settled(page)
    await expect(page.get_by_text("客户.csv").first).to_be_visible()


async def sign_out(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("Looker zh-CN")).click()
    await page.get_by_text("退出登录").click()
    await expect(page.locator("button[type=submit]")).to_be_visible()
    await page.goto("/customers")
    await expect(page.locator("button[type=submit]")).to_be_visible()


STEPS = [
    create_a_customer,
    edit_in_place,
    note_what_was_said,
    import_a_file,
    filter_the_list,
    change_many_and_take_it_back,
    look_beside_the_list,
    take_one_along,
    find_by_keyboard,
    read_the_inbox,
]
