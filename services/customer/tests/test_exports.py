"""Exports through the real doors: what is in the file, who may have it, and importing it again."""

import csv
import io
import zipfile
from typing import Any, get_args

import openpyxl
import pytest
from sqlalchemy import text

from chassis.exports import running
from chassis.exports.catalogue import LANGUAGES
from chassis.imports.cells import Reading, one_of
from chassis.imports.headers import guess, suggest
from chassis.testing import Bench
from customer.contacts.schemas import DecisionRole
from customer.customers.schemas import Kind
from customer.exports import catalogue
from customer.exports.declaration import exporting
from customer.imports import words
from customer.imports.declaration import importing
from customer.interactions.schemas import Channel, Direction
from customer.lifecycle.rules import Stage
from services.customer.tests.importing import FILES, IMPORTER, Importer

NAUGHTY = [
    "=1+1",
    "+86 10",
    "-x",
    "@cmd",
    "'=quoted",
    "''-x",
    "a,b",
    'say "hi"',
    "two\nlines",
    "<script>",
    "𠮷野家",
]

EXPORTED_ONLY = {
    ("customers", "last_interaction_at"),
    ("customers", "created_at"),
    ("contacts", "created_at"),
    *((target, name) for target in ("customers", "contacts") for name in ("consents", "opt_outs")),
    ("interactions", "kind"),
}
ROLE_ROWS = "".join(f"P{at},联系人{at},C1,{role}\n" for at, role in enumerate(get_args(DecisionRole)))
CHANNEL_ROWS = "".join(
    f"R{at},C1,{channel},{get_args(Direction)[at % 3]},2024-05-06 07:08,谈过{at}\n"
    for at, channel in enumerate(get_args(Channel))
)


@pytest.fixture
async def importer(crm: Bench) -> Importer:
    return Importer(crm, await crm.person(IMPORTER, name="Robin Example"))


async def exported(importer: Importer, **given: Any) -> Any:
    """Ask for an export and let the worker make it."""
    asked = await importer.ask("POST", "/exports", 202, json=given)
    await running.run(importer.bench.runtime, asked["id"])
    return await importer.ask("GET", f"/exports/{asked['id']}")


async def file_of(importer: Importer, export_id: str, status: int = 200) -> bytes:
    path = f"/exports/{export_id}/file"
    async with importer.bench.client.get(path, headers=importer.person.headers) as response:
        assert response.status == status
        return await response.read()


async def table(importer: Importer, **given: Any) -> list[list[str]]:
    """An export's rows, the headers first."""
    done = await exported(importer, **given)
    assert done["state"] == "done", done
    content = await file_of(importer, done["id"])
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_an_export_has_what_the_list_shows_in_its_order(importer: Importer) -> None:
    await importer.whole("客户名称,行业\n乙公司,金融\n甲公司,零售\n丙公司,零售\n")
    rows = await table(
        importer,
        target="customers",
        filter={"field": "industry", "op": "eq", "value": "零售"},
        sort="-number",
        columns=["number", "name", "owner"],
        language="zh-CN",
    )
    assert rows[0] == ["客户编号", "客户名称", "负责人"]
    assert [row[1:] for row in rows[1:]] == [["丙公司", "Robin Example"], ["甲公司", "Robin Example"]]


async def test_an_exported_file_imported_again_changes_nothing(importer: Importer) -> None:
    await importer.whole(FILES / "客户信息表.csv")
    await importer.whole(
        "客户ID,客户名称,电话,手机,邮箱,省份,城市,地址,注册日期,备注\n"
        'C3,丙公司,010-88886666,13800138000,"a@example.com; b@example.com",广东,深圳,一路1号,2023/1/5,=1+1\n'
    )
    for format_ in ("csv", "xlsx"):
        done = await exported(importer, target="customers", format=format_)
        content = await file_of(importer, done["id"])
        again = await importer.whole(content)
        counts = {name: count for name, count in again["counts"].items() if count}
        assert counts == {"rows_total": 3, "rows_read": 3, "skipped": 3}


