"""Undo of bulk edits, assignments and imports: everything nobody has touched since is as it was."""

from typing import Any

import pytest

from chassis.operations import running, service
from chassis.testing import Bench
from customer.customers.tasks import purge_deleted
from services.customer.tests.customising import define, require_true_index
from services.customer.tests.operating import OPERATOR, edit, importing, issues, state, undo
from services.customer.tests.people import Caller, caller
from services.customer.tests.test_purging import long_ago


@pytest.fixture
async def boss(crm: Bench) -> Caller:
    """Somebody who may do everything, many records at once too."""
    return await caller(crm, OPERATOR)


async def patch(one: Caller, path: str, **values: Any) -> Any:
    """A later edit by somebody."""
    tag = (await one("GET", path)).etag
    answer = await one("PATCH", path, values, If_Match=tag)
    assert answer.status == 200, answer.body
    return answer.body


async def test_a_bulk_edit_is_undone_and_the_undo_too(boss: Caller) -> None:
    tag = (await boss("POST", "/tags", {"name": "VIP", "colour": "#112233"})).body["id"]
    ids = [(await boss.customer(f"Customer {n}", industry="x"))["id"] for n in range(3)]
    before = await state(boss)
    done = await edit(boss, ids, values={"industry": "retail", "name": "Same"}, add_tags=[tag])
    after = await state(boss)
    assert after != before
    undone = await undo(boss, done["id"])
    assert (undone["kind"], undone["undoes_id"], undone["counts"]) == ("undo", done["id"], {"changed": 3})
    assert await state(boss) == before
    assert await boss.names("/customers?q=Customer") == ["Customer 0", "Customer 1", "Customer 2"]
    redone = await undo(boss, undone["id"])
    assert await state(boss) == after
    again = await undo(boss, done["id"])
    assert await state(boss) == before
    listed = (await boss("GET", "/operations")).body["items"]
    assert [one["id"] for one in listed] == [one["id"] for one in (again, redone, undone, done)]
    history = (await boss("GET", f"/customers/{ids[0]}/history")).body["items"]
    assert [one["cause_id"] for one in history[:2]] == [again["id"], redone["id"]]


async def test_an_operation_is_undone_once(boss: Caller) -> None:
    done = await edit(boss, [(await boss.customer())["id"]], values={"size": "7"})
    undone = await undo(boss, done["id"])
    answer = await boss("POST", f"/operations/{done['id']}/undo")
    assert (answer.status, answer.problem) == (409, "already-undone")
    assert answer.body["params"] == {"undone_by": undone["id"]}


async def test_later_edits_stay_and_are_told_with_three_values(crm: Bench, boss: Caller) -> None:
    tags = [(await boss("POST", "/tags", {"name": n, "colour": "#112233"})).body["id"] for n in "AB"]
    ids = [(await boss.customer("Customer", industry="x"))["id"] for _ in range(2)]
    done = await edit(boss, ids, values={"industry": "retail", "source": "fair"}, add_tags=[tags[0]])
    await patch(boss, f"/customers/{ids[0]}", industry="banking", tags=tags)
    preview = (await boss("GET", f"/operations/{done['id']}/undo")).body
    assert (preview["total"], preview["examined"], preview["counts"]) == (2, 2, {"changed": 2})
    undone = await undo(boss, done["id"])
    (conflict,) = await issues(boss, undone["id"])
    assert conflict == {
        "thing": "customer", "record_id": ids[0], "kind": "conflict", "field": "industry",
        "params": {"original": "x", "made": "retail", "current": "banking"},
    }  # fmt: skip
    assert preview["issues"] == [conflict]
    first, second = [(await boss("GET", f"/customers/{id_}")).body for id_ in ids]
    assert (first["industry"], first["source"], second["industry"]) == ("banking", None, "x")
    assert ([one["name"] for one in first["tags"]], second["tags"]) == (["B"], [])
    nosy = await caller(crm, dict.fromkeys(("customer.bulk_update",), "all") | {"customer.read": "own"})
    assert (await issues(nosy, undone["id"]))[0]["params"] == {}


