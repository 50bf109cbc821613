"""A lead becomes a customer, contact and opportunity: once, wherever it stops and however often asked."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from chassis.problems import InvalidInput, NotAllowed
from chassis.testing import Bench
from crm.identity.events import UserChanged
from sales.leads import tasks
from services.sales.tests.leading import LEADING, Seller, seller
from services.sales.tests.master import Master

STAGES = [{"name": "First", "probability": 10}, {"name": "Last", "probability": 90}]
DEAL = {"opportunity": {"name": "First order", "amount": "1200", "currency": "CNY"}}
BROKEN = """
    CREATE OR REPLACE FUNCTION break_off() RETURNS trigger AS
    $$ BEGIN RAISE EXCEPTION 'the process ends here'; END $$ LANGUAGE plpgsql
"""


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Seller:
    master.admissions.reset()
    one = await seller(crm, LEADING)
    await one.made("/pipelines", name="Sales", stages=STAGES)
    return one


async def written(boss: Seller) -> Any:
    return await boss.lead(
        "李明", company="朗月仪器", title="经理", phones=["+8613800138000"], country="CN", source="fair"
    )


async def run(crm: Bench, *statements: str) -> None:
    async with crm.runtime.database.engine.begin() as connection:
        for one in statements:
            await connection.execute(text(one))


async def taken_up(crm: Bench) -> None:
    """Whoever was at it has ended long ago; the sweep comes by."""
    await run(crm, "UPDATE lead SET conversion_due_at = now() WHERE conversion_due_at IS NOT NULL")
    await tasks.go_on_converting(crm.runtime)


async def converted(crm: Bench, boss: Seller, master: Master, lead: Any) -> Any:
    """It is converted, and there is one of each."""
    found = await boss.get(f"/leads/{lead['id']}")
    assert (found["status"], found["conversion"]["state"]) == ("converted", "done")
    (admitted,) = master.admissions.admitted.values()
    assert (found["customer_id"], found["contact_id"]) == (admitted.customer_id, admitted.contact_id)
    (deal,) = (await boss.get("/opportunities"))["items"]
    assert (deal["id"], deal["lead_id"], deal["customer_id"]) == (
        found["opportunity_id"],
        lead["id"],
        found["customer_id"],
    )
    said = [subject for subject, _ in await crm.announced()]
    assert (said.count("sales.lead.converted"), said.count("sales.opportunity.created")) == (1, 1)
    return found


async def test_a_lead_becomes_what_it_says(crm: Bench, boss: Seller, master: Master) -> None:
    lead = await written(boss)
    answer = await boss("POST", f"/leads/{lead['id']}/convert", DEAL)
    assert answer.status == 200
    await converted(crm, boss, master, lead)
    (asked,) = master.admissions.asked
    assert (asked.source, asked.external_id, asked.contact_title) == ("sales.lead", lead["id"], "经理")
    made = master.admissions.customer
    assert (made["kind"], made["name"], made["owner_id"], made["source"]) == (
        "company",
        "朗月仪器",
        boss.id,
        "fair",
    )
    assert (made["phones"], made["addresses"]) == ([{"number": "+8613800138000"}], [{"country": "CN"}])
    for method, path, body in (
        ("PATCH", "", {"name": "Other"}),
        ("DELETE", "", None),
        ("POST", "/convert", {}),
        ("POST", "/respond", {}),
        ("POST", "/disqualify", {"reason": "late"}),
        ("POST", "/assign", {"owner_id": boss.id}),
    ):
        refused = await boss(method, f"/leads/{lead['id']}{path}", body, If_Match='"1"')
        assert (refused.status, refused.problem) == (409, "already-converted"), path


async def test_it_joins_a_customer_and_a_contact_that_are_there(
    crm: Bench, boss: Seller, master: Master
) -> None:
    lead, there, kim = await written(boss), str(master.customer()), str(master.customer())
    body = {"customer_id": there, "contact_id": kim}
    answer = await boss("POST", f"/leads/{lead['id']}/convert", body)
    assert (answer.body["customer_id"], answer.body["contact_id"]) == (there, kim)
    assert answer.body["opportunity_id"] is None
    assert master.admissions.asked[0].customer_json == ""


async def test_twenty_at_once_make_one_of_each(crm: Bench, boss: Seller, master: Master) -> None:
    lead = await written(boss)
    path = f"/leads/{lead['id']}/convert"
    answers = await asyncio.gather(*(boss("POST", path, DEAL) for _ in range(20)))
    assert sorted(one.status for one in answers) == [200] + [409] * 19
    assert {one.problem for one in answers if one.status == 409} <= {"already-converted", "being-converted"}
    await converted(crm, boss, master, lead)


@pytest.mark.parametrize("step", ["before the master hears", "before its answer is heard"])
async def test_a_sweep_goes_on_where_it_ended(crm: Bench, boss: Seller, master: Master, step: str) -> None:
    lead = await written(boss)
    path, admissions = f"/leads/{lead['id']}", master.admissions
    admissions.down_before, admissions.down_after = (
        step.startswith("before the"),
        not step.startswith("before the"),
    )
    answer = await boss("POST", f"{path}/convert", DEAL)
    assert (answer.status, answer.body["conversion"]["state"]) == (202, "running")
    busy = await boss("PATCH", path, {"name": "Other"}, If_Match='"1"')
    assert (busy.problem, busy.headers["Retry-After"]) == ("being-converted", "30")
    await tasks.go_on_converting(crm.runtime)  # its time has not come
    await taken_up(crm)  # the master is still away
    assert (await boss.get(path))["conversion"]["state"] == "running"
    admissions.down_before = admissions.down_after = False
    await taken_up(crm)
    found = await converted(crm, boss, master, lead)
    assert admissions.behalf[-1] == f"user:{boss.id}"
    last = (await boss.get(f"{path}/history"))["items"][0]
    assert (last["actor"], found["opportunity_id"] is None) == (f"user:{boss.id}", False)


@pytest.mark.parametrize("table", ["opportunity", "change", "outbox"])
async def test_a_sweep_goes_on_after_the_master_has_answered(
    crm: Bench, boss: Seller, master: Master, table: str
) -> None:
    lead = await written(boss)
    master.admissions.down_after = True
    assert (await boss("POST", f"/leads/{lead['id']}/convert", DEAL)).status == 202
    master.admissions.down_after = False
    trigger = f"CREATE TRIGGER break_off BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION break_off()"
    await run(crm, BROKEN, trigger)
    await taken_up(crm)
    await run(crm, f"DROP TRIGGER break_off ON {table}")
    assert (await boss.get(f"/leads/{lead['id']}"))["conversion"]["state"] == "running"
    await taken_up(crm)
    await converted(crm, boss, master, lead)


async def test_what_the_master_refuses_is_kept_and_can_be_asked_again(
    crm: Bench, boss: Seller, master: Master
) -> None:
    lead = await written(boss)
    path = f"/leads/{lead['id']}"
    for error, status in (
        (NotAllowed(permission="customer.create"), 403),
        (InvalidInput.at("/customer/name", "string_too_long"), 422),
    ):
        master.admissions.refusing = error
        answer = await boss("POST", f"{path}/convert", DEAL)
        assert (answer.status, answer.body["type"]) == (status, error.problem().type)
        kept = (await boss.get(path))["conversion"]
        assert (kept["state"], kept["refusal"]["type"]) == ("refused", error.problem().type)
        assert kept["refusal"]["params"] == error.params
    master.admissions.refusing = None
    assert (await boss("PATCH", path, {"company": "短"}, If_Match='"1"')).status == 200
    assert (await boss("POST", f"{path}/convert", DEAL)).status == 200
    await converted(crm, boss, master, lead)


async def test_what_is_wrong_with_the_opportunity_stops_it_before_the_master_hears(
    crm: Bench, boss: Seller, master: Master
) -> None:
    lead = await written(boss)
    unknown = "018f0000-0000-7000-8000-000000000000"
    before = await crm.announced()
    for wanted, pointer in (
        ({"name": "D", "pipeline_id": unknown}, "/opportunity/pipeline_id"),
        ({"name": "D", "stage_id": unknown}, "/opportunity/stage_id"),
        ({"name": "D", "amount": "-1"}, "/opportunity/amount"),
        ({}, "/opportunity/name"),
    ):
        answer = await boss("POST", f"/leads/{lead['id']}/convert", {"opportunity": wanted})
        assert (answer.status, [one for one, _ in answer.wrong]) == (422, [pointer]), answer.body
    without = LEADING.copy()
    del without["opportunity.create"]
    who = await seller(crm, without)
    assert (await who("POST", f"/leads/{lead['id']}/convert", DEAL)).status == 403
    reader = await seller(crm, {"lead.read": "all", "customer.create": "all"})
    assert (await reader("POST", f"/leads/{lead['id']}/convert", {})).status == 403
    await boss.act(lead, "disqualify", {"reason": "none"})
    assert (await boss("POST", f"/leads/{lead['id']}/convert", {})).problem == "wrong-status"
    assert master.admissions.asked == []
    assert [subject for subject, _ in await crm.announced()][len(before)] == "sales.lead.disqualified"


async def test_nobody_goes_on_for_somebody_who_has_left(crm: Bench, boss: Seller, master: Master) -> None:
    other = await seller(crm, LEADING)
    lead = await written(boss)
    master.admissions.down_after = True
    assert (await other("POST", f"/leads/{lead['id']}/convert", DEAL)).status == 202
    gone = UserChanged(
        user_id=other.person.id, version=2, name="Gone", email="gone@example.com", active=False,
        language="en", time_zone="Asia/Shanghai", role_ids=[], team_ids=[],
    )  # fmt: skip
    await crm.announce(gone)
    await taken_up(crm)
    kept = (await boss.get(f"/leads/{lead['id']}"))["conversion"]
    assert (kept["state"], kept["refusal"]["params"]) == ("refused", {"reason": "deactivated"})
    master.admissions.down_after = False
    assert (await boss("POST", f"/leads/{lead['id']}/convert", DEAL)).status == 200
    await converted(crm, boss, master, lead)


async def test_nothing_is_made_for_a_deal_whose_owner_has_left(
    crm: Bench, boss: Seller, master: Master
) -> None:
    other = await seller(crm)
    lead = await boss.lead(owner_id=other.id)
    gone = UserChanged(
        user_id=other.person.id, version=2, name="Gone", email="gone@example.com", active=False,
        language="en", time_zone="Asia/Shanghai", role_ids=[], team_ids=[],
    )  # fmt: skip
    await crm.announce(gone)
    refused = await boss("POST", f"/leads/{lead['id']}/convert", DEAL)
    assert refused.wrong == [("/opportunity/owner_id", "person_unknown")]
    assert master.admissions.asked == []
    assert (await boss.get(f"/leads/{lead['id']}"))["conversion"] is None


async def test_nothing_is_made_for_a_deal_that_lacks_what_its_stage_asks_for(
    boss: Seller, master: Master
) -> None:
    asks = {"name": "Asks", "probability": 10, "required_fields": ["source", "contacts", "next_step"]}
    pipeline = await boss.made("/pipelines", name="Strict", stages=[asks])
    lead = await written(boss)
    body = {"opportunity": DEAL["opportunity"] | {"pipeline_id": pipeline["id"]}}
    refused = await boss("POST", f"/leads/{lead['id']}/convert", body)
    assert refused.wrong == [("/opportunity/next_step", "required_by_stage")]
    alone = await boss("POST", f"/leads/{lead['id']}/convert", {**body, "contact": "none"})
    assert [pointer for pointer, _ in alone.wrong] == ["/opportunity/contacts", "/opportunity/next_step"]
    assert master.admissions.asked == []
