"""Offers of the demo company: drafts, one that waits for approval, issued ones, answers, a second version.

A quote is known by its title; one of which more was to become goes on from its draft.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say


class Offer(NamedTuple):
    """What is offered to whom, and what became of it."""

    title: str
    customer: str
    owner: str
    language: str
    currency: str
    lines: Sequence[tuple[str, str, str]]
    """Article number, quantity, percent off."""
    discount: str = "0"
    then: Sequence[tuple[str, dict[str, Any] | None]] = ()
    """Verbs of the API, with what is said."""


ISSUE: Final = ("issue", None)
FREELY: Final = "10"
"""Percent that everybody may give."""
OFFERS: Final = (
    Offer(
        "二期产线振动监测",
        "朗月半导体股份有限公司",
        "shen",
        "zh-CN",
        "CNY",
        [("KIT-V", "6", "0"), ("TR-D", "2", "0")],
        then=[ISSUE, ("accept", {"name": "朗月采购部", "note": "盖章合同已寄回"})],
    ),
    Offer(
        "实验室光谱仪",
        "江南示例计量检测中心",
        "shen",
        "zh-CN",
        "CNY",
        [("SP-900", "1", "5"), ("CAL-1", "3", "0")],
        then=[ISSUE],
    ),
    Offer(
        "电池车间温湿度监测",
        "白泽储能科技有限公司",
        "gu",
        "zh-CN",
        "CNY",
        [("TH-5", "120", "12")],
        "3",
        then=[("submit", {"note": "首次合作，量大，希望给到 15%"})],
    ),
    Offer(
        "雷达测试台",
        "清禾毫米波雷达有限公司",
        "gu",
        "zh-CN",
        "CNY",
        [("LD-100", "8", "8"), ("DL-8", "2", "8")],
        then=[ISSUE, ("decline", {"reason": "预算推迟到明年"})],
    ),
    Offer(
        "轨旁数据记录",
        "越通轨道信号有限公司",
        "li",
        "zh-CN",
        "CNY",
        [("DL-8", "12", "0"), ("CB-10", "12", "0")],
    ),
    Offer(
        "產線感測器更新",
        "玉杉精密股份有限公司",
        "zhang",
        "zh-TW",
        "TWD",
        [("VS-20", "40", "0"), ("CB-3", "40", "0")],
        "5",
        then=[ISSUE, ("versions", None)],
    ),
)


async def offer(admin: Door, house: House, say: Say) -> None:
    """Load a limit for discounts and the quotes; what is there stays as it is."""
    if not [one async for one in admin.each("/api/sales/discount-limits")]:
        await admin.post("/api/sales/discount-limits", {"percent": FREELY})
    products = {one["sku"]: one["id"] async for one in admin.each("/api/sales/products")}
    known = {one["title"]: one async for one in admin.each("/api/sales/quotes")}
    await together(_offer(admin, house, products, one, known.get(one.title)) for one in OFFERS)
    say(f"{len(OFFERS)} quotes")


async def _offer(admin: Door, house: House, products: dict[str, str], offer: Offer, known: Any) -> None:
    if known and known["state"] != "draft":
        return
    quote = known or await _draft(admin, house, products, offer)
    for verb, said in offer.then:
        await admin.post(f"/api/sales/quotes/{quote['id']}/{verb}", said)


async def _draft(admin: Door, house: House, products: dict[str, str], offer: Offer) -> Any:
    found = await admin.get("/api/customer/customers", q=offer.customer, limit=1)
    body = {
        "title": offer.title,
        "customer_id": found["items"][0]["id"],
        "language": offer.language,
        "currency": offer.currency,
        "valid_until": str(date.today() + timedelta(days=30)),  # noqa: DTZ011  # as in customers.py
        "discount_percent": offer.discount,
        "owner_id": house.users[offer.owner],
        "team_id": house.teams[offer.owner],
        "lines": [
            {"product_id": products[sku], "quantity": quantity, "discount_percent": percent}
            for sku, quantity, percent in offer.lines
        ],
    }
    return await admin.post("/api/sales/quotes", body, key=f"quote {offer.title}")
