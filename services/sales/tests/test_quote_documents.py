"""The documents of quotes: what is on them whatever people wrote, and that a worker makes them once."""

import asyncio
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from chassis.testing import Bench
from sales.quotes.documents import tasks
from sales.quotes.documents.tasks import make, resume_documents
from sales.typesetting.pdf import pdf
from services.sales.tests.asking import caller
from services.sales.tests.master import Master
from services.sales.tests.quoting import SELLS, Shop, shop

LANGUAGES = {
    "zh-CN": ("报价单", "有效期至", "含税总额", "整单折扣", "第 1 页，共 1 页", "2999年12月31日"),
    "zh-TW": ("報價單", "有效期限至", "含稅總額", "整單折扣", "第 1 頁，共 1 頁", "2999年12月31日"),
    "en": ("Quotation", "Valid until", "Total", "Discount 10%", "Page 1 of 1", "31 December 2999"),
}
HOSTILE = (
    '#include "/etc/passwd" #import "x.typ"',
    '$ x^2 $ [*bold*] _it_ `raw` <label> @ref \\ // /* "quoted" {code} #(1+1) #panic()',
    '"); #read("/etc/passwd") ("',
    "😀👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u200b\u202e\u0001\u001b\t\r\n\n\n",
    "שלום עולם مرحبا بالعالم",
    "a" * 190,
    "𠮷野家 龘 ㄅㄆㄇ ｆｕｌｌ",
    "https://example.com/" + "x" * 160,
)


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master)