async def test_owner_and_team_come_back_together_or_not(crm: Bench, boss: Caller) -> None:
    teams = [await crm.team() for _ in range(2)]
    heirs = [await caller(crm, OPERATOR, teams=[team]) for team in teams]
    ids = [(await boss.customer())["id"] for _ in range(2)]
    body = {"owner_id": str(heirs[0].person.id), "customer_ids": ids}
    assigned = (await boss("POST", "/customers/bulk-assign", body)).body
    await boss("POST", f"/customers/{ids[0]}/assign", {"team_id": str(teams[1])})
    undone = await undo(boss, assigned["cause_id"])
    assert undone["counts"] == {"changed": 1, "refused": 1}
    found = [(await boss("GET", f"/customers/{id_}")).body for id_ in ids]
    assert found[0]["owner_id"] == str(heirs[0].person.id)
    assert (found[1]["owner_id"], found[1]["team_id"]) == (str(boss.person.id), None)
    assert [subject for subject, _ in await crm.announced()].count("customer.customer.assigned") == 4


FIRST = "客户ID,客户名称,行业,联系人\nC1,甲公司,零售,王小明\nC2,乙公司,制造,李小红\n"
SECOND = "客户ID,客户名称,行业,电话\nC1,甲公司,金融,13800138000\nC3,丙公司,教育,13900139000\n"


async def test_an_import_that_created_and_updated_is_undone(boss: Caller) -> None:
    empty = await state(boss)
    first = await importing(boss, FIRST)
    between = await state(boss)
    second = await importing(boss, SECOND)
    after = await state(boss)
    assert (second["kind"], second["counts"]) == ("import", {"created": 1, "updated": 1})
    undone = await undo(boss, second["id"])
    assert undone["counts"] == {"removed": 1, "changed": 1}
    assert await state(boss) == between
    redone = await undo(boss, undone["id"])
    assert redone["counts"] == {"changed": 2}
    assert await state(boss) == after
    await undo(boss, second["id"])
    assert (await boss("POST", f"/imports/{first['id']}/undo")).status == 202
    assert await state(boss) == empty
    again = await importing(boss, FIRST)
    assert again["counts"] == {"created": 2}


async def test_what_an_import_changed_and_changed_back_is_no_conflict(boss: Caller) -> None:
    await importing(boss, "客户ID,客户名称,行业\nC1,甲公司,零售\n")
    done = await importing(boss, "客户ID,客户名称,行业\nC1,乙公司,科技\nC1,乙公司,零售\n")
    (found,) = (await boss("GET", "/customers")).body["items"]
    await patch(boss, f"/customers/{found['id']}", industry="能源")
    undone = await undo(boss, done["id"])
    assert await issues(boss, undone["id"]) == []
    (found,) = (await boss("GET", "/customers")).body["items"]
    assert (found["name"], found["industry"]) == ("甲公司", "能源")


