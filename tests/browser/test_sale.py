"""A sale as its people and its customer see it: from a form on a web page to the money."""

import re
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, expect

from deploy.local.demo import people
from tests.browser.people import Company
from tests.browser.selling import (
    SELLER,
    Sale,
    begun,
    choose,
    looked_at,
    press,
    said,
    turn_to,
    type_day,
)
from tests.flows.conftest import Door

BUYER, PERSON, DEAL = "澜汀仪表有限公司", "江采薇", "澜汀测距仪十台"
MAIL = "jiang@example.com"
FORM, THANKS = "官网询价表单", "谢谢，我们会尽快联系您"
SKU, GOODS = "LD-100", "激光测距仪 LD-100 Laser rangefinder"
AGREED = "¥30,605.82"
"""Ten at 3,680 less 8% for ten and 20% for this customer, and 13% tax."""


@pytest.mark.timeout(300)  # the first to ask for the suite waits for it to be built
async def test_a_stranger_becomes_a_customer_who_has_paid(browser: Browser, company: Company) -> None:
    async with AsyncExitStack() as stack:
        sale = await begun(browser, company, stack)
        await make_a_form(company.administrator, f"{sale.website.address}/thanks")
        try:
            for step in STEPS:
                await step(sale)
        finally:
            await sale.shown()  # where it ended, well or not
        assert not sale.watch.noted, "\n".join(sale.watch.noted)


async def make_a_form(administrator: Door, thanks_url: str) -> None:
    """For the web page; who asks there is the seller's."""
    found = await administrator.get("/api/identity/users", params={"q": people.email(SELLER)})
    fields = [{"name": "name", "required": True}, *({"name": one} for one in ("company", "email", "message"))]
    body = {"name": FORM, "fields": fields, "thanks_url": thanks_url}
    owner = {"owner_id": found["items"][0]["id"]}
    await administrator.post("/api/sales/lead-forms", body | owner, expect=201)


async def ask_on_the_website(sale: Sale) -> None:
    await sale.manager.goto("/lead-forms")
    row = sale.manager.get_by_role("row").filter(has_text=FORM)
    await press(row, "嵌入代码")
    html = await sale.manager.get_by_role("dialog").locator("pre").inner_text()
    sale.website.pages = {"/contact": html, "/thanks": THANKS}
    await sale.visitor.goto(f"{sale.website.address}/contact")
    given = {"姓名": PERSON, "公司": BUYER, "邮箱": MAIL, "留言": "需要十台测距仪，请报价。"}
    for label, text in given.items():
        await sale.visitor.get_by_label(label).fill(text)
    await press(sale.visitor, "提交")
    await said(sale.visitor, THANKS)


async def answer_the_lead(sale: Sale) -> None:
    page = sale.seller
    await page.goto("/leads")
    await page.get_by_role("link", name=PERSON).first.click()
    await said(page, "需要十台测距仪，请报价。")
    await press(page, "已响应")
    await page.get_by_role("menuitem", name="电话").click()
    await said(page, "已记录首次响应。")
    await press(page, "确认有效")
    await said(page, "已确认值得跟进销售。")
    await looked_at(page)


async def convert_it(sale: Sale) -> None:
    page = sale.seller
    await press(page, "转化")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text(f"新客户：{BUYER}")).to_be_visible()
    await dialog.get_by_label("商机名称").fill(DEAL)
    await press(dialog, "转化")
    await page.get_by_role("link", name="查看商机").click()
    await expect(page.get_by_role("heading", name=DEAL)).to_be_visible()


async def put_a_product_in(sale: Sale) -> None:
    page = sale.seller
    await press(page, "添加产品")
    dialog = page.get_by_role("dialog")
    await choose(page, dialog.get_by_label("产品"), GOODS, SKU)
    await dialog.get_by_label("数量").fill("10")
    await said(page, "¥33,856.00")
    await press(dialog, "保存")
    await expect(page.get_by_role("table").get_by_text(GOODS)).to_be_visible()


async def plan_and_move_on(sale: Sale) -> None:
    page = sale.seller
    await press(page, "编辑下一步")
    await page.keyboard.type("发出报价")
    await page.keyboard.press("Enter")
    await said(page, "发出报价")
    path = page.get_by_role("navigation", name=re.compile("的阶段"))
    sale.watch.expect(422, f"/api/sales{urlsplit(page.url).path}/move")  # that stage asks for more
    await press(path, "方案报价 Proposal")
    dialog = page.get_by_role("dialog")
    await type_day(page, dialog.get_by_label("预计成交日期"), 20)
    await press(dialog, "保存并移动")
    await expect(path.locator("[aria-current=step]")).to_have_text("方案报价 Proposal")
    await looked_at(page)


async def offer_more_than_allowed(sale: Sale) -> None:
    page = sale.seller
    await press(page, "新建报价单")
    await type_day(page, page.get_by_label("有效期至"), 30)
    await press(page, "创建")
    await said(page, PERSON)  # with whom the deal is talked over
    await press(page, f"修改{GOODS}")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("折扣").fill("20")
    await press(dialog, "保存")
    await said(page, AGREED)
    await press(page, "提交审批")
    await dialog.get_by_label("为什么给这个客户").fill("首单，后续还有三期。")
    await press(dialog, "提交审批")
    await said(page, "待审批")


