"""Finding customers and contacts by any fragment of what they have, and lists: filters, sorting, paging."""

from typing import Any
from urllib.parse import quote

import orjson
import pytest
from sqlalchemy import text

from chassis.testing import Bench
from customer import searching
from customer.customers.queries import TABLE
from services.customer.tests.people import Caller, caller


async def found(admin: Caller, q: str) -> list[str]:
    """Names that a search in the list finds."""
    return await admin.names(f"/customers?q={quote(q)}")


@pytest.mark.parametrize(
    "q",
    [
        "示例",
        "例貿",
        "贸易有限",
        "shili",
        "slmy",
        "Example",
        "xample trad",
        "TRADING",
        "１３８００１３８０００",
        "138 0013 8000",
        "+86 (138) 0013-8000",
        "0086 138 00138000",
        "028 0000 0130",
        "(028) 0000-0130",
        "8000",
        "info@exam",
        "EXAMPLE01X",
        "CU-",
        "示例 trading",
        "C0042",
    ],
)
async def test_a_customer_is_found_by_any_fragment_it_has(admin: Caller, q: str) -> None:
    await admin.customer(
        "示例贸易有限公司",
        name_en="Example Trading Co., Ltd.",
        phones=[{"number": "13800138000"}, {"number": "+862800000130"}],
        emails=[{"address": "info@example.com"}],
        tax_number="91310000EXAMPLE01X",
        external=[{"source": "legacy", "external_id": "C0042"}],
    )
    assert await found(admin, q) == ["示例贸易有限公司"]


async def test_what_is_not_there_is_not_found(admin: Caller) -> None:
    await admin.customer("示例贸易有限公司")
    for q in ("公司示例", "例易", "e", "%", "_", "\\", "nobody", "' OR 1=1 --"):
        assert await found(admin, q) == [], q


async def test_a_customer_is_found_by_its_contacts(admin: Caller) -> None:
    customer = await admin.customer("Quiet Example")
    await admin.customer("Other Example")
    body = {
        "name": "王小明",
        "phones": [{"number": "13900139000"}],
        "customers": [{"customer_id": customer["id"]}],
    }
    await admin("POST", "/contacts", body)
    for q in ("小明", "wxm", "139001"):
        assert await found(admin, q) == ["Quiet Example"]
        assert await admin.names(f"/contacts?q={quote(q)}") == ["王小明"]


@pytest.mark.parametrize("q", ["cu-12", "CU12", "cu-000012", "ＣＵ－０１２", "cu000012"])
async def test_a_customer_is_found_by_its_number_however_it_is_said(
    crm: Bench, admin: Caller, q: str
) -> None:
    await admin.customer("Twelve")
    await admin.customer("Other CU12 Example", phones=[{"number": "13800138000"}])
    await admin.customer("A Hundred and Twenty")
    async with crm.runtime.database.engine.begin() as connection:
        renumber = text("UPDATE customer SET number = :number WHERE name = :name")
        for name, number in (("Twelve", "CU-000012"), ("A Hundred and Twenty", "CU-000120")):
            await connection.execute(renumber, {"name": name, "number": number})
    also = ["Other CU12 Example"] if q == "CU12" else []
    assert await found(admin, q) == [*also, "Twelve"]
    assert (await admin("GET", f"/customers?q={quote(q)}&total=true")).body["total"] == len(also) + 1
    stranger = await caller(crm, {"customer.read": "own"})
    assert await found(stranger, q) == []


async def test_search_follows_an_edit(admin: Caller) -> None:
    path = f"/customers/{(await admin.customer('Before'))['id']}"
    await admin("PATCH", path, {"name": "After"}, If_Match='"1"')
    assert (await found(admin, "Before"), await found(admin, "After")) == ([], ["After"])


async def test_names_sort_by_pinyin_among_the_latin_ones(admin: Caller) -> None:
    for name in ("张三贸易", "Beta", "阿里示例", "王五", "alpha", "重庆火锅"):
        await admin.customer(name)
    expected = ["阿里示例", "alpha", "Beta", "重庆火锅", "王五", "张三贸易"]
    assert await admin.names("/customers?sort=name") == expected
    assert await admin.names("/customers?sort=-name") == expected[::-1]


