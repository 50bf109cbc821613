"""Opportunities from files through the real doors: the template, stages, history, money, customers, scope."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.testing import Bench
from chassis.tests.importing import Importer
from services.sales.tests.dealing import Dealer
from services.sales.tests.importing import CHINESE, FILES, IMPORTING, TEMPLATE, importing
from services.sales.tests.master import Master

LATER = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011  # far enough for any zone


@pytest.fixture
async def both(crm: Bench, master: Master) -> tuple[Importer, Dealer]:
    found = await importing(crm, master)
    await found[1].pipeline(stages=CHINESE)
    return found


async def listed(importer: Importer) -> list[Any]:
    return await importer.listed("/opportunities?sort=number&limit=50")


@pytest.mark.parametrize("file", ["销售机会表.csv", "销售机会表.gb18030.csv", "销售机会表.xlsx"])
async def test_the_template_imports_as_it_is(
    master: Master, both: tuple[Importer, Dealer], file: str
) -> None:
    importer, person = both
    first, second = master.known_as("C001"), master.known_as("C002")
    found = await importer.upload(FILES / file)
    assert found["target"] == "opportunities"
    done = await importer.run(found["id"])

    assert (done["state"], done["counts"]["created"], done["counts"]["failed"]) == ("done", 2, 0)
    open_one, won = await listed(importer)
    assert (open_one["name"], open_one["customer_id"], open_one["status"]) == ("软件许可", str(first), "open")
    assert open_one["amount"] == {"amount": "50000.00", "currency": "CNY"}
    assert (open_one["expected_close_on"], open_one["external_ids"]) == ("2023-06-30", ["import:S001"])
    assert (won["customer_id"], won["status"], won["probability"]) == (str(second), "won", 100)
    assert won["closed_at"].startswith("2023-05-15")
    assert await importer.errors(found["id"]) == [
        (2, "owner", "person_unknown"),
        (3, "owner", "person_unknown"),
    ]

    facts = await importer.bench.announced()
    (told,) = [data for subject, data in facts if subject == "sales.opportunity.won"]
    assert (told["opportunity_id"], told["imported"], told["base_amount"]) == (won["id"], True, "30000")
    assert [subject for subject, _ in facts].count("sales.opportunity.created") == 2
    assert not [subject for subject, _ in facts if subject.startswith("sales.order")]
    assert await person.get(f"/opportunities/{won['id']}/stages") == {"items": []}
    (stood,) = (await person.get(f"/opportunities/{open_one['id']}/stages"))["items"]
    assert (stood["stage_name"], stood["left_at"]) == ("初步接触 Contact", None)


async def test_stages_are_found_by_name_and_by_other_words_for_them(
    master: Master, both: tuple[Importer, Dealer]
) -> None:
    importer, _ = both
    master.known_as("C1")
    stages = (
        "商务谈判 negotiation",
        "初步接洽",
        "方案报价",
        "谈判",
        "Proposal/Price Quote",
        "Prospecting",
        "翻云覆雨",
    )
    rows = "".join(f"S{at},C1,激光器,{stage},5万,{LATER},\n" for at, stage in enumerate(stages))
    done = await importer.whole(TEMPLATE + rows)
    pipelines = await importer.listed("/pipelines")
    names = {one["id"]: one["name"] for one in pipelines[0]["stages"]}
    found = [names[one["stage_id"]].split(" ")[1] for one in await listed(importer)]
    assert found == ["Negotiation", "Contact", "Proposal", "Negotiation", "Proposal", "Contact"]
    assert await importer.errors(done["id"]) == [(8, "stage", "stage_unknown")]
    text = await importer.ask("GET", f"/imports/{done['id']}/errors.csv")
    assert "初步接触 Contact" in text
    board = await importer.ask("GET", f"/pipelines/{pipelines[0]['id']}/board")
    assert [one["count"] for one in board["columns"]] == [2, 2, 2, 0]


async def test_what_a_stage_asks_for_is_asked_of_rows(master: Master, both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    master.known_as("C1")
    rows = f"S1,C1,激光器,方案报价,,,\nS2,C1,激光器,方案报价,5,{LATER},\nS3,C1,激光器,成交,,,\n"
    done = await importer.whole(TEMPLATE + rows)
    assert (done["counts"]["created"], done["counts"]["failed"]) == (2, 1)
    assert await importer.errors(done["id"]) == [
        (2, "amount", "required_by_stage"),
        (2, "expected_close_on", "required_by_stage"),
    ]


async def test_rows_whose_customer_is_not_clear_are_named(
    master: Master, both: tuple[Importer, Dealer]
) -> None:
    importer, _ = both
    master.known_as("甲公司")
    master.known_as("乙公司")
    master.known_as("乙公司")
    head = "商机名称,客户编号,客户名称,金额\n"
    done = await importer.whole(
        f"{head}一,,甲公司,1\n二,,乙公司,1\n三,K-9,无此公司,1\n四,,,1\n", target="opportunities"
    )
    assert done["counts"]["created"] == 1
    assert await importer.errors(done["id"]) == [
        (3, "customer_name", "customer_ambiguous"),
        (4, "customer_number", "customer_unknown"),
        (5, "customer_external_id", "customer_missing"),
    ]
    preview = await importer.ask("GET", f"/imports/{done['id']}/preview")
    assert [one["action"] for one in preview["rows"]] == ["create", "fail", "fail", "fail"]


async def test_history_closes_on_its_day_with_its_reason_and_rate(
    master: Master, both: tuple[Importer, Dealer]
) -> None:
    importer, person = both
    master.known_as("Example Ltd")
    await person("PUT", "/exchange-rates/USD/2024-01-01", {"rate": "7.0"})
    await person("PUT", "/exchange-rates/USD/2025-01-01", {"rate": "7.5"})
    done = await importer.whole(
        "Deal ID,Deal Name,Account Name,Sales Stage,Amount,Currency,Closing Date,Closed date,Reason,"
        "Probability\n"
        '1,Lasers,Example Ltd,Closed Won,"1,000",USD,2025-12-01,2024-05-20,Price,100%\n'
        "2,Mirrors,Example Ltd,Closed Lost,500,USD,2025-03-01,,Lost to competitor,0\n"
        "3,Lenses,Example Ltd,Closed Lost,500,,2025-03-01,,They moved away,\n"
        f"4,Prisms,Example Ltd,Negotiation,$500,,{LATER},,,65%\n"
    )
    assert (done["counts"]["created"], done["counts"]["errors"]) == (4, 0)
    won, lost, other, open_one = await listed(importer)
    assert (won["closed_at"][:10], won["base_amount"]["amount"], won["reason"]) == (
        "2024-05-20",
        "7000.00",
        "price",
    )
    assert (lost["closed_at"][:10], lost["base_amount"]["amount"], lost["reason"]) == (
        "2025-03-01",
        "3750.00",
        "competitor",
    )
    assert (other["reason"], other["reason_note"]) == ("other", "They moved away")
    assert (open_one["amount"]["currency"], open_one["probability"], open_one["probability_by_hand"]) == (
        "USD",
        65,
        True,
    )


async def test_the_same_file_again_moves_and_closes_what_is_there(
    master: Master, both: tuple[Importer, Dealer]
) -> None:
    importer, person = both
    master.known_as("C1")
    row = "S1,C1,激光器,初步接触,5万,{later},\n"
    await importer.whole(TEMPLATE + row.format(later=LATER))
    again = await importer.whole(TEMPLATE + row.format(later=LATER))
    assert [again["counts"][one] for one in ("created", "updated", "skipped")] == [0, 0, 1]
    moved = await importer.whole(f"{TEMPLATE}S1,C1,激光器,谈判,6万,{LATER},\n")
    assert moved["counts"]["updated"] == 1
    closed = await importer.whole(f"{TEMPLATE}S1,C1,激光器,成交,6万,{LATER},\n")
    assert closed["counts"]["updated"] == 1
    (deal,) = await listed(importer)
    assert (deal["status"], deal["amount"]["amount"], deal["weighted_amount"]["amount"]) == (
        "won",
        "60000.00",
        "60000.00",
    )
    stood = (await person.get(f"/opportunities/{deal['id']}/stages"))["items"]
    assert [(one["stage_name"].split(" ")[1], one["outcome"]) for one in stood] == [
        ("Contact", "on"),
        ("Negotiation", "won"),
    ]
    late = await importer.whole(f"{TEMPLATE}S1,C1,激光器,成交,7万,{LATER},\n")
    assert await importer.errors(late["id"]) == [(2, None, "not-open")]
    kinds = [
        subject for subject, _ in await importer.bench.announced() if subject.startswith("sales.opportunity")
    ]
    assert [kind.rpartition(".")[2] for kind in kinds] == ["created", "updated", "moved", "won"]


async def test_a_refused_change_leaves_nothing_behind(master: Master, both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    master.known_as("C1")
    master.known_as("C2")
    await importer.whole(f"{TEMPLATE}S1,C1,激光器,初步接触,,,\n")
    done = await importer.whole("机会ID,客户ID,机会名称,阶段,备注\nS1,C1,改名,方案报价,说明\n")
    assert done["counts"]["failed"] == 1
    (deal,) = await listed(importer)
    assert (deal["name"], deal["version"], deal["push_count"]) == ("激光器", 1, 0)
    other = await importer.whole(f"{TEMPLATE}S1,C2,激光器,初步接触,,,\n")
    assert await importer.errors(other["id"]) == [(2, "customer_external_id", "customer_differs")]


async def test_pipelines_are_those_named_or_the_usual_one_of_the_owners_team(
    crm: Bench, master: Master
) -> None:
    team = await crm.team()
    importer, person = await importing(crm, master)
    seller = await crm.person({}, name="Anna", teams=[team])
    await person.pipeline("All")
    await person.pipeline("Renewals 续约", team_ids=[str(team)])
    master.known_as("C1")
    done = await importer.whole(
        "商机名称,客户ID,销售流程,负责人\n一,C1,,Anna\n二,C1,,\n三,C1,续约,Anna\n四,C1,续约,\n五,C1,Unknown,\n",
        target="opportunities",
    )
    names = {one["id"]: one["name"] for one in await importer.listed("/pipelines")}
    deals = {one["name"]: names[one["pipeline_id"]] for one in await listed(importer)}
    assert deals == {"一": "Renewals 续约", "二": "All", "三": "Renewals 续约"}
    assert await importer.errors(done["id"]) == [
        (5, "pipeline", "pipeline_of_others"),
        (6, "pipeline", "pipeline_unknown"),
    ]
    assert {one["owner_id"] for one in await listed(importer) if one["name"] != "二"} == {str(seller.id)}


async def test_deals_of_others_are_not_changed_and_land_only_where_one_may_make_them(
    crm: Bench, master: Master, both: tuple[Importer, Dealer]
) -> None:
    theirs, _ = both
    master.known_as("C1")
    await theirs.whole(f"{TEMPLATE}S1,C1,激光器,初步接触,,,\n")
    mine, _ = await importing(
        crm, master, IMPORTING | {"opportunity.update": "own", "opportunity.create": "own"}
    )
    await crm.person({}, name="Elsewhere")
    done = await mine.whole(
        f"{TEMPLATE}S1,C1,改名,初步接触,,,\nS2,C1,透镜,初步接触,,,Elsewhere\nS3,C1,棱镜,,,,\n"
    )
    assert [done["counts"][one] for one in ("created", "updated", "failed")] == [1, 0, 2]
    assert await mine.errors(done["id"]) == [(2, None, "not_allowed"), (3, None, "not_allowed")]


async def test_an_import_of_deals_is_undone(master: Master, both: tuple[Importer, Dealer]) -> None:
    importer, person = both
    master.known_as("C1")
    done = await importer.whole(f"{TEMPLATE}S1,C1,激光器,初步接触,5万,,\nS2,C1,透镜,成交,5万,2024-01-01,\n")
    undone = await person("POST", f"/imports/{done['id']}/undo")
    assert (undone.status, undone.body["counts"]) == (202, {"removed": 2}), undone.body
    assert await listed(importer) == []


async def test_hostile_cells_cost_themselves_alone(master: Master, both: tuple[Importer, Dealer]) -> None:
    importer, _ = both
    master.known_as("C1")
    done = await importer.whole(
        "机会ID,客户ID,机会名称,预计金额,截止日期,概率,币种\n"
        "1,C1,一,1e999,2026-02-30,250,XXX\n2,C1,二,-5,,abc,\n3,C1,三,=1+1,31/31/2026,,\n4,C1,,5,,,\n"
        f"5,C1,{'长' * 300},,,,\n6,{'C' * 300},六,,,,\n"
    )
    assert (done["counts"]["created"], done["counts"]["failed"]) == (3, 3)
    errors = {(row, field) for row, field, _ in await importer.errors(done["id"])}
    assert {
        (2, "amount"),
        (2, "expected_close_on"),
        (2, "probability"),
        (2, "currency"),
        (3, "amount"),
    } <= errors
    assert {(4, "amount"), (5, "name"), (6, "name"), (7, "customer_external_id")} <= errors
    assert {one["amount"] for one in await listed(importer)} == {None}
