"""What the demo company is about to sell: rates, two pipelines, and deals on their way or at their end.

Pipelines and deals are known by their name, a rate by its currency and day.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from deploy.local.demo.door import Door, together
from deploy.local.demo.house import House, Say


class Deal(NamedTuple):
    """A deal as deals.csv has it."""

    name: str
    customer: str
    owner: str
    pipeline: str
    """Which of PIPELINES, counted from 0."""
    stage: str
    """Which of its stages, counted from 0."""
    currency: str
    amount: str
    sold: str
    """Article numbers with quantities, `LD-100*6;CB-3*2`."""
    closes: str
    """Days from now."""
    next_step: str
    step: str
    """Days from now of the next step."""
    competitor: str
    source: str
    then: str
    """What became of it, as the verb of the API."""


RATES: Final = (("USD", "7.12"), ("EUR", "7.78"), ("GBP", "9.05"), ("TWD", "0.224"))
"""In CNY, since the first day of last year."""
KNOWN: Final = ["amount", "expected_close_on"]
PIPELINES: Final[Sequence[tuple[str, Sequence[tuple[Any, ...]]]]] = (
    (
        "新项目 New business",
        (
            ("初步接触 Contact", 10, [], 30),
            ("需求确认 Needs", 25, [], 30),
            ("方案报价 Proposal", 50, KNOWN, 21),
            ("商务谈判 Negotiation", 75, [*KNOWN, "next_step"], 14),
            ("签约 Signing", 90, [*KNOWN, "next_step"], 10),
        ),
    ),
    (
        "续约 Renewals",
        (
            ("到期提醒 Due", 60, [], 30),
            ("条款确认 Terms", 80, KNOWN, 21),
            ("签约 Signing", 95, KNOWN, None),
        ),
    ),
)
"""Name, and stages: name, probability, required fields, days after which a deal rots."""
END: Final[Mapping[str, Any]] = {
    "win": {"reason": "product", "confirm": True},
    "lose": {"reason": "competitor", "note": "对方报价更低 The other offer was lower"},
}


async def pursue(admin: Door, house: House, say: Say) -> None:
    """Load rates, pipelines and deals; what is there stays as it is."""
    since = date.today().replace(month=1, day=1) - timedelta(days=365)  # noqa: DTZ011  # as in customers.py
    for currency, rate in RATES:
        await admin.put(f"/api/sales/exchange-rates/{currency}/{since}", {"rate": rate})
    pipelines = await _pipelines(admin)
    products = {one["sku"]: one["id"] async for one in admin.each("/api/sales/products")}
    known = {one["name"]: one async for one in admin.each("/api/sales/opportunities")}
    deals = _written()
    await together(_deal(admin, house, pipelines, products, one, known.get(one.name)) for one in deals)
    say(f"{len(deals)} deals in {len(pipelines)} pipelines")


def _written() -> list[Deal]:
    with Path(__file__).with_name("deals.csv").open(encoding="utf-8", newline="") as file:
        return [Deal(**row) for row in csv.DictReader(file)]


async def _pipelines(admin: Door) -> list[Any]:
    known = {one["name"]: one async for one in admin.each("/api/sales/pipelines")}
    fields = ("name", "probability", "required_fields", "rotting_days")
    for name, stages in PIPELINES:
        if name not in known:
            body = {"name": name, "stages": [dict(zip(fields, one, strict=True)) for one in stages]}
            known[name] = await admin.post("/api/sales/pipelines", body)
    return [known[name] for name, _ in PIPELINES]


async def _deal(
    admin: Door, house: House, pipelines: list[Any], products: Mapping[str, str], one: Deal, known: Any
) -> None:
    if known is None:
        found = await admin.get("/api/customer/customers", q=one.customer, limit=1)
        body = {
            "customer_id": found["items"][0]["id"],
            "owner_id": house.users[one.owner],
            "team_id": house.teams[one.owner],
            **_said(one, pipelines[int(one.pipeline)], products),
        }
        known = await admin.post("/api/sales/opportunities", body, key=f"deal {one.name}")
    if one.then and known["status"] == "open":
        path = f"/api/sales/opportunities/{known['id']}/{one.then}"
        await admin.post(path, END[one.then], key=f"{one.then} {one.name}")


def _said(one: Deal, pipeline: Any, products: Mapping[str, str]) -> dict[str, Any]:
    today = date.today()  # noqa: DTZ011
    days = {"expected_close_on": one.closes, "next_step_on": one.step}
    dated = {name: str(today + timedelta(days=int(some))) for name, some in days.items() if some}
    given = {
        **{name: getattr(one, name) for name in ("name", "currency", "amount", "source", "next_step")},
        "lines": list(_lines(one.sold, products)),
        "competitors": [one.competitor] if one.competitor else [],
    }
    place = {"pipeline_id": pipeline["id"], "stage_id": pipeline["stages"][int(one.stage)]["id"]}
    return {name: value for name, value in given.items() if value} | place | dated


def _lines(sold: str, products: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for one in filter(None, sold.split(";")):
        sku, _, quantity = one.partition("*")
        yield {"product_id": products[sku], "quantity": quantity}