SORTS = ("name", "number", "created_at", "updated_at", "registered_on", "last_interaction_at")


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{one}" for one in SORTS)])
async def test_pages_of_every_sort_show_each_customer_once(admin: Caller, sort: str) -> None:
    for index in range(7):
        dated = {"registered_on": f"2026-01-0{index % 3 + 1}"} if index % 2 else {}
        await admin.customer(f"Same {index % 2}", **dated)
    seen: list[str] = []
    path: str | None = f"/customers?limit=2&sort={sort}&total=true"
    after = ""
    while path:
        body = (await admin("GET", path + after)).body
        assert body["total"] == 7
        seen += [one["number"] for one in body["items"]]
        after = f"&after={body['next']}"
        path = path if body["next"] else None
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "industry", "op": "eq", "value": "零售"}, ["A"]),
        ({"field": "kind", "op": "eq", "value": "person"}, ["B"]),
        ({"field": "owner_id", "op": "in", "value": ["me"]}, ["A", "B"]),
        ({"field": "name", "op": "starts_with", "value": "B"}, ["B"]),
        ({"field": "country", "op": "ne", "value": "CN"}, ["B"]),
        ({"field": "registered_on", "op": "between", "value": ["2023-01-01", "2023-12-31"]}, ["A"]),
        ({"field": "external_ids", "op": "has_any", "value": ["C001"]}, ["A"]),
        ({"field": "reached_by", "op": "has_any", "value": ["+8613800138000"]}, ["A"]),
        ({"field": "created_at", "op": "today"}, ["A", "B"]),
        ({"all": [{"field": "source", "op": "empty"}, {"field": "parent_id", "op": "empty"}]}, ["A", "B"]),
        ({"not": {"field": "team_id", "op": "empty"}}, []),
    ],
)
async def test_a_filter_keeps_what_meets_it(admin: Caller, condition: Any, expected: list[str]) -> None:
    await admin.customer(
        "A",
        industry="零售",
        registered_on="2023-05-01",
        addresses=[{"country": "CN"}],
        phones=[{"number": "13800138000"}],
        external=[{"source": "legacy", "external_id": "C001"}],
    )
    await admin.customer("B", kind="person")
    assert await admin.names(f"/customers?filter={quote(orjson.dumps(condition).decode())}") == expected


async def test_a_filter_or_sort_that_is_not_offered_is_refused(admin: Caller) -> None:
    for query in (
        "sort=search_text",
        'filter={"field":"search_text","op":"eq","value":"x"}',
        "filter=[",
        "after=x",
    ):
        assert (await admin("GET", f"/customers?{query}")).status == 422, query


@pytest.mark.parametrize("window", [20, 0])
async def test_a_fragment_that_many_have_is_found_as_completely_as_a_rare_one(
    crm: Bench, admin: Caller, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(searching, "WINDOW", window)
    seller = await caller(crm, {"customer.read": "own"})
    team = await crm.team()
    colleague = await caller(crm, {"customer.read": "team"}, teams=[team])
    leader = await caller(crm, {"customer.read": "team"}, teams=[team, await crm.team()])
    owners = {"owner_id": str(seller.person.id), "team_id": str(team)}
    for index in range(40):
        await admin.customer(f"Example {index:02d}", **(owners if index % 4 == 0 else {}))
    await admin.customer("Zebra")
    async with crm.runtime.database.reading() as session:
        await session.execute(text("ANALYZE customer"))
        searching.forget_statistics()
        worth = [await searching.worth_reading(session, TABLE, q, 6) for q in ("example", "zebra", "x")]
    assert worth == [window, 0, 0]
    try:
        for one, total in ((admin, 40), (seller, 10), (colleague, 10), (leader, 10)):
            expected = [f"Example {index:02d}" for index in range(0, 40, 40 // total)]
            assert await one.names("/customers?q=example&limit=100") == expected
            assert await one.names("/customers?q=example&limit=5&sort=-name") == expected[:-6:-1]
            first = (await one("GET", "/customers?q=example&limit=5&total=true")).body
            assert first["total"] == total
            assert await one.names(f"/customers?q=example&limit=5&after={first['next']}") == expected[5:10]
            assert await one.names("/customers?q=example%20zebra") == []
            assert await one.names("/customers?q=examp%20xample&limit=100") == expected
        assert await admin.names("/customers?q=example&sort=-registered_on&limit=3") == [
            "Example 39",
            "Example 38",
            "Example 37",
        ]
    finally:
        searching.forget_statistics()
