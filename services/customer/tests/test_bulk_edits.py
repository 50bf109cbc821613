"""The same change to many customers or contacts, previewed, done, told."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.operations import service
from chassis.testing import Bench
from services.customer.tests.operating import OPERATOR, edit, issues
from services.customer.tests.people import Caller, caller


@pytest.fixture
async def boss(crm: Bench) -> Caller:
    """Somebody who may do everything, many records at once too."""
    return await caller(crm, OPERATOR)


async def _ends(boss: Caller) -> list[dict[str, Any]]:
    told = await boss.bench.announced()
    return [data for subject, data in told if subject == "customer.operation.finished"]


async def test_many_customers_are_changed_as_one_operation(boss: Caller) -> None:
    ids = [(await boss.customer(f"Customer {index}"))["id"] for index in range(3)]
    tag = (await boss("POST", "/tags", {"name": "VIP", "colour": "#112233"})).body["id"]
    done = await edit(boss, ids, values={"industry": "retail", "size": "50-199"}, add_tags=[tag])
    assert (done["kind"], done["state"], done["counts"]) == ("bulk_edit", "done", {"changed": 3})
    assert done["changes"] == [{"thing": "customer", "kind": "updated", "changes": 3}]
    for id_ in ids:
        read = (await boss("GET", f"/customers/{id_}")).body
        assert (read["industry"], read["version"]) == ("retail", 2)
        assert [one["name"] for one in read["tags"]] == ["VIP"]
        entry = (await boss("GET", f"/customers/{id_}/history")).body["items"][0]
        assert (entry["cause_id"], set(entry["after"])) == (done["id"], {"industry", "size", "tags"})
    told = [data for subject, data in await boss.bench.announced() if subject == "customer.customer.updated"]
    assert [one["fields"] for one in told] == [["industry", "size", "tags"]] * 3
    assert [(one["done"], one["at_once"]) for one in await _ends(boss)] == [(3, True)]
    assert await boss.names("/customers?filter=" + '{"field":"industry","op":"eq","value":"retail"}')


async def test_a_filter_chooses_what_the_list_shows(boss: Caller) -> None:
    for index in range(4):
        await boss.customer(f"Customer {index}", source="fair" if index % 2 else "web")
    chosen = {"filter": {"field": "source", "op": "eq", "value": "fair"}, "q": "customer"}
    done = await edit(boss, selection=chosen, values={"source": "trade fair"})
    assert (done["total"], done["counts"]) == (2, {"changed": 2})
    assert done["request"] == {"values": {"source": "trade fair"}, "selection": chosen}


async def test_a_preview_says_what_would_happen_and_changes_nothing(crm: Bench, boss: Caller) -> None:
    mine = await caller(crm, OPERATOR | dict.fromkeys(("customer.update", "customer.bulk_update"), "own"))
    first = await mine.customer("Mine", industry="retail")
    second = await mine.customer("Mine too")
    theirs = await boss.customer("Theirs")
    body = {
        "selection": {"ids": [first["id"], second["id"], theirs["id"], str(uuid4())]},
        "values": {"industry": "retail", "source": "web"},
    }
    found = (await mine("POST", "/customers/bulk-edits/preview", body)).body
    assert {name: found[name] for name in ("matched", "changed", "not_allowed", "not_found")} == {
        "matched": 3, "changed": 2, "not_allowed": 1, "not_found": 1,
    }  # fmt: skip
    assert found["fields"] == {"industry": 1, "source": 2}
    assert found["records"][0] == {
        "record_id": first["id"], "name": "Mine", "before": {"source": None}, "after": {"source": "web"},
    }  # fmt: skip
    assert (await mine("GET", f"/customers/{first['id']}")).body["version"] == 1
    answer = await mine("POST", "/customers/bulk-edits", body)
    assert answer.body["counts"] == {"changed": 2, "refused": 2}
    kinds = {one["record_id"]: one["kind"] for one in await issues(mine, answer.body["id"])}
    assert (kinds.pop(theirs["id"]), set(kinds.values())) == ("not_allowed", {"not_found"})


async def test_owner_and_team_need_the_permission_to_assign(crm: Bench, boss: Caller) -> None:
    team = await crm.team()
    heir = await caller(crm, OPERATOR, teams=[team])
    ids = [(await boss.customer())["id"] for _ in range(2)]
    done = await edit(boss, ids, assign={"owner_id": str(heir.person.id), "note": "handover"})
    read = (await boss("GET", f"/customers/{ids[0]}")).body
    assert (read["owner_id"], read["team_id"]) == (str(heir.person.id), str(team))
    entry = (await boss("GET", f"/customers/{ids[0]}/timeline")).body["items"][0]
    assert (entry["kind"], entry["params"]["note"]) == ("customer_assigned", "handover")
    assert [subject for subject, _ in await crm.announced()].count("customer.customer.assigned") == 2
    less = await caller(crm, {name: to for name, to in OPERATOR.items() if name != "customer.assign"})
    body = {"selection": {"ids": ids}, "assign": {"owner_id": str(boss.person.id)}}
    assert (await less("POST", "/customers/bulk-edits", body)).status == 403
    assert done["counts"] == {"changed": 2}


async def test_customers_are_deleted_and_restored_in_bulk(boss: Caller) -> None:
    ids = [(await boss.customer())["id"] for _ in range(2)]
    assert (await edit(boss, ids, deleted=True))["counts"] == {"changed": 2}
    assert await boss.names("/customers") == []
    assert (await edit(boss, ids, deleted=True))["counts"] == {"refused": 2}
    assert (await edit(boss, ids, deleted=False))["counts"] == {"changed": 2}
    assert len(await boss.names("/customers")) == 2


async def test_contacts_are_changed_in_bulk(boss: Caller) -> None:
    customer = (await boss.customer())["id"]
    body = {"customers": [{"customer_id": customer}]}
    ids = [(await boss("POST", "/contacts", body | {"name": f"Kim {n}"})).body["id"] for n in range(2)]
    found = await boss(
        "POST", "/contacts/bulk-edits/preview", {"selection": {"q": "kim"}, "values": {"language": "en"}}
    )
    assert (found.body["matched"], found.body["changed"]) == (2, 2)
    assert (await edit(boss, ids, of="contacts", values={"language": "en"}))["counts"] == {"changed": 2}
    assert (await edit(boss, ids, of="contacts", values={"language": "en"}))["counts"] == {"unchanged": 2}
    assert (await edit(boss, ids, of="contacts", deleted=True))["counts"] == {"changed": 2}
    assert (await edit(boss, ids, of="contacts", deleted=False))["counts"] == {"changed": 2}
    assert (await boss("GET", f"/contacts/{ids[0]}")).body["language"] == "en"


async def test_what_does_not_hold_is_refused_with_its_place(crm: Bench, boss: Caller) -> None:
    customer = (await boss.customer())["id"]
    one = {"ids": [customer]}
    for body, pointer in (
        ({"selection": {}, "values": {"size": "7"}}, "/selection"),
        ({"selection": one}, ""),
        ({"selection": one, "deleted": True, "values": {"size": "7"}}, ""),
        ({"selection": one, "values": {"name": None}}, "/values/name"),
        ({"selection": one, "values": {"phones": [{"number": "x"}]}}, "/values/phones/0/number"),
        ({"selection": one, "add_tags": [str(uuid4())]}, "/add_tags/0"),
        ({"selection": one, "assign": {"owner_id": str(uuid4())}}, "/assign/owner_id"),
        (
            {"selection": {"filter": {"field": "x", "op": "eq", "value": 1}}, "values": {"size": "7"}},
            "?filter#/field",
        ),
    ):
        for path in ("/customers/bulk-edits", "/customers/bulk-edits/preview"):
            answer = await boss("POST", path, body)
            assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer), (path, answer.body)
    plain = await caller(crm, {"customer.read": "all", "customer.update": "all"})
    answer = await plain("POST", "/customers/bulk-edits", {"selection": one, "values": {"size": "7"}})
    assert (answer.status, answer.body["params"]["permission"]) == (403, "customer.bulk_update")
    assert (await boss("GET", f"/customers/{customer}")).body["version"] == 1
    assert (await boss("GET", "/operations")).body["items"] == []


async def test_no_customer_gets_a_parent_from_below_itself(boss: Caller) -> None:
    top = await boss.customer("Top")
    low = await boss.customer("Low", parent_id=top["id"])
    other = await boss.customer("Other")
    done = await edit(boss, [top["id"], low["id"], other["id"]], values={"parent_id": low["id"]})
    assert done["counts"] == {"changed": 1, "refused": 2}
    assert {one["kind"] for one in await issues(boss, done["id"])} == {"group_circle"}


async def test_many_are_left_to_a_worker_with_the_permissions_of_that_moment(
    crm: Bench, boss: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 1)
    ids = [(await boss.customer())["id"] for _ in range(3)]
    answer = await boss("POST", "/customers/bulk-edits", {"selection": {"ids": ids}, "values": {"size": "7"}})
    assert (answer.status, answer.body["state"], answer.body["done"]) == (202, "queued", 0)
    done = await edit(boss, ids, values={"size": "7"})
    assert (done["state"], done["counts"]) == ("done", {"changed": 3})
    assert [(one["done"], one["at_once"]) for one in await _ends(boss)] == [(3, False)]
    cancelled = await boss("POST", f"/operations/{answer.body['id']}/cancel")
    assert cancelled.body["state"] == "cancelled"
    assert (await boss("POST", f"/operations/{answer.body['id']}/cancel")).problem == "already-ended"