async def test_naughty_names_come_back_exactly_and_never_as_formulas(importer: Importer) -> None:
    for name in NAUGHTY:
        await importer.ask("POST", "/customers", 201, json={"name": name})
    rows = await table(importer, target="customers", columns=["number", "name"], sort="number")
    cells = [row[1] for row in rows[1:]]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    again = await importer.whole(await file_of(importer, (await importer.listed("/exports"))[0]["id"]))
    assert (again["counts"]["skipped"], again["counts"]["failed"]) == (len(NAUGHTY), 0)

    done = await exported(importer, target="customers", format="xlsx", columns=["name"], sort="number")
    book = openpyxl.load_workbook(io.BytesIO(await file_of(importer, done["id"])))
    assert book.active is not None
    found = [(row[0].value, row[0].data_type) for row in book.active.iter_rows(min_row=2)]
    assert found == [(name, "s") for name in NAUGHTY]


async def test_contacts_and_interactions_are_exported_and_come_back(importer: Importer) -> None:
    await importer.whole(FILES / "客户信息表.csv")
    await importer.whole(FILES / "客户互动记录表.csv")
    people = await table(
        importer, target="contacts", language="zh-CN", columns=["customer_name", "name", "title"]
    )
    assert sorted(people[1:]) == [["*集团", "*女士", "主管"], ["A公司", "*先生", "经理"]]
    noted = {"field": "kind", "op": "eq", "value": "noted"}
    columns = [
        "external_id",
        "customer_number",
        "channel",
        "occurred_at",
        "summary",
        "follow_up",
        "recorded_by",
    ]
    done = await exported(importer, target="interactions", filter=noted, columns=columns, language="zh-CN")
    again = await importer.whole(await file_of(importer, done["id"]))
    assert (again["target"], again["counts"]["created"], again["counts"]["failed"]) == ("interactions", 0, 0)


async def test_only_rows_that_may_be_read_and_exported_are_in_the_file(crm: Bench) -> None:
    boss = Importer(crm, await crm.person(IMPORTER))
    rep = Importer(crm, await crm.person(IMPORTER | {"customer.export": "own"}))
    await boss.whole("客户名称,联系人\n甲公司,王小明\n")
    await rep.whole("客户名称,联系人\n乙公司,李小红\n")
    assert len(await rep.listed("/customers")) == 2
    assert [row[0] for row in await table(rep, target="customers", columns=["name"])][1:] == ["乙公司"]
    assert [row[0] for row in await table(rep, target="contacts", columns=["name"])][1:] == ["李小红"]


async def test_picked_rows_alone_are_exported_as_far_as_they_may_be(crm: Bench) -> None:
    boss = Importer(crm, await crm.person(IMPORTER))
    rep = Importer(crm, await crm.person(IMPORTER | {"customer.export": "own"}))
    await boss.whole("客户名称\n甲公司\n")
    await rep.whole("客户名称\n乙公司\n丙公司\n丁公司\n")
    ids = {one["name"]: one["id"] for one in await rep.listed("/customers")}
    picked = [ids["甲公司"], ids["乙公司"], ids["丁公司"], "01900000-0000-7000-8000-000000000000"]
    rows = await table(rep, target="customers", columns=["name"], ids=picked, sort="-number")
    assert [row[0] for row in rows][1:] == ["丁公司", "乙公司"]
    narrowed = await table(rep, target="customers", columns=["name"], ids=picked, q="丁公司")
    assert [row[0] for row in narrowed][1:] == ["丁公司"]


async def test_an_export_is_its_requesters_alone(crm: Bench) -> None:
    mine, other = Importer(crm, await crm.person(IMPORTER)), Importer(crm, await crm.person(IMPORTER))
    done = await exported(mine, target="customers")
    await file_of(other, done["id"], 404)
    await other.ask("GET", f"/exports/{done['id']}", 404)
    nobody = Importer(crm, await crm.person({"customer.read": "all"}))
    await nobody.ask("POST", "/exports", 403, json={"target": "customers"})


async def test_a_file_can_be_fetched_until_it_expires(importer: Importer) -> None:
    done = await exported(importer, target="customers")
    path = f"/exports/{done['id']}/file"
    async with importer.bench.client.get(path, headers=importer.person.headers) as response:
        named = response.headers["Content-Disposition"]
    assert named.startswith('attachment; filename="customers-')
    assert "filename*=UTF-8''customers-" in named
    async with importer.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE file SET expires_at = now()"))
    await file_of(importer, done["id"], 404)


