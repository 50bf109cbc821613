"""Contracts of the demo company: one of an accepted quote, one that ends soon, one that renews itself, one
that was terminated.

A contract is known by its title; one that was left half-way goes on from there.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say
from deploy.local.demo.orders import OF_QUOTE, SALES


class Agreed(NamedTuple):
    """What was agreed with whom, from when to when."""

    title: str
    customer: str
    owner: str
    currency: str
    lines: Sequence[tuple[str, str]]
    """Article number and quantity."""
    since: int
    """Days since it began."""
    left: int
    """Days until its last one."""
    renewal: str
    signed_by: str
    noticed: int = 0
    """Days until the last one by notice; 0: nobody gave any."""


CONTRACTS: Final = (
    Agreed("年度校准服务", "江南示例计量检测中心", "shen", "CNY", [("CAL-1", "12")],
           since=329, left=35, renewal="manual", signed_by="江南采购部"),
    Agreed("感測器維護合約", "玉杉精密股份有限公司", "zhang", "TWD", [("VS-20", "20"), ("CB-3", "20")],
           since=120, left=244, renewal="automatic", signed_by="玉杉設備課"),
    Agreed("数据记录仪租赁", "云雀通信设备有限公司", "gu", "CNY", [("DL-8", "4")],
           since=250, left=480, renewal="automatic", signed_by="云雀采购部", noticed=60),
)  # fmt: skip
DRAFT: Final = {"renewal": "automatic", "renewal_months": 12, "terms": "质保期内免费更换故障传感器。"}


async def agree(admin: Door, house: House, say: Say) -> None:
    """Load the contracts; what is there stays as it is."""
    products = {one["sku"]: one["id"] async for one in admin.each(f"{SALES}/products")}
    known = {one["title"]: one async for one in admin.each(f"{SALES}/contracts")}
    await together(_contract(admin, house, products, one, known.get(one.title)) for one in CONTRACTS)
    if OF_QUOTE not in known:
        await _of_quote(admin)
    say(f"{len(CONTRACTS) + 1} contracts")


async def _contract(
    admin: Door, house: House, products: Mapping[str, str], agreed: Agreed, known: Any
) -> None:
    contract = known or await _draft(admin, house, products, agreed)
    path = f"{SALES}/contracts/{contract['id']}"
    if contract["state"] == "draft":
        signing = {"signed_by": agreed.signed_by, "signed_on": contract["starts_on"]}
        contract = await admin.post(f"{path}/activate", signing)
    if agreed.noticed and contract["state"] == "active" and not contract["terminated_on"]:
        notice = {"last_day": _in(agreed.noticed), "reason": "客户改用自有设备"}
        await admin.post(f"{path}/terminate", notice)


async def _draft(admin: Door, house: House, products: Mapping[str, str], agreed: Agreed) -> Any:
    found = await admin.get("/api/customer/customers", q=agreed.customer, limit=1)
    body = {
        "title": agreed.title,
        "customer_id": found["items"][0]["id"],
        "currency": agreed.currency,
        "owner_id": house.users[agreed.owner],
        "team_id": house.teams[agreed.owner],
        "starts_on": _in(-agreed.since),
        "ends_on": _in(agreed.left),
        "renewal": agreed.renewal,
        "renewal_months": 12 if agreed.renewal == "automatic" else None,
        "lines": [{"product_id": products[sku], "quantity": quantity} for sku, quantity in agreed.lines],
    }
    return await admin.post(f"{SALES}/contracts", body, key=f"contract {agreed.title}")


async def _of_quote(admin: Door) -> None:
    for quote in (await admin.get(f"{SALES}/quotes", q=OF_QUOTE))["items"]:
        if quote["state"] == "accepted":
            term = {"starts_on": _in(7), "ends_on": _in(371)}
            await admin.post(f"{SALES}/quotes/{quote['id']}/contract", DRAFT | term)


def _in(days: int) -> str:
    return str(date.today() + timedelta(days=days))  # noqa: DTZ011  # as in customers.py
