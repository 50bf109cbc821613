"""What happens to contracts by itself: they are told of, renewed and ended, each once."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from chassis.organisation import today
from chassis.testing import Bench
from sales.contracts.tasks import pass_on, warn
from services.sales.tests.contracting import Office, opened_office, sql
from services.sales.tests.master import Master


@pytest.fixture
async def office(crm: Bench, master: Master) -> Office:
    return await opened_office(crm, master)


@pytest.fixture
def day(crm: Bench) -> date:
    return today(crm.runtime.access)


async def ran_out(office: Office, contract: Any, last_day: date) -> None:
    """As if time had passed."""
    change = "UPDATE contract SET last_day = :day WHERE id = :id"
    await sql(office.bench, change, day=last_day, id=contract["id"])


async def states(office: Office, *contracts: Any) -> list[str]:
    return [(await office.read(f"/contracts/{one['id']}"))["state"] for one in contracts]


async def test_a_contract_ends_once_when_its_last_day_is_over(office: Office, day: date) -> None:
    due, today_, open_, draft = (
        await office.signed(),
        await office.signed(ends_on=str(day)),
        await office.signed(ends_on=None),
        await office.draft(),
    )
    for one in (due, draft):
        await ran_out(office, one, day - timedelta(days=1))
    await asyncio.gather(*(pass_on(office.bench.runtime) for _ in range(4)))
    assert await states(office, due, today_, open_, draft) == ["ended", "active", "active", "draft"]
    assert (await office.said()).count("ended") == 1
    again = await office("POST", f"/contracts/{due['id']}/terminate", {})
    assert (again.status, again.problem) == (409, "contract-state")


async def test_what_renews_itself_goes_on_for_a_term_unless_notice_was_given(
    office: Office, day: date
) -> None:
    terms = {"renewal": "automatic", "renewal_months": 12}
    goes_on, stops = await office.signed(**terms), await office.signed(**terms)
    yesterday = day - timedelta(days=1)
    await office.done(f"/contracts/{stops['id']}/terminate", last_day=str(day), reason="Too dear")
    for one in (goes_on, stops):
        await ran_out(office, one, yesterday)
    await asyncio.gather(*(pass_on(office.bench.runtime) for _ in range(4)))
    assert await states(office, goes_on, stops) == ["active", "terminated"]
    said = await office.said()
    assert (said.count("renewed"), said.count("ended")) == (1, 1)
    renewed = await office.read(f"/contracts/{goes_on['id']}")
    assert renewed["last_day"][:4] == str(yesterday.year + 1)
    assert renewed["ends_on"] == goes_on["ends_on"]
    fact = next(event for subject, event in await office.bench.announced() if subject.endswith("renewed"))
    assert fact["previous_last_day"] == str(yesterday)


async def test_the_end_is_told_of_once_and_early_enough_to_give_notice(office: Office, day: date) -> None:
    def in_days(days: int, **said: Any) -> Any:
        return office.signed(ends_on=str(day + timedelta(days=days)), notice_days=30, **said)

    near, far = await in_days(30 + 14), await in_days(30 + 15)
    noticed, draft = await in_days(5), await office.draft(ends_on=str(day + timedelta(days=5)))
    await office.done(f"/contracts/{noticed['id']}/terminate")
    for _ in range(2):
        await asyncio.gather(*(warn(office.bench.runtime) for _ in range(4)))
    told = [event for subject, event in await office.bench.announced() if subject.endswith("contract.ending")]
    assert [one["contract_id"] for one in told] == [near["id"]]
    assert (told[0]["last_day"], told[0]["notice_by"]) == (near["last_day"], str(day + timedelta(days=14)))
    assert {far["id"], draft["id"]}.isdisjoint(one["contract_id"] for one in told)


async def test_more_than_a_handful_is_worked_off_at_once(office: Office, day: date) -> None:
    one = await office.signed()
    columns = (
        "state, title, customer_id, currency, tax_included, lines, net, tax, gross, renewal, notice_days, "
    )
    columns += "terms, signed_by, terminated_because, search_text, search_grams, version"
    copies = (
        f"INSERT INTO contract ({columns}, id, serial, number, last_day, notice_by, warned) "
        f"SELECT {columns}, gen_random_uuid(), serial + n, 'C' || n, :day, :day, false "
        "FROM contract, generate_series(1, 250) n WHERE id = :id"
    )
    await sql(office.bench, copies, id=one["id"], day=day - timedelta(days=1))
    await warn(office.bench.runtime)
    await pass_on(office.bench.runtime)
    said = await office.said()
    assert (said.count("ending"), said.count("ended")) == (250, 250)