async def test_what_an_export_asks_for_is_checked_at_once(importer: Importer) -> None:
    for given, pointer in (
        ({"target": "shoes"}, "/target"),
        ({"target": "customers", "columns": ["name", "hat"]}, "/columns/1"),
        ({"target": "customers", "sort": "hat"}, "?sort"),
        ({"target": "customers", "ids": []}, "/ids"),
        ({"target": "customers", "ids": ["hat"]}, "/ids/0"),
    ):
        wrong = await importer.ask("POST", "/exports", 422, json=given)
        assert wrong["errors"][0]["pointer"] == pointer


async def test_the_end_of_an_export_is_announced(importer: Importer) -> None:
    await importer.whole(FILES / "客户信息表.csv")
    done = await exported(importer, target="customers")
    announced = dict(await importer.bench.announced())
    end = announced["customer.export.finished"]
    assert (end["export_id"], end["outcome"], end["rows"]) == (done["id"], "done", 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", ["customers", "contacts", "interactions"])
def test_imports_know_the_headers_of_exports(language: str, target: str) -> None:
    columns = exporting.targets[target].columns
    names = [name for name in columns if (target, name) not in EXPORTED_ONLY]
    headers = [columns[name].titles[language] for name in names]
    assert guess(importing.targets, [column.titles[language] for column in columns.values()]) == target
    assert list(suggest(importing.targets[target], headers).values()) == names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_files_in_any_language_come_back_unchanged(
    importer: Importer, language: str, format_: str
) -> None:
    await importer.whole("客户名称,客户ID,客户类型\n甲公司,C1,公司\n王小明,C2,个人\n")
    await importer.whole(f"联系人ID,姓名,客户ID,决策角色\n{ROLE_ROWS}")
    await importer.whole(f"记录ID,客户ID,互动类型,方向,日期,内容摘要\n{CHANNEL_ROWS}")
    noted = {"field": "kind", "op": "eq", "value": "noted"}
    for target, rows in (("customers", 2), ("contacts", 5), ("interactions", 10)):
        before = await importer.listed(f"/{target}")
        given = {"filter": noted} if target == "interactions" else {}
        done = await exported(importer, target=target, format=format_, language=language, **given)
        content = await file_of(importer, done["id"])
        again = await importer.whole(content, options={"on_match": "update"})
        counts = {name: count for name, count in again["counts"].items() if count}
        assert counts == {"rows_total": rows, "rows_read": rows, "skipped": rows}, (target, again)
        assert await importer.listed(f"/{target}") == before


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-CN", [["客户名称", "客户类型"], ["甲公司", "公司"], ["王小明", "个人"]]),
        ("zh-TW", [["客戶名稱", "客戶類型"], ["甲公司", "公司"], ["王小明", "個人"]]),
        ("en", [["Customer name", "Customer type"], ["甲公司", "Company"], ["王小明", "Person"]]),
    ],
)
async def test_an_export_speaks_the_language_of_who_asked(
    crm: Bench, language: str, expected: list[list[str]]
) -> None:
    importer = Importer(crm, await crm.person(IMPORTER, language=language))
    await importer.whole("客户名称,客户类型\n甲公司,company\n王小明,person\n")
    assert await table(importer, target="customers", columns=["name", "kind"], sort="number") == expected
    told = await table(importer, target="customers", columns=["name"], language="en")
    assert told[0] == ["Customer name"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_a_word_that_is_read_back(language: str) -> None:
    for choice, said, read in (
        (Kind, catalogue.KINDS, words.KINDS),
        (Stage, catalogue.STAGES, words.STAGES),
        (Channel, catalogue.CHANNELS, words.CHANNELS),
        (Direction, catalogue.DIRECTIONS, words.DIRECTIONS),
        (DecisionRole, catalogue.ROLES, words.ROLES),
    ):
        assert set(get_args(choice)) <= set(said)
        reader = one_of(read)
        assert {value: reader(word[language], Reading()) for value, word in said.items()} == {
            value: value for value in said
        }


async def test_a_workbook_is_a_zip_that_opens(importer: Importer) -> None:
    done = await exported(importer, target="customers", format="xlsx")
    assert zipfile.ZipFile(io.BytesIO(await file_of(importer, done["id"]))).testzip() is None
