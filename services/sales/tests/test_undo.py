"""Undo of bulk edits and of what imports made: everything nobody has touched since is as it was."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.identifiers import new_id
from chassis.operations import running, service
from chassis.testing import Bench
from sales.leads import creating
from sales.leads import service as leads_
from sales.leads.schemas import LeadCreate, LeadUpdate
from sales.opportunities import closing, moving
from sales.opportunities import service as opportunities
from sales.opportunities.schemas import Losing, Move, OpportunityCreate, OpportunityUpdate
from sales.pricing.service import Buyer
from services.sales.tests.master import Master
from services.sales.tests.operating import OPERATOR, Operator, operator, state


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Operator:
    """Somebody who may do everything, with many records at once too."""
    master.admissions.reset()
    return await operator(crm, master)


async def imported(one: Operator, target: str, work: Callable[[AsyncSession, Actor], Awaitable[None]]) -> Any:
    """What an import writes and notes, without a file."""
    runtime = one.bench.runtime
    cause, permission = new_id(), f"{target}.import"
    actor = runtime.access.acting(one.person.id)
    async with runtime.database.writing(actor, cause, bulk=True) as session:
        await work(session, actor)
        named = {"lead": "leads", "opportunity": "opportunities"}[target]
        await service.note(session, service.new(cause, actor.id, "import", named, permission), {"created": 1})
    return await one.get(f"/operations/{cause}")


@pytest.mark.parametrize("of", ["leads", "opportunities"])
async def test_a_bulk_edit_is_undone_and_the_undo_too(crm: Bench, boss: Operator, of: str) -> None:
    await boss.pipeline()
    records = [await boss.record(of, f"Number {n}", source="web") for n in range(3)]
    before = await state(crm)
    done = await boss.edit(of, records, values={"source": "fair"}, assign={"owner_id": None})
    after = await state(crm)
    assert after != before
    undone = await boss.undo(done)
    assert (undone["kind"], undone["undoes_id"], undone["counts"]) == ("undo", done["id"], {"changed": 3})
    assert await state(crm) == before
    redone = await boss.undo(undone)
    assert await state(crm) == after
    again = await boss.undo(done)
    assert await state(crm) == before
    listed = (await boss.get("/operations"))["items"]
    assert [one["id"] for one in listed] == [one["id"] for one in (again, redone, undone, done)]
    history = (await boss.get(f"/{of}/{records[0]['id']}/history"))["items"]
    assert [one["cause_id"] for one in history[:2]] == [again["id"], redone["id"]]
    answer = await boss("POST", f"/operations/{done['id']}/undo")
    assert (answer.problem, answer.body["params"]) == ("already-undone", {"undone_by": again["id"]})


@pytest.mark.parametrize("of", ["leads", "opportunities"])
async def test_deleted_ones_come_back(crm: Bench, boss: Operator, of: str) -> None:
    await boss.pipeline()
    records = [await boss.record(of, f"Number {n}") for n in range(3)]
    before = await state(crm)
    done = await boss.edit(of, records, deleted=True)
    assert (await boss.undo(done))["counts"] == {"changed": 3}
    assert await state(crm) == before


async def test_later_edits_stay_and_are_told_with_three_values(
    crm: Bench, master: Master, boss: Operator
) -> None:
    leads = [await boss.lead(f"Lead {n}", source="web") for n in range(2)]
    done = await boss.edit("leads", leads, values={"source": "fair", "campaign": "Spring"})
    await boss.change(f"/leads/{leads[0]['id']}", source="call")
    preview = await boss.get(f"/operations/{done['id']}/undo")
    assert (preview["total"], preview["examined"], preview["counts"]) == (2, 2, {"changed": 2})
    undone = await boss.undo(done)
    (conflict,) = await boss.issues(undone)
    assert conflict == {
        "thing": "lead", "record_id": leads[0]["id"], "kind": "conflict", "field": "source",
        "params": {"original": "web", "made": "fair", "current": "call"},
    }  # fmt: skip
    assert preview["issues"] == [conflict]
    found = [await boss.get(f"/leads/{one['id']}") for one in leads]
    assert [(one["source"], one["campaign"]) for one in found] == [("call", None), ("web", None)]
    nosy = await operator(crm, master, {"lead.bulk_update": "all", "lead.read": "own"})
    assert (await nosy.issues(undone))[0]["params"] == {}


async def test_owner_and_team_come_back_together_or_not(crm: Bench, master: Master, boss: Operator) -> None:
    heir = await operator(crm, master, teams=[await crm.team()])
    leads = [await boss.lead(f"Lead {n}") for n in range(2)]
    done = await boss.edit("leads", leads, assign={"owner_id": heir.id})
    await boss.act(leads[0], "assign", {"team_id": str(await crm.team())})
    undone = await boss.undo(done)
    assert undone["counts"] == {"changed": 1, "refused": 1}
    found = [await boss.get(f"/leads/{one['id']}") for one in leads]
    assert [one["owner_id"] for one in found] == [heir.id, boss.id]


async def test_what_was_converted_or_closed_meanwhile_stays(boss: Operator) -> None:
    lead = await boss.lead(source="web")
    done = await boss.edit("leads", [lead], values={"source": "fair"})
    await boss.act(lead, "convert", {"contact": "none"})
    undone = await boss.undo(done)
    assert undone["counts"] == {"refused": 1}
    assert await boss.kinds(undone) == {lead["id"]: "already_converted"}
    await boss.pipeline()
    deal = await boss.deal()
    done = await boss.edit("opportunities", [deal], values={"next_step": "Call"}, assign={"owner_id": None})
    await boss("POST", f"/opportunities/{deal['id']}/lose", {"reason": "price"})
    undone = await boss.undo(done)
    assert await boss.kinds(undone) == {deal["id"]: "not_open"}
    read = await boss.get(f"/opportunities/{deal['id']}")
    assert (read["next_step"], read["owner_id"], read["status"]) == ("Call", None, "lost")


async def test_undo_is_for_those_who_may_do_it_now_on_these_records(
    crm: Bench, master: Master, boss: Operator
) -> None:
    leads = [await boss.lead(f"Lead {n}") for n in range(2)]
    rep = await operator(crm, master)
    done = await rep.edit("leads", leads, values={"source": "fair"})
    stranger = await operator(crm, master, scope="own")
    assert (await stranger("GET", f"/operations/{done['id']}")).status == 404
    assert (await stranger("POST", f"/operations/{done['id']}/undo")).status == 404
    assert (await stranger.get("/operations"))["items"] == []
    some = await operator(crm, master, dict.fromkeys(OPERATOR, "all") | {"lead.update": "own"})
    undone = await some.undo(done)
    assert undone["counts"] == {"refused": 2}
    assert set((await some.kinds(undone)).values()) == {"not_allowed"}


async def test_leads_that_an_import_made_go_and_those_it_changed_are_as_before(
    crm: Bench, boss: Operator
) -> None:
    known = await boss.lead("Known", source="web", emails=["kim@example.com"])
    before = await state(crm)
    access = crm.runtime.access

    async def work(session: AsyncSession, actor: Actor) -> None:
        for n, name in enumerate(("Alpha", "Beta", "Gamma")):
            body = LeadCreate(name=name, phones=[f"1380013800{n}"], source="file")
            await creating.create(session, actor, access, body, None)
        edit = LeadUpdate(name="Known better", emails=["lee@example.com"])
        await leads_.update(session, actor, access, known["id"], 1, edit, None)

    done = await imported(boss, "lead", work)
    after = await state(crm)
    undone = await boss.undo(done)
    assert undone["counts"] == {"removed": 3, "changed": 1}
    assert await state(crm) == before
    assert len(await boss.told("sales.lead.deleted")) == 3
    assert (await boss.get("/leads?q=lee@example.com"))["items"] == []
    redone = await boss.undo(undone)
    assert redone["counts"] == {"changed": 4}
    assert await state(crm) == after
    (new,) = (await boss.get("/leads?q=Alpha"))["items"]
    await boss.change(f"/leads/{new['id']}", campaign="Later")
    undone = await boss.undo(done)
    assert undone["counts"] == {"removed": 2, "changed": 1, "refused": 1}
    (told,) = await boss.issues(undone)
    assert (told["record_id"], told["kind"], told["field"]) == (new["id"], "conflict", "campaign")


async def test_deals_that_an_import_made_go_unless_they_are_quoted(crm: Bench, boss: Operator) -> None:
    await boss.pipeline()
    known = await boss.deal("Known", amount="100.00")
    before = await state(crm)
    access, customer = crm.runtime.access, known["customer_id"]

    async def work(session: AsyncSession, actor: Actor) -> None:
        for name in ("Alpha", "Beta"):
            body = OpportunityCreate(name=name, customer_id=customer, amount="5.00")
            await opportunities.open(session, actor, access, body, Buyer(customer))
        edit = OpportunityUpdate(amount="250.00", expected_close_on="2027-03-31")
        await opportunities.update(session, actor, access, known["id"], 1, edit, None)

    done = await imported(boss, "opportunity", work)
    undone = await boss.undo(done)
    assert undone["counts"] == {"removed": 2, "changed": 1}
    assert await state(crm) == before
    read = await boss.get(f"/opportunities/{known['id']}")
    assert read["base_amount"]["amount"] == "100.00"
    await boss.undo(undone)
    (new,) = (await boss.get("/opportunities?q=Alpha"))["items"]
    await boss.made("/quotes", customer_id=customer, opportunity_id=new["id"], currency="CNY", lines=[])
    undone = await boss.undo(done)
    (told,) = await boss.issues(undone)
    assert (told["record_id"], told["kind"], told["params"]) == (new["id"], "used", {"quotes": 1})


async def test_deals_that_an_import_moved_or_closed_stand_where_they_stood(
    crm: Bench, boss: Operator
) -> None:
    pipeline = await boss.pipeline()
    known = {"amount": "100.00", "expected_close_on": "2027-01-31"}
    deals = [await boss.deal(name, **known) for name in ("Moved", "Lost")]
    first, second = [UUID(one["id"]) for one in pipeline["stages"][:2]]
    access = crm.runtime.access

    async def work(session: AsyncSession, actor: Actor) -> None:
        await moving.move(session, actor, access, UUID(deals[0]["id"]), Move(stage_id=second))
        await closing.lose(session, actor, access, UUID(deals[1]["id"]), Losing(reason="price"))

    async def standing() -> list[tuple[Any, ...]]:
        read = [await boss.get(f"/opportunities/{one['id']}") for one in deals]
        return [(one["stage_id"], one["status"], one["probability"], one["reason"]) for one in read]

    before = await standing()
    done = await imported(boss, "opportunity", work)
    after = await standing()
    assert after == [(str(second), "open", 40, None), (str(first), "lost", 0, "price")]
    undone = await boss.undo(done)
    assert (undone["counts"], undone["issues"]) == ({"changed": 2}, 0)
    assert await standing() == before
    for deal, way in zip(deals, (["on", "back", None], ["lost", None]), strict=True):
        visits = (await boss.get(f"/opportunities/{deal['id']}/stages"))["items"]
        assert [one["outcome"] for one in visits] == way
    assert sorted(await boss.column(pipeline)) == ["Lost", "Moved"]
    assert len(await boss.told("sales.opportunity.reopened")) == 1
    assert len(await boss.told("sales.opportunity.moved")) == 2
    redone = await boss.undo(undone)
    assert (redone["counts"], await standing()) == ({"changed": 2}, after)
    assert [one["imported"] for one in await boss.told("sales.opportunity.lost")] == [False, True]
    await boss("POST", f"/opportunities/{deals[1]['id']}/reopen", {})
    again = await boss.undo(done)
    assert (again["counts"], await standing()) == ({"changed": 1, "unchanged": 1}, before)


async def test_a_large_undo_goes_on_where_its_worker_stopped(
    crm: Bench, boss: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = [await boss.lead(f"Lead {n}") for n in range(7)]
    before = await state(crm)
    done = await boss.edit("leads", leads, values={"source": "fair"})
    monkeypatch.setattr(service, "AT_ONCE", 1)
    monkeypatch.setattr(running, "CHUNK", 2)
    monkeypatch.setattr(running, "SLICE_SECONDS", 0.0)
    answer = await boss("POST", f"/operations/{done['id']}/undo")
    assert (answer.body["state"], answer.body["total"]) == ("queued", 7)
    progress = []
    while (found := await boss.get(f"/operations/{answer.body['id']}"))["state"] == "queued":
        progress.append(found["done"])
        await running.run(crm.runtime, answer.body["id"])
    assert progress == [0, 2, 4, 6, 7]
    assert (found["state"], found["counts"]) == ("done", {"changed": 7})
    assert await state(crm) == before
