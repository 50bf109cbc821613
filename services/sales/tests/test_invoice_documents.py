"""Invoices on paper: what they say in each language, that they stay as they were issued, and their links."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.identity.events import OrganisationChanged
from sales.invoices.service import link_of
from services.sales.tests.asking import caller
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS, Trade, trade

LANGUAGES = {
    "zh-CN": ("发票", "付款期限", "贵方编号", "税额 13%", "含税总额", "200000 中国上海市仪表路 1 号"),
    "zh-TW": ("發票", "付款期限", "貴方編號", "稅額 13%", "含稅總額", "200000 中國上海市仪表路 1 号"),
    "en": ("Invoice", "Due date", "Your reference", "Tax 13%", "Total", "仪表路 1 号 上海市 200000 China"),
}
ADDRESS = {
    "recipient": "前台",
    "city": "上海市",
    "street": "仪表路 1 号",
    "postcode": "200000",
    "country": "CN",
}


@pytest.fixture
async def house(crm: Bench, master: Master) -> Trade:
    return await trade(crm, master)


async def organised(bench: Bench, version: int, **said: Any) -> None:
    """The organisation calls itself something."""
    known = {**bench.runtime.access.organisation(), **said, "version": version}
    known.setdefault("organisation_id", new_id())
    await bench.announce(OrganisationChanged.model_validate(known))


async def paper(house: Trade, path: str, **headers: str) -> bytes:
    """A document as it comes through the door."""
    async with house.bench.client.get(path, headers=headers) as response:
        assert (response.status, response.content_type) == (200, "application/pdf"), await response.text()
        return await response.read()


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join(page.extract_text() for page in pages).replace("\u200b", "").replace("\n", "")


def told(content: bytes, *expected: str) -> None:
    """It says all of this, wherever its lines break."""
    said = words(content).replace(" ", "")
    for one in expected:
        assert one.replace(" ", "") in said, (one, said)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_invoice_says_everything_in_its_language(house: Trade, language: str) -> None:
    line = house.line("1234.5", "9.99", remark="现场交货")
    order = await house.order(line, billing_address=ADDRESS, customer_reference="PO-7")
    invoice = await house.invoice(order, language=language, note="谢谢 Thank you")
    content = await paper(house, f"/invoices/{invoice['id']}/pdf", **house.clerk.person.headers)
    net, gross = (f"{Decimal(invoice[name]['amount']):,.2f}" for name in ("net", "gross"))
    told(
        content,
        *LANGUAGES[language],
        invoice["number"],
        order["number"],
        "PO-7",
        "现场交货",
        "谢谢 Thank you",
    )
    told(content, "1,234.5 台", "9.99", net, f"CNY {gross}")


async def test_a_credit_note_names_what_it_takes_back_and_its_amounts_are_negative(house: Trade) -> None:
    order = await house.order(house.line("3", "100"))
    invoice = await house.invoice(order, language="en")
    note = await house.done(f"/invoices/{invoice['id']}/credit", {"reason": "Damaged"})
    content = await paper(house, f"/invoices/{note['id']}/pdf", **house.clerk.person.headers)
    told(
        content,
        "Credit note",
        "Invoice credited",
        invoice["number"],
        "-3 台",
        "-300.00",
        "CNY -339.00",
        "Damaged",
    )
    assert "Due date" not in words(content)


async def test_an_invoice_is_the_same_file_whatever_the_organisation_becomes(house: Trade) -> None:
    await organised(house.bench, 1, name="Star River", letterhead="1 Example Road\nTax number 91310000")
    invoice = await house.invoice(await house.order())
    path, headers = f"/invoices/{invoice['id']}/pdf", house.clerk.person.headers
    before = await paper(house, path, **headers)
    told(before, "Star River", "1 Example Road", "Tax number 91310000")
    await organised(house.bench, 2, name="Other", letterhead="Elsewhere", languages=["en"])
    assert await paper(house, path, **headers) == before


async def test_an_invoice_speaks_the_language_of_the_quote_that_was_ordered(house: Trade) -> None:
    seller = await caller(
        house.bench, {**ORDERS, "quote.create": "all", "quote.read": "all", "quote.update": "all"}
    )
    body = {
        "customer_id": str(house.customer),
        "currency": "CNY",
        "lines": [house.line()],
        "language": "zh-TW",
    }
    quote: Any = await seller.made("/quotes", **body, title="Offer", valid_until="2999-12-31")
    await house.done(f"/quotes/{quote['id']}/issue", by=seller)
    await house.done(f"/quotes/{quote['id']}/accept", {"name": "Kim Example"}, by=seller)
    order = await house.done(f"/quotes/{quote['id']}/order", {"confirm": True}, by=seller)
    assert (await house.invoice(order))["language"] == "zh-TW"


async def test_only_the_link_of_an_invoice_opens_it_without_sign_in(house: Trade) -> None:
    invoice, other = [await house.invoice(await house.order(), language="en") for _ in range(2)]
    link, elses = (
        link_of(house.bench.runtime.settings, one["id"]).split("/api/sales")[1] for one in (invoice, other)
    )
    told(await paper(house, link), invoice["number"])
    swapped = link.rsplit("/", 1)[0] + "/" + elses.rsplit("/", 1)[1]
    for wrong in (
        swapped,
        link[:-1],
        link + "A",
        link.rsplit("/", 1)[0] + "/x",
        link.replace(invoice["id"], "x"),
    ):
        async with house.bench.client.get(wrong) as response:
            assert response.status in (404, 422), wrong
    stranger = await caller(house.bench, dict.fromkeys(ORDERS, "own"))
    assert (await stranger("GET", f"/invoices/{invoice['id']}/pdf")).status == 404