def words(content: bytes) -> str:
    """What it says, without the places where long runs may break."""
    pages = PdfReader(BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u200b", "")


async def document(sold: Shop, quote: Any) -> bytes:
    """The document as somebody who may read the quote gets it."""
    path = f"/quotes/{quote['id']}/documents"
    asked = (await sold.seller("POST", path)).body
    await make(sold.bench.runtime, asked["id"])
    url = f"{path}/{asked['id']}/file"
    async with sold.bench.client.get(url, headers=sold.seller.person.headers) as response:
        assert (response.status, response.content_type) == (200, "application/pdf")
        return await response.read()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_document_says_everything_in_the_quotes_language(sold: Shop, language: str) -> None:
    quote = await sold.quote(
        sold.line(
            quantity="1234.5",
            chosen=[{"product_id": sold.cable["id"]}],
            discount_percent="5",
            remark="现场安装",
        ),
        {"product_id": sold.cable["id"]},
        language=language,
        discount_percent="10",
        title="Hall two",
        addressee="朗月科技股份有限公司\n上海市",
        intro="您好",
        terms="30 天 / 30 days",
    )
    shown = words(await document(sold, quote))
    for expected in (
        *LANGUAGES[language],
        quote["number"],
        "激光 Laser",
        "1 × Cable",
        "现场安装",
        "朗月科技股份有限公司",
    ):
        assert expected.replace(" ", "") in shown.replace(" ", ""), expected
    for amount in ("1,234.5 台", "1,012.34", "1,187,247.04", f"CNY {Decimal(quote['gross']['amount']):,.2f}"):
        assert amount in shown, amount


@pytest.mark.parametrize("text_", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_people_write_is_shown_and_never_obeyed(sold: Shop, text_: str) -> None:
    quote = await sold.quote(
        sold.line(remark=text_), title=text_, addressee=text_, intro=text_ * 3, terms=text_ * 3, language="en"
    )
    content = await document(sold, quote)
    shown = words(content)
    assert "root:" not in shown
    assert quote["number"] in shown
    if text_.isascii():
        (first, *_) = text_.split()
        assert first in shown.replace("\n", "")


async def test_letters_of_other_scripts_are_drawn_and_not_boxes(sold: Shop) -> None:
    quote = await sold.quote(
        addressee="שלום עולם", title="مرحبا بالعالم", intro="Здравствуйте, Ελλάδα, Åström"
    )
    (page,) = PdfReader(BytesIO(await document(sold, quote))).pages
    held: Any = page["/Resources"]
    fonts = "".join(one.get_object()["/BaseFont"] for one in held["/Font"].values())
    assert all(one in fonts for one in ("NotoSansCJK", "Libertinus", "DejaVu"))


async def test_a_very_long_quote_has_all_its_pages(sold: Shop) -> None:
    lines = [sold.line(remark="很长的说明。" * 300) for _ in range(12)]
    quote = await sold.quote(*lines, terms="条款。" * 5000)
    reader = PdfReader(BytesIO(await document(sold, quote)))
    assert len(reader.pages) > 10
    last = len(reader.pages)
    assert f"第{last}页，共{last}页" in reader.pages[-1].extract_text().replace(" ", "")
    assert "单价" in reader.pages[3].extract_text()


async def test_a_draft_says_so_and_is_made_anew_when_it_has_changed(sold: Shop) -> None:
    quote = await sold.quote(language="en", title="First")
    path = f"/quotes/{quote['id']}"
    first = words(await document(sold, quote))
    assert "DRAFT" in first
    assert "First" in first
    asked, same = [(await sold.seller("POST", f"{path}/documents")).body for _ in range(2)]
    assert (asked["id"], asked["state"], asked["kind"]) == (same["id"], "done", "draft")
    await sold.seller("PATCH", path, {"title": "Second"}, If_Match='"1"')
    assert "Second" in words(await document(sold, quote))
    issued = await sold.issue(quote)
    _, content = await sold.public("GET", issued["token"], "/pdf")
    assert "DRAFT" not in words(content)
    outsider = await caller(sold.bench, SELLS)
    for place in ("", f"/{asked['id']}", f"/{asked['id']}/file"):
        answer = await outsider("GET" if place else "POST", f"{path}/documents{place}")
        assert answer.status == 404
    other = await sold.quote()
    assert (await sold.seller("GET", f"/quotes/{other['id']}/documents/{asked['id']}")).status == 404


async def test_the_issued_document_is_made_once_by_however_many_workers(sold: Shop) -> None:
    quote = await sold.quote()
    issued = (await sold.seller("POST", f"/quotes/{quote['id']}/issue")).body
    assert (await sold.public("GET", issued["token"], "/pdf"))[0] == 404
    early = {"name": "x", "document_sha256": "0" * 64}
    status, problem = await sold.public("POST", issued["token"], "/accept", early)
    assert (status, problem["type"]) == (409, "urn:crm:problem:document-not-ready")
    await asyncio.gather(*(make(sold.bench.runtime, issued["document"]["id"]) for _ in range(4)))
    ready = [data for subject, data in await sold.bench.announced() if subject.endswith("document-ready")]
    assert len(ready) == 1
    read = (await sold.seller("GET", f"/quotes/{quote['id']}")).body
    assert read["document"]["sha256"] == ready[0]["sha256"]


async def test_a_worker_that_dies_leaves_nothing_and_another_one_makes_it(
    sold: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = await sold.quote()
    issued = (await sold.seller("POST", f"/quotes/{quote['id']}/issue")).body
    document_id = issued["document"]["id"]

    async def killed(_: Any) -> bytes:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "made", killed)
        with pytest.raises(RuntimeError):
            await make(sold.bench.runtime, document_id)
    async with sold.bench.runtime.database.engine.begin() as connection:
        row = (await connection.execute(text("SELECT state, file_id FROM quote_document"))).one()
    assert tuple(row) == ("running", None)
    await resume_documents(sold.bench.runtime)
    await make(sold.bench.runtime, document_id)
    assert (await sold.public("GET", issued["token"], "/pdf"))[0] == 200


def test_the_same_content_at_the_same_moment_is_the_same_file() -> None:
    said = {
        "font": "Noto Sans CJK TC", "lang": "zh", "region": "tw", "watermark": "草稿",
        "made_at": 1_800_000_000, "title": "T", "heading": "報價單", "reference": "R",
        "seller": {"name": "S", "letterhead": "L"}, "addressee": "", "facts": [], "subject": "", "intro": "",
        "columns": ["x"] * 7, "lines": [], "sums": [], "total": ("Total", "1"), "remark": "", "notes": [],
        "words": {"to": "致", "page": "{page}/{pages}"},
    }  # fmt: skip
    assert pdf(said) == pdf(said)
