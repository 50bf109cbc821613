"""The same change to many leads or deals, previewed, done, told."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.operations import service
from chassis.testing import Bench
from services.sales.tests.master import Master
from services.sales.tests.operating import OPERATOR, Operator, operator


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Operator:
    """Somebody who may do everything, with many records at once too."""
    master.admissions.reset()
    return await operator(crm, master)


async def test_many_leads_are_changed_as_one_operation(boss: Operator) -> None:
    rule = {"name": "Fair", "points": 7, "condition": {"field": "source", "op": "eq", "value": "fair"}}
    await boss.made("/score-rules", **rule)
    leads = [await boss.lead(f"Lead {n}", source="web") for n in range(3)]
    done = await boss.edit("leads", leads, values={"source": "fair", "campaign": "Spring"})
    assert (done["kind"], done["target"], done["counts"]) == ("bulk_edit", "leads", {"changed": 3})
    assert done["changes"] == [{"thing": "lead", "kind": "updated", "changes": 3}]
    for lead in leads:
        read = await boss.get(f"/leads/{lead['id']}")
        assert (read["source"], read["version"], read["score"]) == ("fair", 2, 7)
        entry = (await boss.get(f"/leads/{lead['id']}/history"))["items"][0]
        assert (entry["cause_id"], set(entry["after"])) == (done["id"], {"source", "campaign"})
    assert [one["fields"] for one in await boss.told("sales.lead.updated")] == [["campaign", "source"]] * 3
    ended = await boss.told("sales.operation.finished")
    assert [(one["done"], one["at_once"]) for one in ended] == [(3, True)]
    again = await boss.edit("leads", leads, values={"source": "fair", "campaign": "Spring"})
    assert again["counts"] == {"unchanged": 3}


async def test_many_deals_are_changed_and_those_that_are_closed_are_not(boss: Operator) -> None:
    await boss.pipeline()
    deals = [await boss.deal(f"Deal {n}") for n in range(3)]
    await boss("POST", f"/opportunities/{deals[2]['id']}/lose", {"reason": "price"})
    values = {"expected_close_on": "2027-03-31", "next_step": "Call", "next_step_on": "2027-01-05"}
    found = await boss.preview("opportunities", deals, values=values)
    assert (found["matched"], found["changed"], found["not_possible"], found["not_allowed"]) == (3, 2, 1, 0)
    assert found["fields"] == {"expected_close_on": 2, "next_step": 2, "next_step_on": 2}
    assert [one["name"] for one in found["records"]] == ["Deal 0", "Deal 1"]
    done = await boss.edit("opportunities", deals, values=values)
    assert done["counts"] == {"changed": 2, "refused": 1}
    assert await boss.kinds(done) == {deals[2]["id"]: "not_open"}
    read = await boss.get(f"/opportunities/{deals[0]['id']}")
    assert {name: read[name] for name in values} == values
    told = await boss.told("sales.opportunity.updated")
    assert [one["fields"] for one in told] == [sorted(values)] * 2
    assert {one["expected_close_on"] for one in told} == {"2027-03-31"}


async def test_a_filter_chooses_what_the_list_shows(boss: Operator) -> None:
    for n in range(4):
        await boss.lead(f"Kim {n}", source="fair" if n % 2 else "web")
    chosen = {"filter": {"field": "source", "op": "eq", "value": "fair"}, "q": "kim"}
    done = await boss.edit("leads", selection=chosen, values={"source": "trade fair"})
    assert (done["total"], done["counts"]) == (2, {"changed": 2})
    assert done["request"] == {"values": {"source": "trade fair"}, "selection": chosen}
    await boss.pipeline()
    await boss.deal("Known")
    done = await boss.edit("opportunities", selection={"q": "known"}, values={"source": "fair"})
    assert done["counts"] == {"changed": 1}


@pytest.mark.parametrize("of", ["leads", "opportunities"])
async def test_scope_holds_in_what_is_chosen_counted_and_changed(
    crm: Bench, master: Master, boss: Operator, of: str
) -> None:
    await boss.pipeline()
    thing = {"leads": "lead", "opportunities": "opportunity"}[of]
    held = dict.fromkeys(OPERATOR, "all") | {f"{thing}.update": "own", f"{thing}.bulk_update": "own"}
    some = await operator(crm, master, held)
    mine = [await some.record(of, f"Mine {n}") for n in range(2)]
    theirs = await boss.record(of, "Theirs")
    unknown = {"id": str(uuid4())}
    records, values = [*mine, theirs, unknown], {"source": "fair"}
    found = await some.preview(of, records, values=values)
    assert {name: found[name] for name in ("matched", "changed", "not_allowed", "not_found")} == {
        "matched": 3, "changed": 2, "not_allowed": 1, "not_found": 1,
    }  # fmt: skip
    assert found["records"][0] == {
        "record_id": mine[0]["id"],
        "name": "Mine 0",
        "before": {"source": None},
        "after": {"source": "fair"},
    }
    done = await some.edit(of, records, values=values)
    assert done["counts"] == {"changed": 2, "refused": 2}
    assert await some.kinds(done) == {theirs["id"]: "not_allowed", unknown["id"]: "not_found"}
    assert (await boss.get(f"/{of}/{theirs['id']}"))["version"] == 1
    narrow = await operator(crm, master, scope="own")
    own = await narrow.record(of, "Own")
    everything: Any = {"filter": {"all": []}}
    done = await narrow.edit(of, selection=everything, values=values)
    assert (done["total"], done["counts"]) == (1, {"changed": 1})
    done = await narrow.edit(of, [own, theirs], values={"source": "web"})
    assert await narrow.kinds(done) == {theirs["id"]: "not_found"}
    assert (await narrow("GET", f"/operations/{done['id']}")).status == 200
    assert (await narrow("GET", f"/operations/{uuid4()}")).status == 404


@pytest.mark.parametrize("of", ["leads", "opportunities"])
async def test_many_are_given_to_somebody(crm: Bench, master: Master, boss: Operator, of: str) -> None:
    await boss.pipeline()
    team = await crm.team()
    heir = await operator(crm, master, teams=[team])
    records = [await boss.record(of, f"Number {n}") for n in range(2)]
    if of == "opportunities":  # what is over can still change hands
        await boss("POST", f"/opportunities/{records[0]['id']}/lose", {"reason": "price"})
    done = await boss.edit(of, records, assign={"owner_id": heir.id})
    assert done["counts"] == {"changed": 2}
    read = await boss.get(f"/{of}/{records[0]['id']}")
    assert (read["owner_id"], read["team_id"]) == (heir.id, str(team))
    told = await boss.told(f"sales.{done['changes'][0]['thing']}.assigned")
    assert [one["previous_owner_id"] for one in told] == [boss.id] * 2
    undone = await boss.undo(done)
    assert undone["counts"] == {"changed": 2}
    read = await boss.get(f"/{of}/{records[0]['id']}")
    assert (read["owner_id"], read["team_id"]) == (boss.id, None)
    thing = done["changes"][0]["thing"]
    less = await operator(crm, master, {n: to for n, to in dict.fromkeys(OPERATOR, "all").items()
                                        if n != f"{thing}.assign"})  # fmt: skip
    body = {"selection": {"ids": [records[0]["id"]]}, "assign": {"owner_id": boss.id}}
    for path in (f"/{of}/bulk-edits", f"/{of}/bulk-edits/preview"):
        refused = await less("POST", path, body)
        assert (refused.status, refused.body["params"]["permission"]) == (403, f"{thing}.assign")


async def test_leads_get_a_status_where_theirs_allows_it(boss: Operator) -> None:
    fresh, done_with, worth, gone = [await boss.lead(f"Lead {n}") for n in range(4)]
    await boss.act(done_with, "disqualify", {"reason": "No budget"})
    await boss.act(worth, "qualify")
    await boss.act(gone, "convert", {"contact": "none"})
    leads = [fresh, done_with, worth, gone]
    found = await boss.preview("leads", leads, move={"status": "qualified"})
    assert (found["matched"], found["changed"], found["not_possible"]) == (4, 1, 2)
    assert found["records"][0]["after"] == {"status": "qualified"}
    done = await boss.edit("leads", leads, move={"status": "qualified"})
    assert done["counts"] == {"changed": 1, "unchanged": 1, "refused": 2}
    assert await boss.kinds(done) == {done_with["id"]: "wrong_status", gone["id"]: "already_converted"}
    lost = await boss.edit("leads", leads, move={"status": "disqualified", "reason": "Not now"})
    assert lost["counts"] == {"changed": 2, "unchanged": 1, "refused": 1}
    reasons = [(await boss.get(f"/leads/{one['id']}"))["reason"] for one in leads]
    assert reasons == ["Not now", "No budget", "Not now", None]
    told = await boss.told("sales.lead.disqualified")
    assert [one["reason"] for one in told] == ["No budget", "Not now", "Not now"]
    await boss.undo(lost)
    found = [await boss.get(f"/leads/{one['id']}") for one in leads]
    assert [(one["status"], one["reason"]) for one in found] == [
        ("qualified", None), ("disqualified", "No budget"), ("qualified", None), ("converted", None),
    ]  # fmt: skip


@pytest.mark.parametrize("of", ["leads", "opportunities"])
async def test_many_are_deleted_and_restored(boss: Operator, of: str) -> None:
    pipeline = await boss.pipeline()
    records = [await boss.record(of, f"Number {n}") for n in range(3)]
    assert (await boss.edit(of, records, deleted=True))["counts"] == {"changed": 3}
    assert (await boss.get(f"/{of}"))["items"] == []
    assert (await boss.edit(of, records, deleted=True))["counts"] == {"refused": 3}
    if of == "opportunities":
        await boss.deal("Later")
    found = await boss.preview(of, records, deleted=False)
    assert (found["matched"], found["changed"]) == (3, 3)
    assert (await boss.edit(of, records, deleted=False))["counts"] == {"changed": 3}
    assert len((await boss.get(f"/{of}"))["items"]) == 3 + (of == "opportunities")
    if of == "opportunities":
        assert (await boss.column(pipeline))[3:] == ["Later"]


async def test_a_deal_whose_stage_is_gone_comes_back_by_itself_only(boss: Operator) -> None:
    pipeline = await boss.pipeline()
    deals = [await boss.deal(f"Deal {n}") for n in range(2)]
    stage = await boss.deal("Elsewhere")
    await boss.moved(stage, pipeline["stages"][2])
    await boss.edit("opportunities", [deals[0], stage], deleted=True)
    await boss.change(f"/pipelines/{pipeline['id']}", stages=pipeline["stages"][:2])
    done = await boss.edit("opportunities", [deals[0], stage], deleted=False)
    assert done["counts"] == {"changed": 1, "refused": 1}
    assert await boss.kinds(done) == {stage["id"]: "stage_gone"}
    assert (await boss("POST", f"/opportunities/{stage['id']}/restore")).status == 200


async def test_what_does_not_hold_is_refused_with_its_place(crm: Bench, boss: Operator) -> None:
    lead = await boss.lead()
    one = {"ids": [lead["id"]]}
    for body, pointer in (
        ({"selection": {}, "values": {"source": "x"}}, "/selection"),
        ({"selection": one}, ""),
        ({"selection": one, "deleted": True, "values": {"source": "x"}}, ""),
        ({"selection": one, "values": {"name": "Everybody"}}, "/values/name"),
        ({"selection": one, "values": {"country": "Atlantis"}}, "/values/country"),
        ({"selection": one, "move": {"status": "converted"}}, "/move/status"),
        ({"selection": one, "move": {"status": "disqualified"}}, "/move"),
        ({"selection": one, "move": {"status": "qualified", "reason": "Nice"}}, "/move"),
        ({"selection": one, "assign": {"owner_id": str(uuid4())}}, "/assign/owner_id"),
        ({"selection": one, "assign": {"team_id": str(uuid4())}}, "/assign/team_id"),
        (
            {"selection": {"filter": {"field": "x", "op": "eq", "value": 1}}, "values": {"source": "x"}},
            "?filter#/field",
        ),
    ):
        for path in ("/leads/bulk-edits", "/leads/bulk-edits/preview"):
            answer = await boss("POST", path, body)
            assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer), (path, answer.body)
    plain = await operator(crm, boss.master, {"lead.read": "all", "lead.update": "all"})
    answer = await plain("POST", "/leads/bulk-edits", {"selection": one, "values": {"source": "x"}})
    assert (answer.status, answer.body["params"]["permission"]) == (403, "lead.bulk_update")
    assert (await boss.get(f"/leads/{lead['id']}"))["version"] == 1
    assert (await boss.get("/operations"))["items"] == []


async def test_many_are_left_to_a_worker_with_the_permissions_of_that_moment(
    crm: Bench, boss: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 1)
    leads = [await boss.lead(f"Lead {n}") for n in range(3)]
    body = {"selection": {"ids": [one["id"] for one in leads]}, "values": {"source": "fair"}}
    answer = await boss("POST", "/leads/bulk-edits", body)
    assert (answer.status, answer.body["state"], answer.body["done"]) == (202, "queued", 0)
    assert (await boss.get(f"/leads/{leads[0]['id']}"))["source"] is None
    done = await boss.ended(answer.body["id"])
    assert (done["state"], done["counts"]) == ("done", {"changed": 3})
    ended = await boss.told("sales.operation.finished")
    assert [(one["done"], one["at_once"]) for one in ended] == [(3, False)]
    answer = await boss("POST", "/leads/bulk-edits", body)
    cancelled = await boss("POST", f"/operations/{answer.body['id']}/cancel")
    assert cancelled.body["state"] == "cancelled"