async def test_what_an_import_created_and_others_use_stays_and_is_told(boss: Caller) -> None:
    lines = [f"C{n},公司{n},P{n}" for n in range(6)]
    done = await importing(boss, "\n".join(["客户ID,客户名称,联系人", *lines, ""]))
    ids = {one["name"]: one["id"] for one in (await boss("GET", "/customers")).body["items"]}
    await boss("POST", "/contacts", {"name": "New", "customers": [{"customer_id": ids["公司0"]}]})
    call = {"channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
    await boss("POST", "/interactions", call | {"customer_id": ids["公司1"]})
    await boss.customer("Below", parent_id=ids["公司2"])
    await patch(boss, f"/customers/{ids['公司3']}", industry="later")
    contact = (await boss("GET", "/contacts?q=P4")).body["items"][0]["id"]
    await patch(boss, f"/contacts/{contact}", language="en")
    preview = (await boss("GET", f"/operations/{done['id']}/undo")).body
    undone = await undo(boss, done["id"])
    assert undone["counts"] == preview["counts"] == {"removed": 6, "refused": 6}
    found = {(one["thing"], one["record_id"], one["kind"], one["field"]): one["params"]
             for one in await issues(boss, undone["id"])}  # fmt: skip
    assert found == {
        ("customer", ids["公司0"], "used", None): {"contacts": 1},
        ("customer", ids["公司1"], "used", None): {"interactions": 1},
        ("customer", ids["公司2"], "used", None): {"children": 1},
        ("customer", ids["公司3"], "conflict", "industry"):
            {"original": None, "made": None, "current": "later"},
        ("contact", contact, "conflict", "language"): {"original": None, "made": None, "current": "en"},
        ("customer", ids["公司4"], "used", None): {"contacts": 1},
    }  # fmt: skip
    assert ids["公司5"] not in {one["id"] for one in (await boss("GET", "/customers")).body["items"]}


async def test_timeline_entries_of_an_import_go_and_come_back(boss: Caller) -> None:
    customer = await boss.customer("甲公司")
    before = await state(boss)
    table = "客户名称,互动类型,互动时间,互动内容\n甲公司,电话,2023-04-10,询价\n甲公司,拜访,2023-05-10,报价\n"
    done = await importing(boss, table)
    path = f"/customers/{customer['id']}"
    assert (await boss("GET", path)).body["last_interaction_at"] is not None
    after = await state(boss)
    undone = await undo(boss, done["id"])
    assert await state(boss) == before
    assert (await boss("GET", path)).body["last_interaction_at"] is None
    await undo(boss, undone["id"])
    assert await state(boss) == after


async def test_undo_is_for_those_who_may_do_it_now_on_these_records(crm: Bench, boss: Caller) -> None:
    ids = [(await boss.customer())["id"] for _ in range(2)]
    rep = await caller(crm, OPERATOR)
    done = await edit(rep, ids, values={"size": "7"})
    stranger = await caller(crm, dict.fromkeys(OPERATOR, "own"))
    assert (await stranger("GET", f"/operations/{done['id']}")).status == 404
    assert (await stranger("POST", f"/operations/{done['id']}/undo")).status == 404
    assert (await stranger("GET", "/operations")).body["items"] == []
    some = await caller(crm, OPERATOR | {"customer.update": "own"})
    undone = await undo(some, done["id"])
    assert undone["counts"] == {"refused": 2}
    assert {one["kind"] for one in await issues(some, undone["id"])} == {"not_allowed"}
    reader = await caller(crm, {"customer.read": "all"})
    assert (await reader("GET", f"/operations/{done['id']}")).status == 404


async def test_an_external_id_that_others_have_by_now_stays_theirs(boss: Caller) -> None:
    done = await importing(boss, "客户ID,客户名称\nC1,甲公司\n")
    undone = await undo(boss, done["id"])
    await importing(boss, "客户ID,客户名称\nC1,新公司\n")
    redone = await undo(boss, undone["id"])
    (taken,) = await issues(boss, redone["id"])
    assert (taken["kind"], taken["params"]) == (
        "external_id_taken",
        {"source": "import", "external_id": "C1"},
    )
    names = {one["name"]: one["external_ids"] for one in (await boss("GET", "/customers")).body["items"]}
    assert names == {"甲公司": [], "新公司": ["C1"]}


async def test_a_large_undo_goes_on_where_its_worker_stopped(
    boss: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [(await boss.customer(f"Customer {n}"))["id"] for n in range(7)]
    before = await state(boss)
    done = await edit(boss, ids, values={"size": "7"})
    monkeypatch.setattr(service, "AT_ONCE", 1)
    monkeypatch.setattr(running, "CHUNK", 2)
    monkeypatch.setattr(running, "SLICE_SECONDS", 0.0)
    answer = await boss("POST", f"/operations/{done['id']}/undo")
    assert (answer.body["state"], answer.body["total"]) == ("queued", 7)
    progress = []
    while (found := (await boss("GET", f"/operations/{answer.body['id']}")).body)["state"] == "queued":
        progress.append(found["done"])
        await running.run(boss.bench.runtime, answer.body["id"])
    assert progress == [0, 2, 4, 6, 7]
    assert (found["state"], found["counts"]) == ("done", {"changed": 7})
    assert await state(boss) == before


async def test_custom_fields_come_back_and_what_is_computed_follows(crm: Bench) -> None:
    boss = await caller(crm, OPERATOR | {"custom_field.manage": "all"})
    await define(boss, "seats", "number")
    await define(boss, "double", "computed", formula="custom.seats * 2")
    ids = [(await boss.customer(custom={"seats": 1}))["id"] for _ in range(2)]
    before = await state(boss)
    done = await edit(boss, ids, values={"custom": {"seats": 5}})
    assert [one["custom"]["double"] for one in (await state(boss))["customer"]] == [10, 10]
    undone = await undo(boss, done["id"])
    assert await state(boss) == before
    await undo(boss, undone["id"])
    await patch(boss, f"/customers/{ids[0]}", custom={"seats": 7})
    (told,) = await issues(boss, (await undo(boss, done["id"]))["id"])
    assert (told["field"], told["params"]) == (
        "custom.seats",
        {"original": 1, "made": 5, "current": 7},
    )
    found = {one["id"]: one["custom"] for one in (await state(boss))["customer"]}
    assert [found[id_]["double"] for id_ in ids] == [14, 2]
    assert await require_true_index(crm) > 0


async def test_fields_hidden_from_whoever_undoes_stay_and_are_not_shown(crm: Bench, boss: Caller) -> None:
    ids = [(await boss.customer(tax_number=f"T{n}"))["id"] for n in range(2)]
    done = await edit(boss, ids, values={"tax_number": "same", "size": "7"})
    await patch(boss, f"/customers/{ids[0]}", tax_number="secret")
    hidden = await caller(crm, OPERATOR, masks=["customer.tax_number"])
    preview = await hidden("GET", f"/operations/{done['id']}/undo")
    detail = await hidden("GET", f"/operations/{done['id']}")
    listed = await hidden("GET", "/operations")
    assert listed.body["items"][0]["request"] == {"values": {"size": "7"}}
    undone = await undo(hidden, done["id"])
    assert undone["counts"] == {"changed": 2}
    told = await issues(hidden, undone["id"])
    assert {(one["record_id"], one["kind"]) for one in told} == {(ids[0], "conflict"), (ids[1], "masked")}
    for content in (preview.body, detail.body, listed.body, undone, told):
        assert not {"secret", "same", "T0", "T1"} & set(values_of(content)), content
    read = [(await boss("GET", f"/customers/{id_}")).body for id_ in ids]
    assert [(one["tax_number"], one["size"]) for one in read] == [("secret", None), ("same", None)]


async def test_what_is_told_of_a_record_goes_when_it_is_purged(crm: Bench, boss: Caller) -> None:
    id_ = (await boss.customer(industry="x"))["id"]
    done = await edit(boss, [id_], values={"industry": "retail"})
    await patch(boss, f"/customers/{id_}", industry="banking")
    undone = await undo(boss, done["id"])
    assert len(await issues(boss, undone["id"])) == 1
    await boss("DELETE", f"/customers/{id_}")
    assert [one["params"] for one in await issues(boss, undone["id"])] == [{}]
    await long_ago(crm, "customer", 31)
    await purge_deleted(crm.runtime)
    assert await issues(boss, undone["id"]) == []
    assert (await boss("GET", f"/operations/{done['id']}")).body["changes"] == []


def values_of(content: Any) -> list[Any]:
    """All that stands in a document, at any depth."""
    if isinstance(content, dict):
        return [found for one in content.values() for found in values_of(one)]
    return [found for one in content for found in values_of(one)] if isinstance(content, list) else [content]
