"""Leads from files through the real doors: headings of other systems, cards, matching, rules, scope."""

import pytest

from chassis.testing import Bench
from chassis.tests.importing import Importer
from services.sales.tests.dealing import Dealer
from services.sales.tests.importing import FILES, IMPORTING, importing
from services.sales.tests.master import Master


@pytest.fixture
async def both(crm: Bench, master: Master) -> tuple[Importer, Dealer]:
    return await importing(crm, master)


async def test_what_hubspot_exports_imports_as_it_is(crm: Bench, both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    lin = await crm.person({}, name="Lin Example")
    done = await importer.whole(FILES / "hubspot-contacts.csv")

    assert (done["target"], done["counts"]["created"], done["counts"]["failed"]) == ("leads", 3, 0)
    alex, sam, kim = await importer.listed("/leads")
    assert (kim["name"], kim["company"], kim["title"]) == (
        "Kim Example",
        "Example Lasers Ltd",
        "Purchasing Manager",
    )
    assert (kim["emails"], kim["phones"], kim["country"]) == (["kim@example.com"], ["+12025550143"], "US")
    assert (kim["status"], kim["owner_id"], kim["external_ids"]) == ("working", str(lin.id), ["import:50101"])
    assert (sam["emails"], sam["country"], sam["owner_id"]) == (
        ["sam@example.org"],
        "DE",
        str(importer.person.id),
    )
    assert (alex["status"], alex["emails"]) == ("disqualified", [])
    assert await importer.errors(done["id"]) == [(4, "email", "email_invalid"), (4, "phone", "phone_invalid")]


async def test_cards_become_leads(both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    done = await importer.whole(FILES / "cards.vcf")
    assert (done["target"], done["counts"]["created"], done["counts"]["errors"]) == ("leads", 2, 0)
    kim, xiaoming = await importer.listed("/leads")
    assert (xiaoming["name"], xiaoming["company"], xiaoming["title"]) == (
        "王小明",
        "示例科技有限公司",
        "采购经理",
    )
    assert xiaoming["phones"] == ["+8613800138000", "+862155550123"]
    assert (xiaoming["country"], xiaoming["region"], xiaoming["street"]) == ("CN", "上海市", "示例路1号")
    assert (kim["name"], kim["emails"]) == ("Kim Example", ["kim@example.com"])


async def test_the_same_file_again_creates_nothing_and_adds_what_is_new(
    both: tuple[Importer, Dealer],
) -> None:
    importer, _ = both
    text = "线索ID,姓名,公司,手机,来源\nL1,王小明,甲公司,13800138000,展会\n"
    await importer.whole(text)
    again = await importer.whole(text)
    assert [again["counts"][one] for one in ("created", "updated", "skipped")] == [0, 0, 1]
    text = "姓名,手机,邮箱,来源\n王小明,13800138000,xm@example.com,官网\n"
    done = await importer.whole(text, target="leads", options={"match_by": ["phone"]})
    assert [done["counts"][one] for one in ("created", "updated")] == [0, 1]
    (lead,) = await importer.listed("/leads")
    assert (lead["emails"], lead["source"], lead["external_ids"]) == (
        ["xm@example.com"],
        "官网",
        ["import:L1"],
    )
    assert lead["owner_id"] == str(importer.person.id)
    kinds = [subject for subject, _ in await importer.bench.announced() if subject.startswith("sales.lead")]
    assert kinds == ["sales.lead.created", "sales.lead.updated"]


async def test_rules_score_leads_and_place_those_without_an_owner(
    crm: Bench, both: tuple[Importer, Dealer]
) -> None:
    importer, person = both
    anna, bert = await crm.person({}, name="Anna"), await crm.person({}, name="Bert")
    members = [
        {"user_id": str(one.id), "weight": 1, "capacity": capacity}
        for one, capacity in ((anna, 2), (bert, None))
    ]
    condition = {"field": "source", "op": "eq", "value": "展会"}
    await person.made(
        "/assignment-rules", name="Fair", condition=condition, members=members, respond_within_hours=4
    )
    await person.made("/score-rules", name="Fair", condition=condition, points=30)
    rows = "".join(f"访客{number},v{number}@example.com,展会,\n" for number in range(6))
    done = await importer.whole(
        f"姓名,邮箱,线索来源,负责人\n{rows}老客户,old@example.com,电话,\n指定,named@example.com,展会,Bert\n",
        options={"defaults": {"by_rules": "是"}},
    )
    assert done["counts"]["created"] == 8
    leads = await importer.listed("/leads?limit=50")
    placed = [one["owner_id"] for one in leads if one["name"].startswith("访客")]
    assert (placed.count(str(anna.id)), placed.count(str(bert.id))) == (2, 4)
    by_name = {one["name"]: one for one in leads}
    assert by_name["访客0"]["score"] == 30
    assert by_name["访客0"]["respond_by"] is not None
    assert by_name["老客户"]["owner_id"] == str(importer.person.id)
    assert (by_name["指定"]["owner_id"], by_name["指定"]["assigned_by"]) == (str(bert.id), None)
    assigned = [data for subject, data in await crm.announced() if subject == "sales.lead.assigned"]
    assert len(assigned) == 7  # those without an owner; where no rule is met, they stay with the importer


async def test_rows_that_are_nobody_or_customers_already_are_left_out(both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    done = await importer.whole(
        "Lead ID,Last Name,First Name,Lead Status,Email,Website\n"
        "1,,,New,*,\n2,Example,Kim,Converted,kim@example.com,\n3,Sample,Sam,Nonsense,,not a link\n"
    )
    assert (done["counts"]["created"], done["counts"]["failed"]) == (1, 2)
    assert await importer.errors(done["id"]) == [
        (2, "email", "hidden_value"),
        (2, "name", "nobody"),
        (3, "status", "lead_converted"),
        (4, "status", "choice_unknown"),
        (4, "website", "link_invalid"),
    ]
    text = await importer.ask("GET", f"/imports/{done['id']}/errors.csv")
    assert "a converted lead is a customer" in text


async def test_hostile_rows_cost_themselves_alone(both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    mails = ";".join(f"a{number}@example.com" for number in range(15))
    done = await importer.whole(
        f'姓名,公司,邮箱,手机,备注\n{"长" * 300},甲公司,,,\n=1+1,乙公司,"{mails}",,\n'
        f"丙\0,丙公司,,,\n丁,丁公司,,+86 138 0013 8000,{'x' * 30_000}\n,,,,空\n",
        target="leads",
    )
    assert (done["counts"]["created"], done["counts"]["failed"]) == (4, 1)
    errors = {(row, kind) for row, _, kind in await importer.errors(done["id"])}
    assert {
        (2, "text_too_long"),
        (3, "too_many_values"),
        (4, "nul_character"),
        (5, "text_too_long"),
    } <= errors
    leads = {one["company"]: one for one in await importer.listed("/leads")}
    assert (leads["甲公司"]["name"], leads["丙公司"]["name"]) == (None, None)
    assert len(leads["乙公司"]["emails"]) == 10


async def test_leads_of_others_are_neither_found_nor_changed(crm: Bench, master: Master) -> None:
    theirs, _ = await importing(crm, master)
    await theirs.whole("线索ID,姓名\nL1,王小明\n")
    blind, _ = await importing(crm, master, dict.fromkeys(IMPORTING, "own"))
    done = await blind.whole("线索ID,姓名\nL1,改名\n")
    assert done["counts"]["created"] == 1  # what they cannot see is not there for them
    reading, _ = await importing(crm, master, IMPORTING | {"lead.update": "own"})
    done = await reading.whole("线索ID,姓名,公司\nL1,王小明,乙公司\n", options={"on_match": "update"})
    assert (done["counts"]["updated"], done["counts"]["failed"]) == (0, 1)
    assert {kind for _, _, kind in await reading.errors(done["id"])} <= {"not_allowed", "match_ambiguous"}
    places = await crm.person({}, name="Elsewhere")
    mine, _ = await importing(crm, master, IMPORTING | {"lead.create": "own"})
    done = await mine.whole("姓名,负责人\n甲,Elsewhere\n乙,\n", target="leads")
    assert (done["counts"]["created"], done["counts"]["failed"]) == (1, 1)
    assert await mine.errors(done["id"]) == [(2, None, "not_allowed")]
    assert places


async def test_each_object_needs_its_own_permission(crm: Bench, master: Master) -> None:
    permissions = {"lead.import": "own", "lead.create": "all", "lead.read": "all"}
    importer, _ = await importing(crm, master, permissions)
    assert [one["name"] for one in await importer.ask("GET", "/imports/targets")] == ["leads"]
    found = await importer.upload(FILES / "销售机会表.csv")
    assert found["target"] == "opportunities"
    for method, path in (("GET", "preview"), ("POST", "start")):
        refused = await importer.ask(method, f"/imports/{found['id']}/{path}", 403)
        assert refused["params"] == {"permission": "opportunity.import"}
    await importer.choose(found["id"], 403, target="opportunities")
    await importer.whole("姓名\n王小明\n", target="leads")
    others, _ = await importing(crm, master, {"lead.import": "all", "opportunity.import": "own"})
    assert [one["target"] for one in await others.listed("/imports")] == ["leads"]
    await others.ask("GET", f"/imports/{found['id']}", 404)
    nobody, _ = await importing(crm, master, {"lead.create": "all"})
    await nobody.ask("GET", "/imports/targets", 403)


async def test_an_import_is_told_and_undone(both: tuple[Importer, Dealer]) -> None:
    importer, person = both
    await importer.whole("线索ID,姓名,公司\nL1,王小明,甲公司\n")
    done = await importer.whole("线索ID,姓名,公司\nL1,王小明,乙公司\nL2,李小红,丙公司\n")
    ends = [data for subject, data in await importer.bench.announced() if subject == "sales.import.finished"]
    assert [(one["created"], one["updated"], one["outcome"]) for one in ends] == [
        (1, 0, "done"),
        (1, 1, "done"),
    ]
    history = await importer.listed(f"/leads/{(await importer.listed('/leads?q=李小红'))[0]['id']}/history")
    assert history[0]["cause_id"] == done["id"]
    undone = await person("POST", f"/imports/{done['id']}/undo")
    assert (undone.status, undone.body["counts"]) == (202, {"removed": 1, "changed": 1}), undone.body
    (lead,) = await importer.listed("/leads")
    assert (lead["name"], lead["company"]) == ("王小明", "甲公司")
    again = await importer.whole("线索ID,姓名,公司\nL2,李小红,丙公司\n")
    assert again["counts"]["created"] == 1
