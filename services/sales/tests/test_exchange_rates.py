"""Exchange rates: from which day on, and which deals follow them."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.identifiers import new_id
from chassis.organisation import today
from chassis.testing import Bench
from crm.identity.events import OrganisationChanged
from sales.opportunities import revaluing
from services.sales.tests.dealing import Dealer, dealer, revalue
from services.sales.tests.master import Master


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    one = await dealer(crm, master)
    await one.pipeline()
    return one


async def worth(who: Dealer, deal: Any) -> str | None:
    """What a deal is worth in the base currency."""
    found = (await who.get(f"/opportunities/{deal['id']}"))["base_amount"]
    return str(found["amount"]) if found else None


async def test_a_missing_rate_is_said_and_never_guessed(lin: Dealer) -> None:
    deal = await lin.deal(amount="100", currency="USD")
    assert (deal["base_amount"], deal["weighted_amount"], deal["rate"]) == (None, None, None)


async def test_the_rate_of_a_day_is_the_newest_that_has_begun(crm: Bench, lin: Dealer) -> None:
    now = today(crm.runtime.access)
    for days, rate in ((-30, "6"), (-1, "7.1"), (5, "8")):
        answer = await lin("PUT", f"/exchange-rates/USD/{now + timedelta(days=days)}", {"rate": rate})
        assert (answer.status, answer.body["rate"]) == (200, rate)
    assert (await lin.deal(amount="100", currency="USD"))["base_amount"]["amount"] == "710.00"
    listed = await lin.get("/exchange-rates")
    assert [one["rate"] for one in listed["items"]] == ["8", "7.1", "6"]


async def test_open_deals_follow_a_changed_rate_and_closed_ones_keep_that_of_their_day(
    crm: Bench, lin: Dealer
) -> None:
    yesterday = today(crm.runtime.access) - timedelta(days=1)
    path = f"/exchange-rates/USD/{yesterday}"
    await lin("PUT", path, {"rate": "7"})
    deals = [await lin.deal(f"Deal {number}", amount="100", currency="USD") for number in range(3)]
    lost = await lin.deal("Lost", amount="100", currency="USD")
    await lin("POST", f"/opportunities/{lost['id']}/lose", {"reason": "price"})
    await lin("PUT", path, {"rate": "8"})
    await revalue(crm)
    assert [await worth(lin, one) for one in deals] == ["800.00"] * 3
    assert await worth(lin, lost) == "700.00"
    assert (await lin("DELETE", path)).status == 204
    assert (await lin("DELETE", path)).status == 404
    await revalue(crm)
    assert [await worth(lin, one) for one in deals] == [None] * 3
    said = [data for subject, data in await crm.announced() if subject == "sales.exchange-rate.changed"]
    assert [(one["rate"], one["deleted"]) for one in said] == [("7", False), ("8", False), ("8", True)]


async def test_a_sweep_that_stops_is_gone_on_with(
    crm: Bench, lin: Dealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    deals = [await lin.deal(f"Deal {number}", amount="1", currency="USD") for number in range(5)]
    await lin("PUT", "/exchange-rates/USD/2020-01-01", {"rate": "7"})
    monkeypatch.setattr(revaluing, "SOME", 2)
    assert await revaluing.revalue_some(crm.runtime)
    assert [await worth(lin, one) for one in deals] == ["7.00", "7.00", None, None, None]
    await revalue(crm)
    assert [await worth(lin, one) for one in deals] == ["7.00"] * 5


async def test_the_organisations_own_currency_has_no_rate_and_what_is_misspelt_is_named(lin: Dealer) -> None:
    own = await lin("PUT", "/exchange-rates/CNY/2026-01-01", {"rate": "1"})
    assert own.wrong == [("/currency", "is_base_currency")]
    assert (await lin("PUT", "/exchange-rates/XXX/2026-01-01", {"rate": "1"})).status == 422
    assert (await lin("PUT", "/exchange-rates/USD/tomorrow", {"rate": "1"})).status == 422
    assert (await lin("PUT", "/exchange-rates/USD/2026-01-01", {"rate": "0"})).wrong == [
        ("/rate", "greater_than")
    ]
    most = await lin("PUT", "/exchange-rates/USD/0001-01-01", {"rate": "99999999.9999999999"})
    assert most.status == 200
    assert (await lin.deal(amount="1000000000000", currency="USD"))["base_amount"]["currency"] == "CNY"
    assert (await lin("DELETE", "/exchange-rates/USD/0001-01-01")).status == 204
    assert (await lin.get("/exchange-rates"))["items"] == []


async def test_when_the_organisation_counts_in_another_currency_all_open_deals_do(
    crm: Bench, lin: Dealer
) -> None:
    deal = await lin.deal(amount="100", currency="USD")
    said = dict(crm.runtime.access.organisation()) | {"base_currency": "USD"}
    known = {name: said[name] for name in ("name", "time_zone", "base_currency", "languages", "region")}
    await crm.announce(OrganisationChanged(organisation_id=new_id(), version=1, **known))
    await revalue(crm)
    now = await lin.get(f"/opportunities/{deal['id']}")
    assert now["base_amount"] == {"amount": "100.00", "currency": "USD"}
