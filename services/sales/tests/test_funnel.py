"""The funnel: who came, who went on, and how fast."""

from decimal import Decimal
from typing import Any

import pytest

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.identity.events import OrganisationChanged
from sales.opportunities.funnel.schemas import Velocity
from sales.opportunities.funnel.service import velocity
from services.sales.tests.dealing import Dealer, dealer
from services.sales.tests.importing import FILES, importing
from services.sales.tests.master import Master
from services.sales.tests.test_board import PLAIN, age


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    return await dealer(crm, master)


async def test_the_funnel_counts_each_deal_once_in_each_stage(
    crm: Bench, lin: Dealer, master: Master
) -> None:
    pipeline = await lin.pipeline(stages=PLAIN)
    first, second, third = pipeline["stages"]
    deals = [await lin.deal(f"Deal {number}", amount="100") for number in range(4)]
    await age(crm, deals[3], 4)
    for one in deals[:3]:
        await lin.moved(one, second)
    await lin.moved(deals[0], first)
    await lin.moved(deals[0], second)
    await lin.moved(deals[0], third)
    await lin("POST", f"/opportunities/{deals[1]['id']}/lose", {"reason": "price"})
    path = f"/pipelines/{pipeline['id']}/funnel"
    figures = await lin.get(path)
    seen = [
        tuple(one[name] for name in ("name", "entered", "gone_on", "lost", "standing", "conversion"))
        for one in figures["stages"]
    ]
    assert seen == [("A", 4, 3, 0, 1, 75.0), ("B", 3, 1, 1, 1, 33.3), ("C", 1, 0, 0, 1, 0.0)]
    assert figures["velocity"]["lost"] == 1
    assert figures["velocity"]["per_day"] is None
    own = await dealer(crm, master, {"opportunity.read": "own"})
    assert [one["entered"] for one in (await own.get(path))["stages"]] == [0, 0, 0]
    nobody = await lin.get(f"{path}?owner_id={own.person.id}&product_id={own.person.id}")
    assert [one["conversion"] for one in nobody["stages"]] == [None] * 3
    before = await lin.get(f"{path}?since=2020-01-01&until=2020-12-31")
    assert [one["entered"] for one in before["stages"]] == [0, 0, 0]
    for far in ("since=0001-01-01", "until=9999-12-31"):
        assert (await lin("GET", f"{path}?{far}")).status == 422
    turned = await lin("GET", f"{path}?since=2026-02-01&until=2026-01-01")
    assert turned.wrong == [("?until", "ends_before_start")]


async def test_a_rep_and_a_product_have_a_funnel_of_their_own(
    crm: Bench, lin: Dealer, master: Master
) -> None:
    pipeline = await lin.pipeline(stages=PLAIN)
    laser = await lin.product("LS")
    await lin.price(await lin.book(), laser, ("1", "10"))
    shen = await dealer(crm, master)
    await lin.deal(lines=[{"product_id": laser["id"]}])
    await shen.deal()
    path = f"/pipelines/{pipeline['id']}/funnel"
    for narrowed in (f"owner_id={lin.person.id}", f"product_id={laser['id']}"):
        assert (await lin.get(f"{path}?{narrowed}"))["stages"][0]["entered"] == 1
    assert (await lin.get(path))["stages"][0]["entered"] == 2


def test_velocity_is_deals_times_rate_times_value_by_cycle() -> None:
    class Closed:
        open_deals, won, lost, average_value, cycle_days = 20, 3, 1, Decimal(1000), 30.0

    found: Velocity = velocity(Closed, "CNY")
    assert (found.win_rate, found.cycle_days) == (75.0, 30.0)
    assert found.per_day is not None
    assert str(found.per_day.amount) == "500.00"


async def test_a_pipeline_in_which_all_was_won_before_it_came_here_has_no_cycle(
    crm: Bench, master: Master
) -> None:
    importer, person = await importing(crm, master)
    pipeline = await person.pipeline(stages=PLAIN)
    master.known_as("C002")
    found = await importer.upload(FILES / "销售机会表.csv")
    await importer.run(found["id"])
    velocity = (await person.get(f"/pipelines/{pipeline['id']}/funnel?since=2023-01-01"))["velocity"]
    assert (velocity["won"], velocity["average_value"]["amount"]) == (1, "30000.00")
    assert (velocity["cycle_days"], velocity["per_day"]) == (None, None)


async def test_what_was_won_in_another_base_currency_is_in_no_average(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline(stages=PLAIN)
    known: dict[str, Any] = {"time_zone": "Asia/Shanghai", "languages": ["en"], "region": "CN"}
    known["organisation_id"] = new_id()
    for version, currency in enumerate(("EUR", "CNY"), 1):
        await crm.announce(
            OrganisationChanged(version=version, name="Example", base_currency=currency, **known)
        )
        deal = await lin.deal(amount=f"{version}00", currency=currency)
        await lin("POST", f"/opportunities/{deal['id']}/win", {})
    velocity = (await lin.get(f"/pipelines/{pipeline['id']}/funnel"))["velocity"]
    assert (velocity["won"], velocity["average_value"]) == (2, {"amount": "200.00", "currency": "CNY"})
