"""Months of standings at their borders, and what makes a deal rot or be put off."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.identity.events import OrganisationChanged
from sales.opportunities.queries import TABLE
from services.sales.tests.crowding import Crowd, Home
from services.sales.tests.dealing import Dealer, dealer, revalue
from services.sales.tests.master import Master
from services.sales.tests.test_board import age

MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    return await dealer(crm, master)


def begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "UTC"])
async def test_a_month_begins_and_ends_at_midnight_of_the_organisation(
    crm: Bench, lin: Dealer, zone: str
) -> None:
    await crm.announce(
        OrganisationChanged(
            organisation_id=new_id(),
            version=1,
            name="Example",
            time_zone=zone,
            base_currency="CNY",
            languages=["en"],
            region="CN",
        )
    )
    crowd = Crowd(crm, 1, [Home(lin.person.id, None)], await lin.pipeline())
    this = datetime.now(ZoneInfo(zone)).date().replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    starts = [begin(one, ZoneInfo(zone)) for one in (before, this)]
    closed = [starts[0] - MOMENT, starts[0], starts[1] - MOMENT, starts[1]]
    won = {"status": "won", "amount": 100, "base_amount": 100, "base_currency": "CNY", "deleted_at": None}
    rows = [crowd.deal(**won, closed_at=at, rots_at=None) for at in closed]
    await crowd.keep(TABLE, rows)
    for shown in ((await lin.get("/standing/mine"))["deals"], (await lin.get("/standing/team"))):
        figures: Any = shown.get("total", shown)
        assert (figures["won"]["count"], figures["won_before"]["count"]) == (1, 2)
        assert figures["won_before"]["base_amount"]["amount"] == "200.00"
        days = [one["day"] for one in shown["won_by_day"]]
        assert days == [str(before), str(this - timedelta(days=1)), str(this)]


async def test_a_deal_rots_once_it_stood_for_longer_than_its_stage_allows(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal = await lin.deal()
    path = f"/opportunities/{deal['id']}"

    async def rotting() -> int:
        figures: int = (await lin.get("/standing/mine"))["deals"]["rotting"]
        return figures

    await age(crm, deal, 13)
    assert await rotting() == 0
    await age(crm, deal, 2)
    assert await rotting() == 1
    stages = [one | {"rotting_days": 30} for one in pipeline["stages"]]
    changed = await lin("PATCH", f"/pipelines/{pipeline['id']}", {"stages": stages}, If_Match='"1"')
    assert changed.status == 200, changed.body
    await revalue(crm)
    assert await rotting() == 0
    await age(crm, deal, 20)
    assert await rotting() == 1
    await lin("POST", f"{path}/lose", {"reason": "price"})
    assert (await rotting(), (await lin.get(path))["rots_at"]) == (0, None)
    await lin("POST", f"{path}/reopen", {})
    assert await rotting() == 0
    assert (await lin.get(path))["rots_at"] is not None


async def test_only_a_later_day_puts_a_deal_off(lin: Dealer) -> None:
    await lin.pipeline()
    deal = await lin.deal()
    path, version = f"/opportunities/{deal['id']}", 1
    counts = []
    for day in ("2030-01-10", "2030-01-20", "2030-01-15", "2030-01-15", None, "2031-01-01", "2031-02-01"):
        answer = await lin("PATCH", path, {"expected_close_on": day}, If_Match=f'"{version}"')
        version = answer.body["version"]
        counts.append(answer.body["push_count"])
    assert counts == [0, 1, 1, 1, 1, 1, 2]
    assert (await lin.get("/standing/mine"))["deals"]["pushed"] == 1
