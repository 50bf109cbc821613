"""Business cards become drafts of leads; what nothing tells is left to the person."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chassis.testing import Bench
from sales.leads.cards import read_card
from services.sales.tests.leading import LEADING, seller

CHINESE = """朗月仪器（苏州）有限公司
李 明
采购经理
手机：138 0013 8000
电话: 0512-6288 0180 转 801
传真: 0512-62880181
邮箱：LI.Ming@example.com
网址：www.example.com
地址：江苏省苏州市示例路 88 号 3 楼
让测量更简单"""
ENGLISH = """Northern Example Instruments Ltd.
Kim Example
Head of Purchasing
T: +44 20 7946 0018   M: +44 7400 123456 / 123
kim@example.com | https://example.com/kim
12 Sample Street, London
Measuring made easy"""
VCARD = """BEGIN:VCARD
VERSION:3.0
N:王;小明;;;
ORG:示例科技;研发部
TITLE:工程师
TEL;TYPE=CELL:+86 138 0013 8001
EMAIL:wang@example.com
ADR:;;示例街 1 号;上海;;200000;
URL:https://example.com
END:VCARD"""


def test_a_chinese_card_is_read_line_by_line() -> None:
    draft = read_card(CHINESE, "CN")
    assert draft["lead"] == {
        "company": "朗月仪器（苏州）有限公司",
        "name": "李明",
        "title": "采购经理",
        "website": "www.example.com",
        "street": "江苏省苏州市示例路 88 号 3 楼",
    }
    assert draft["phones"] == ["+8613800138000", "+8651262880180"]
    assert (draft["emails"], draft["unread"]) == (["li.ming@example.com"], ["让测量更简单"])


def test_an_english_card_is_read_line_by_line() -> None:
    draft = read_card(ENGLISH, "GB")
    assert draft["lead"] == {
        "company": "Northern Example Instruments Ltd.",
        "name": "Kim Example",
        "title": "Head of Purchasing",
        "website": "https://example.com/kim",
        "street": "12 Sample Street, London",
    }
    assert draft["phones"] == ["+442079460018", "+447400123456"]
    assert (draft["emails"], draft["unread"]) == (["kim@example.com"], ["123", "Measuring made easy"])


def test_a_vcard_is_read_by_its_properties() -> None:
    draft = read_card(VCARD, "CN")
    assert draft["lead"] == {
        "name": "王小明",
        "company": "示例科技",
        "title": "工程师",
        "street": "示例街 1 号",
        "city": "上海",
        "postcode": "200000",
        "website": "https://example.com",
    }
    assert (draft["phones"], draft["emails"]) == (["+8613800138001"], ["wang@example.com"])


@given(st.text(max_size=400))
def test_any_text_is_a_card_with_nothing_wrong_in_it(text: str) -> None:
    draft = read_card(text, "CN")
    assert set(draft) == {"lead", "emails", "phones", "unread"}


async def test_a_card_becomes_a_lead_when_a_person_has_looked_at_it(crm: Bench) -> None:
    boss = await seller(crm, LEADING)
    hostile: list[Any] = ["", "\0", "BEGIN:VCARD", "BEGIN:VCARD\nEND:VCARD", "x" * 20_001, "a@" * 9_000]
    statuses = [(await boss("POST", "/leads/from-card", {"text": one})).status for one in hostile]
    assert statuses == [422, 422, 200, 200, 422, 200]
    answer = await boss("POST", "/leads/from-card", {"text": CHINESE})
    assert await crm.announced() == []
    draft = answer.body
    body = {name: value for name, value in draft["lead"].items() if value is not None}
    lead = await boss.lead(**body, emails=draft["emails"], phones=draft["phones"])
    assert (lead["company"], lead["website"]) == ("朗月仪器（苏州）有限公司", "https://www.example.com")