async def approve_it(sale: Sale) -> None:
    page = sale.manager
    await page.goto("/inbox")
    row = page.locator("main").get_by_role("listitem").filter(has_text=DEAL)
    await row.get_by_role("link").click()
    await said(page, "首单，后续还有三期。")
    await press(page, "批准")
    await press(page.get_by_role("dialog"), "批准")
    await said(page, "已批准。")


async def issue_it(sale: Sale) -> None:
    page = sale.seller
    await press(page, "发出")
    dialog = page.get_by_role("dialog")
    await press(dialog, "发出")
    link = dialog.get_by_role("textbox", name="客户链接")
    await sale.visitor.goto(await link.input_value())
    await page.keyboard.press("Escape")
    paper = page.get_by_role("region", name="文件", exact=True)
    await expect(paper.get_by_role("heading", name="文件")).to_be_visible()
    await expect(paper.locator("iframe")).to_be_visible()
    file = await paper.get_by_role("link", name="打开 PDF").get_attribute("href")
    answer = await page.context.request.get(file or "")
    assert (await answer.body())[:5] == b"%PDF-"
    await looked_at(page)


async def send_it_by_mail(sale: Sale) -> None:
    page = sale.seller
    await press(page, "发邮件")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("收件地址")).to_have_value(MAIL)
    await press(dialog, "发邮件")
    await expect(page.get_by_role("region", name="邮件发送").get_by_text("服务商已受理")).to_be_visible()
    await looked_at(page)


async def accept_it(sale: Sale) -> None:
    page = sale.visitor
    await said(page, AGREED)
    await expect(page.get_by_role("link", name="下载 PDF")).to_be_visible()
    await looked_at(page)
    await page.get_by_label("您的姓名").fill(PERSON)
    await page.get_by_role("checkbox").check()
    await press(page, "接受")
    await said(page, "谢谢！")
    await said(sale.seller, "已接受")  # told there without being asked


async def win_it(sale: Sale) -> None:
    page = sale.seller
    await page.get_by_role("link", name="商机", exact=True).last.click()
    await press(page, "赢单")
    dialog = page.get_by_role("dialog")
    await choose(page, dialog.get_by_label("原因"), "产品")
    await press(dialog, "赢单")
    await page.get_by_role("link", name=re.compile("^订单 ")).click()
    await press(page, "确认订单")
    await said(page, "订单已确认")


async def ship_a_part_and_the_rest(sale: Sale) -> None:
    page = sale.seller
    await turn_to(page, "发货")
    for quantity, state in (("4", "部分发货"), ("6", "已全部发货")):
        await press(page, "备货")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label(GOODS).fill(quantity)
        await press(dialog, "备货")
        await press(page.get_by_role("region", name="发货"), "发货")
        await dialog.get_by_label("承运商").fill("示例速运")
        await press(dialog, "发货")
        await said(page, state)
    await looked_at(page)


async def bill_it(sale: Sale) -> None:
    page = sale.manager
    await page.goto(sale.seller.url)
    await turn_to(page, "发票")
    await press(page, "开票")
    await press(page.get_by_role("dialog"), "开具发票")


async def take_a_part_of_the_money_and_the_rest(sale: Sale) -> None:
    page = sale.manager
    for amount, state in (("10000", "部分付款"), ("20605.82", "已付清")):
        await page.get_by_role("link", name="登记收款").click()
        await page.get_by_label("金额").fill(amount)
        await said(page, "剩余 ¥0.00 作为客户余额")
        await looked_at(page)
        await press(page, "登记")
        await said(page, "已登记收款")
        await said(sale.seller, state)  # told there without being asked
        await page.get_by_role("link", name=re.compile("^IN-")).click()


async def give_it_to_another_team(sale: Sale) -> None:
    page, manager = sale.seller, sale.manager
    await page.get_by_role("link", name="商机", exact=True).last.click()
    await expect(page.get_by_role("heading", name=DEAL)).to_be_visible()
    await manager.goto(page.url)
    await press(manager, "分配")
    form = manager.get_by_role("tooltip")
    await choose(manager, form.get_by_label("负责人"), "黎晓舟", "黎")
    sale.watch.expect(404, f"/api/sales{urlsplit(page.url).path}")
    await press(form, "分配")
    await said(page, "该内容不存在，或您无权查看。")  # it is not theirs from now on
    await page.go_back()


async def read_what_happened(sale: Sale) -> None:
    page = sale.seller
    await page.get_by_role("link", name=BUYER).click()
    await page.get_by_text("项变更").click()
    for text in ("转为客户", "发出了报价单", "已被接受", "赢得了商机", "确认了订单"):
        await said(page, text)
    await looked_at(page)


async def hear_of_it(sale: Sale) -> None:
    await sale.colleague.goto("/inbox")
    await said(sale.colleague, f"赢单：{DEAL}")
    await sale.seller.goto("/inbox")
    await said(sale.seller, "客户接受了报价单")
    await looked_at(sale.seller)


STEPS = [
    ask_on_the_website,
    answer_the_lead,
    convert_it,
    put_a_product_in,
    plan_and_move_on,
    offer_more_than_allowed,
    approve_it,
    issue_it,
    send_it_by_mail,
    accept_it,
    win_it,
    ship_a_part_and_the_rest,
    bill_it,
    take_a_part_of_the_money_and_the_rest,
    give_it_to_another_team,
    read_what_happened,
    hear_of_it,
]
