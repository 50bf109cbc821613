"""The fields that the demo's organisation has added to customers and contacts."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from deploy.local.demo.door import Door


def _labels(simplified: str, traditional: str, english: str) -> dict[str, str]:
    return {"zh-CN": simplified, "zh-TW": traditional, "en": english}


LEVELS: Final = [
    {"value": "A", "labels": _labels("A级", "A級", "Level A"), "colour": "#b45309"},
    {"value": "B", "labels": _labels("B级", "B級", "Level B"), "colour": "#0369a1"},
    {"value": "C", "labels": _labels("C级", "C級", "Level C"), "colour": "#475569"},
]
FIELDS: Final[list[dict[str, Any]]] = [
    {
        "object": "customer",
        "key": "level",
        "kind": "choice",
        "labels": _labels("客户等级", "客戶等級", "Level"),
        "options": LEVELS,
    },
    {
        "object": "customer",
        "key": "yearly_purchase",
        "kind": "money",
        "labels": _labels("年采购额", "年採購額", "Purchases a year"),
        "rules": {"minimum": 0},
    },
    {
        "object": "customer",
        "key": "contract_until",
        "kind": "date",
        "labels": _labels("合同到期日", "合約到期日", "Contract until"),
    },
    {
        "object": "customer",
        "key": "rebate",
        "kind": "computed",
        "labels": _labels("年度返利", "年度回饋", "Yearly rebate"),
        "formula": 'round(custom.yearly_purchase * if(custom.level = "A", 0.05, 0.02), 0)',
    },
    {
        "object": "contact",
        "key": "likes",
        "kind": "text",
        "labels": _labels("爱好", "愛好", "Likes"),
    },
]


async def define(admin: Door) -> None:
    """Add the fields that are not there."""
    known = {(one["object"], one["key"]) async for one in admin.each("/api/customer/custom-fields")}
    for position, one in enumerate(FIELDS):
        if (one["object"], one["key"]) not in known:
            await admin.post("/api/customer/custom-fields", one | {"position": position})


def values(key: str, currency: str, day: date) -> Mapping[str, Any]:
    """What a customer has in these fields."""
    rng = Random(f"fields of {key}")
    level = rng.choice("ABBCCC")
    amount = rng.randrange(2, 40) * 10_000 * {"A": 5, "B": 2, "C": 1}[level]
    return {
        "level": level,
        "yearly_purchase": {"amount": str(amount), "currency": currency},
        "contract_until": (day + timedelta(days=rng.randrange(20, 500))).isoformat(),
    }
