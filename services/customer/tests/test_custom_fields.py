"""Custom fields through the door: definitions, values, filters, sorts, edits, history."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

import orjson
import pytest
from sqlalchemy import event, text

from chassis.actors import service_actor
from chassis.custom_fields import recomputing
from chassis.testing import Bench
from customer.custom_fields.declaration import CUSTOM
from customer.customers.purging import purge
from services.customer.tests.customising import define, manager, require_true_index
from services.customer.tests.people import EVERYTHING, Caller, caller

TIERS = [
    {"value": "gold", "labels": {"en": "Gold", "zh-CN": "金", "zh-TW": "金"}, "colour": "#aa8800"},
    {"value": "silver", "labels": {"en": "Silver", "zh-CN": "银", "zh-TW": "銀"}},
]


@pytest.fixture
async def boss(crm: Bench) -> Caller:
    return await manager(crm)


async def filtered(who: Caller, *conditions: dict[str, Any], sort: str = "name") -> list[str]:
    text_ = quote(orjson.dumps({"all": list(conditions)}).decode())
    return await who.names(f"/customers?sort={sort}&filter={text_}")


def condition(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": f"custom.{field}", "op": op} | ({} if value is None else {"value": value})


async def test_a_field_is_there_at_once_and_its_values_come_back_as_they_were_sent(
    boss: Caller, crm: Bench
) -> None:
    await define(boss, "tier", "choice", options=TIERS)
    await define(boss, "revenue", "money")
    await define(boss, "seats", "number", rules={"minimum": 1})
    await define(boss, "renews_on", "date")
    await define(boss, "seen_at", "moment")
    await define(boss, "topics", "multi_choice", options=TIERS)
    await define(boss, "note", "long_text")
    await define(boss, "vip", "boolean")
    sent = {
        "tier": "gold",
        "revenue": {"amount": "12.5", "currency": "cny"},
        "seats": 12,
        "renews_on": "2026-03-01",
        "seen_at": "2026-03-01T10:00:00+08:00",
        "topics": ["silver", "gold", "gold"],
        "note": "long\nand longer",
        "vip": False,
    }
    made = await boss.customer(custom=sent)
    kept = sent | {
        "revenue": {"amount": "12.50", "currency": "CNY"},
        "seen_at": "2026-03-01T02:00:00Z",
        "topics": ["gold", "silver"],
    }
    assert made["custom"] == kept
    read = await boss("GET", f"/customers/{made['id']}")
    assert read.body["custom"] == kept
    assert await require_true_index(crm) == 7


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("tier", "bronze", "choice_unknown"),
        ("tier", ["gold"], "choice_unknown"),
        ("seats", 0, "greater_than_equal"),
        ("seats", 1.5, "number_not_whole"),
        ("seats", True, "number_invalid"),
        ("seats", "many", "number_invalid"),
        ("seats", 10**16, "number_out_of_range"),
        ("revenue", 12, "money_type"),
        ("revenue", {"amount": "1", "currency": "XXX1"}, "unknown_currency"),
        ("revenue", {"amount": "1.23456", "currency": "CNY"}, "decimal_max_places"),
        ("renews_on", "2026-02-30", "date_invalid"),
        ("owner", "not-an-id", "uuid_parsing"),
        ("owner", "00000000-0000-7000-8000-000000000000", "customer_unknown"),
        ("code", "a\u0000b", "string_type"),
        ("code", "x" * 501, "string_too_long"),
        ("double", 4, "field_read_only"),
        ("nothing/here", 1, "custom_field_unknown"),
    ],
)
async def test_a_wrong_value_is_refused_with_a_pointer_to_it(
    boss: Caller, crm: Bench, key: str, value: Any, kind: str
) -> None:
    await define(boss, "tier", "choice", options=TIERS)
    await define(boss, "revenue", "money")
    await define(boss, "seats", "number", rules={"minimum": 1})
    await define(boss, "renews_on", "date")
    await define(boss, "owner", "reference", target="customer")
    await define(boss, "code", "text")
    await define(boss, "double", "computed", formula="custom.seats * 2")
    answer = await boss(
        "POST", "/customers", {"name": "Example", "custom": {key: value, "code": "fine"} | {key: value}}
    )
    assert answer.status == 422, answer.body
    (error,) = answer.body["errors"]
    assert (error["pointer"], error["kind"]) == ("/custom/" + key.replace("/", "~1"), kind)
    async with crm.runtime.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM customer")) == 0


async def test_references_are_looked_up_together_and_each_wrong_one_is_named(
    boss: Caller, crm: Bench
) -> None:
    for key, target in (("partner", "customer"), ("agent", "customer"), ("buyer", "contact"), ("to", "user")):
        await define(boss, key, "reference", target=target)
    there, nobody = (await boss.customer())["id"], "00000000-0000-7000-8000-000000000000"
    asked: list[str] = []

    def keep(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = crm.runtime.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    given = {"partner": there, "agent": nobody, "buyer": nobody, "to": str(boss.person.id)}
    answer = await boss("POST", "/customers", {"name": "Example", "custom": given})
    event.remove(engine, "before_cursor_execute", keep)
    wrong = [(one["pointer"], one["kind"]) for one in answer.body["errors"]]
    assert wrong == [("/custom/agent", "customer_unknown"), ("/custom/buyer", "contact_unknown")]
    assert len([one for one in asked if "customer.id IN" in one and "customer.number" in one]) == 1


async def test_a_schema_tells_the_bounds_of_each_kind(boss: Caller) -> None:
    await define(boss, "seats", "number", rules={"minimum": 1})
    await define(boss, "revenue", "money", rules={"minimum": 0, "maximum": "99.50"})
    await define(boss, "renews_on", "date", rules={"minimum": "2020-01-01"})
    told = (await boss("GET", "/custom-fields/schemas/customer")).body["properties"]
    assert told["seats"]["minimum"] == 1
    assert (told["revenue"]["x-minimum"], told["revenue"]["x-maximum"]) == ("0", "99.50")
    assert (told["renews_on"]["x-minimum"], "x-maximum" in told["renews_on"]) == ("2020-01-01", False)


async def test_a_patch_merges_key_by_key_and_null_empties(boss: Caller, crm: Bench) -> None:
    await define(boss, "code", "text")
    await define(boss, "seats", "number")
    made = await boss.customer(custom={"code": "A", "seats": 3})
    changed = await boss("PATCH", f"/customers/{made['id']}", {"custom": {"seats": 4}}, If_Match='"1"')
    assert changed.body["custom"] == {"code": "A", "seats": 4}
    # Edits of different keys since the same version merge, of the same key conflict.
    other = await boss("PATCH", f"/customers/{made['id']}", {"custom": {"code": None}}, If_Match='"1"')
    assert other.body["custom"] == {"seats": 4}
    late = await boss("PATCH", f"/customers/{made['id']}", {"custom": {"seats": 5}}, If_Match='"1"')
    assert late.status == 412
    assert late.body["errors"] == [
        {
            "pointer": "/custom/seats",
            "kind": "conflict",
            "params": {"yours": 5, "theirs": 4, "original": 3},
        }
    ]
    history = await boss("GET", f"/customers/{made['id']}/history")
    assert [(one["before"], one["after"]) for one in history.body["items"][:2]] == [
        ({"custom.code": "A"}, {"custom.code": None}),
        ({"custom.seats": 3}, {"custom.seats": 4}),
    ]
    assert history.body["items"][2]["after"]["custom.code"] == "A"
    events = [
        data["fields"] for subject, data in await crm.announced() if subject.endswith("customer.updated")
    ]
    assert events == [["custom.seats"], ["custom.code"]]
    await require_true_index(crm)


async def test_lists_filter_and_sort_by_custom_fields(boss: Caller) -> None:
    await define(boss, "tier", "choice", options=TIERS)
    await define(boss, "revenue", "money")
    await define(boss, "nick", "text")
    await define(boss, "topics", "multi_choice", options=TIERS)
    await boss.customer(
        "A", custom={"tier": "gold", "revenue": {"amount": "5", "currency": "CNY"}, "nick": "张"}
    )
    await boss.customer("B", custom={"tier": "silver", "nick": "李", "topics": ["gold"]})
    await boss.customer("C", custom={"revenue": {"amount": "50", "currency": "USD"}})
    assert await filtered(boss, condition("tier", "eq", "gold")) == ["A"]
    assert await filtered(boss, condition("tier", "ne", "gold")) == ["B", "C"]
    assert await filtered(boss, condition("tier", "empty")) == ["C"]
    assert await filtered(boss, condition("revenue", "gt", 4)) == ["A", "C"]
    assert await filtered(
        boss, condition("revenue", "gt", 4), condition("revenue.currency", "eq", "USD")
    ) == ["C"]
    assert await filtered(boss, condition("nick", "starts_with", "张")) == ["A"]
    assert await filtered(boss, condition("topics", "has_any", ["gold", "silver"])) == ["B"]
    assert await boss.names("/customers?sort=custom.nick") == ["B", "A", "C"]
    assert await boss.names("/customers?sort=-custom.revenue") == ["C", "A", "B"]
    both = await filtered(boss, condition("nick", "not_empty"), sort="-custom.nick")
    assert both == ["A", "B"]
    wrong = await boss("GET", "/customers?sort=custom.topics")
    assert wrong.status == 422


@pytest.mark.parametrize("sort", ["custom.seats", "-custom.seats"])
async def test_pages_of_a_list_sorted_by_a_custom_field_hold_each_record_once(
    boss: Caller, sort: str
) -> None:
    await define(boss, "seats", "number")
    for number in range(9):
        await boss.customer(f"N{number}", custom={"seats": number % 3} if number % 4 else {})
    seen: list[tuple[Any, str]] = []
    after = ""
    while True:
        answer = await boss("GET", f"/customers?limit=2&total=true&sort={sort}{after}")
        assert answer.body["total"] == 9
        seen += [(one["custom"].get("seats"), one["id"]) for one in answer.body["items"]]
        if answer.body["next"] is None:
            break
        after = f"&after={answer.body['next']}"
    assert len({id_ for _, id_ in seen}) == 9
    values = [value for value, _ in seen]
    filled = [value for value in values if value is not None]
    assert filled == sorted(filled, reverse=sort.startswith("-"))
    assert values == [*filled, None, None, None]


async def test_computed_fields_follow_in_the_same_transaction(boss: Caller, crm: Bench) -> None:
    await define(boss, "seats", "number")
    await define(boss, "price", "money")
    await define(boss, "total", "computed", formula="custom.seats * custom.price")
    await define(boss, "share", "computed", formula="round(100 / (custom.total - 24), 1)")
    await define(boss, "loud", "computed", formula="upper(name)")
    made = await boss.customer(custom={"seats": 3, "price": {"amount": "8", "currency": "CNY"}})
    assert made["custom"]["total"] == 24
    assert "share" not in made["custom"]  # a division by zero
    assert made["custom"]["loud"] == "EXAMPLE TRADING"
    more = await boss(
        "PATCH", f"/customers/{made['id']}", {"custom": {"seats": 4}, "name": "Other"}, If_Match='"1"'
    )
    assert (more.body["custom"]["total"], more.body["custom"]["share"]) == (32, 12.5)
    assert more.body["custom"]["loud"] == "OTHER"
    assert await filtered(boss, condition("total", "eq", 32)) == ["Other"]
    await require_true_index(crm)


async def test_a_changed_formula_is_computed_anew_for_all_records(boss: Caller, crm: Bench) -> None:
    await define(boss, "seats", "number")
    field = await define(boss, "double", "computed", formula="custom.seats * 2")
    made = await boss.customer(custom={"seats": 3})
    changed = await boss(
        "PATCH", f"/custom-fields/{field['id']}", {"formula": "custom.seats * 3"}, If_Match='"1"'
    )
    assert changed.status == 200, changed.body
    await recomputing.recompute(crm.runtime, field["id"])  # not due yet: every process is to know it first
    assert (await boss("GET", f"/customers/{made['id']}")).body["custom"]["double"] == 6
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE custom_field SET due_at = now()"))
    await recomputing.recompute(crm.runtime, field["id"])
    read = await boss("GET", f"/customers/{made['id']}")
    assert read.body["custom"]["double"] == 9
    assert read.body["version"] == 2
    await require_true_index(crm)
    async with crm.runtime.database.reading() as session:
        assert await session.scalar(text("SELECT due_at FROM custom_field WHERE key = 'double'")) is None


@pytest.mark.parametrize(
    ("body", "pointer", "kind"),
    [
        ({"kind": "computed", "formula": "1 +"}, "/formula", "formula_incomplete"),
        ({"kind": "computed", "formula": "custom.gone"}, "/formula", "formula_field_unknown"),
        ({"kind": "computed", "formula": "custom.new + 1"}, "/formula", "formula_circle"),
        ({"kind": "computed"}, "/formula", "not_for_kind"),
        ({"kind": "number", "formula": "1"}, "/formula", "not_for_kind"),
        ({"kind": "choice"}, "/options", "not_for_kind"),
        ({"kind": "choice", "options": [TIERS[0], TIERS[0]]}, "/options", "options_repeated"),
        ({"kind": "boolean", "unique": True}, "/unique", "not_for_kind"),
        ({"kind": "text", "rules": {"minimum": 3}}, "/rules/minimum", "not_for_kind"),
        ({"kind": "number", "rules": {"minimum": 3, "maximum": 2}}, "/rules", "bounds_crossed"),
        ({"kind": "text", "rules": {"min_length": 501}}, "/rules", "bounds_crossed"),
        ({"kind": "date", "rules": {"minimum": "soon"}}, "/rules/minimum", "wrong_type"),
        ({"kind": "reference", "target": "planet"}, "/target", "enum"),
        ({"kind": "number", "default": "x"}, "/default", "number_invalid"),
        ({"kind": "text", "object": "planet"}, "/object", "enum"),
        ({"kind": "text", "key": "Not a key"}, "/key", "string_pattern_mismatch"),
        ({"kind": "text", "labels": {}}, "/labels", "too_short"),
    ],
)
async def test_a_definition_that_makes_no_sense_is_refused(
    boss: Caller, body: dict[str, Any], pointer: str, kind: str
) -> None:
    sent = {"object": "customer", "key": "new", "labels": {"en": "New"}} | body
    answer = await boss("POST", "/custom-fields", sent)
    assert answer.status == 422
    assert [(one["pointer"], one["kind"]) for one in answer.body["errors"]] == [(pointer, kind)]
    assert (await boss("GET", "/custom-fields")).body["items"] == []


async def test_formulas_cannot_be_made_to_go_round_in_circles(boss: Caller) -> None:
    a = await define(boss, "a", "computed", formula="1")
    await define(boss, "b", "computed", formula="custom.a + 1")
    answer = await boss("PATCH", f"/custom-fields/{a['id']}", {"formula": "custom.b + 1"}, If_Match='"1"')
    assert answer.status == 422
    assert answer.body["errors"][0]["kind"] == "formula_circle"
    answer = await boss("PATCH", f"/custom-fields/{a['id']}", {"formula": '"text"'}, If_Match='"1"')
    assert answer.body["errors"][0]["kind"] in ("formula_result_changed", "formula_operands")
    used = await boss("POST", f"/custom-fields/{a['id']}/archive")
    assert (used.status, used.problem, used.body["params"]) == (409, "custom-field-in-use", {"keys": ["b"]})


async def test_archived_fields_are_hidden_and_come_back_with_their_values(boss: Caller, crm: Bench) -> None:
    field = await define(boss, "code", "text")
    made = await boss.customer(custom={"code": "A"})
    await boss("POST", f"/custom-fields/{field['id']}/archive")
    assert (await boss("GET", f"/customers/{made['id']}")).body["custom"] == {}
    refused = await boss("GET", "/customers?sort=custom.code")
    assert refused.status == 422
    again = await boss("PATCH", f"/customers/{made['id']}", {"custom": {"code": "B"}}, If_Match='"1"')
    assert again.body["errors"][0]["kind"] == "custom_field_unknown"
    same = await boss(
        "POST", "/custom-fields", {"object": "customer", "key": "code", "kind": "text", "labels": {"en": "x"}}
    )
    assert (same.status, same.problem) == (409, "custom-field-exists")
    await boss("POST", f"/custom-fields/{field['id']}/restore")
    assert (await boss("GET", f"/customers/{made['id']}")).body["custom"] == {"code": "A"}
    assert await boss.names("/customers?sort=custom.code") == ["Example Trading"]
    events = [data["archived"] for subject, data in await crm.announced() if "custom-field" in subject]
    assert events == [False, True, False]


async def test_required_fields_have_to_be_there_and_defaults_fill_them(boss: Caller) -> None:
    await define(boss, "code", "text", required=True)
    await define(boss, "tier", "choice", options=TIERS, required=True, default="silver")
    answer = await boss("POST", "/customers", {"name": "Example"})
    assert [one["pointer"] for one in answer.body["errors"]] == ["/custom/code"]
    made = await boss.customer(custom={"code": "A"})
    assert made["custom"] == {"code": "A", "tier": "silver"}
    emptied = await boss("PATCH", f"/customers/{made['id']}", {"custom": {"code": None}}, If_Match='"1"')
    assert emptied.body["errors"] == [{"pointer": "/custom/code", "kind": "missing", "params": {}}]


async def test_unique_values_are_held_by_one_record(boss: Caller) -> None:
    field = await define(boss, "code", "text", unique=True)
    await boss.customer("A", custom={"code": "1"})
    second = await boss("POST", "/customers", {"name": "B", "custom": {"code": "1"}})
    assert (second.status, second.problem) == (409, "custom-value-taken")
    assert second.body["errors"][0]["pointer"] == "/custom/code"
    await boss("PATCH", f"/custom-fields/{field['id']}", {"unique": False}, If_Match='"1"')
    await boss.customer("B", custom={"code": "1"})
    again = await boss("PATCH", f"/custom-fields/{field['id']}", {"unique": True}, If_Match='"2"')
    assert (again.status, again.problem) == (409, "values-not-unique")


async def test_options_that_records_have_are_archived_not_removed(boss: Caller) -> None:
    field = await define(boss, "tier", "choice", options=TIERS)
    made = await boss.customer(custom={"tier": "gold"})
    path = f"/custom-fields/{field['id']}"
    refused = await boss("PATCH", path, {"options": TIERS[1:]}, If_Match='"1"')
    assert (refused.status, refused.problem) == (409, "option-in-use")
    archived = [TIERS[0] | {"archived": True}, TIERS[1]]
    assert (await boss("PATCH", path, {"options": archived}, If_Match='"1"')).status == 200
    kept = await boss(
        "PATCH", f"/customers/{made['id']}", {"custom": {"tier": "gold"}, "name": "B"}, If_Match='"1"'
    )
    assert kept.body["custom"] == {"tier": "gold"}
    fresh = await boss("POST", "/customers", {"name": "C", "custom": {"tier": "gold"}})
    assert fresh.body["errors"][0]["kind"] == "choice_unknown"


async def test_only_managers_define_fields_and_everybody_reads_them(crm: Bench, boss: Caller) -> None:
    field = await define(boss, "code", "text")
    somebody = await caller(crm, EVERYTHING)
    path = f"/custom-fields/{field['id']}"
    body = {"object": "customer", "key": "x", "kind": "text", "labels": {"en": "x"}}
    assert (await somebody("POST", "/custom-fields", body)).status == 403
    assert (await somebody("PATCH", path, {"position": 2}, If_Match='"1"')).status == 403
    assert (await somebody("POST", f"{path}/archive")).status == 403
    nobody = await caller(crm, {})
    assert (await nobody("GET", path)).body["key"] == "code"
    assert (await nobody("GET", "/custom-fields/schemas/customer")).body["properties"]["code"][
        "type"
    ] == "string"
    assert (await nobody("GET", "/custom-fields/schemas/planet")).status == 404


async def test_contacts_have_custom_fields_of_their_own(boss: Caller, crm: Bench) -> None:
    await define(boss, "size", "number", object="contact")
    made = await boss("POST", "/contacts", {"name": "Lin Example", "custom": {"size": 42}})
    assert made.body["custom"] == {"size": 42}
    assert await boss.names("/contacts?sort=-custom.size") == ["Lin Example"]
    wrong = await boss("POST", "/customers", {"name": "X", "custom": {"size": 42}})
    assert wrong.body["errors"][0]["kind"] == "custom_field_unknown"
    await require_true_index(crm, "contact")


async def test_a_masked_field_is_not_there_nor_what_is_computed_of_it(crm: Bench, boss: Caller) -> None:
    await define(boss, "secret", "text")
    await define(boss, "told", "computed", formula='concat("so: ", custom.secret)')
    made = await boss.customer(custom={"secret": "canary"})
    hidden = await crm.person(
        {"customer.read": "all", "customer.update": "all"}, masks=["customer.custom.secret"]
    )
    them = Caller(crm, hidden)
    assert (await them("GET", f"/customers/{made['id']}")).body["custom"] == {}
    for name in ("secret", "told"):
        assert (await them("GET", f"/customers?sort=custom.{name}")).status == 422
    assert (await them("GET", "/custom-fields/schemas/customer")).body["properties"] == {}
    write = await them("PATCH", f"/customers/{made['id']}", {"custom": {"secret": "x"}}, If_Match='"1"')
    assert write.status == 403


async def test_every_process_follows_a_definition_that_another_one_changed(crm: Bench, boss: Caller) -> None:
    field = await define(boss, "code", "text")
    runtime = crm.runtime
    following = asyncio.create_task(runtime.access.follow(runtime.database, runtime.settings.database_dsn))
    try:
        await asyncio.sleep(0.3)  # it listens by now
        async with runtime.database.engine.begin() as connection:
            archived = text("UPDATE custom_field SET archived_at = now() WHERE id = :id")
            await connection.execute(archived, {"id": UUID(field["id"])})
            await connection.execute(text("SELECT pg_notify('access', '')"))
        for _ in range(40):
            if "code" not in CUSTOM.of("customer").live:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("not heard within two seconds")
    finally:
        following.cancel()


async def test_deleted_records_keep_their_values_and_purged_ones_leave_none(boss: Caller, crm: Bench) -> None:
    await define(boss, "code", "text", unique=True)
    made = await boss.customer(custom={"code": "A"})
    path = f"/customers/{made['id']}"
    await boss("DELETE", path)
    assert await filtered(boss, condition("code", "eq", "A")) == []
    taken = await boss("POST", "/customers", {"name": "B", "custom": {"code": "A"}})
    assert (taken.status, taken.problem) == (409, "custom-value-taken")  # it can still come back
    assert (await boss("POST", f"{path}/restore")).body["custom"] == {"code": "A"}
    assert await filtered(boss, condition("code", "eq", "A")) == ["Example Trading"]
    await boss("DELETE", path)
    async with crm.runtime.database.writing(service_actor("customer"), bulk=True) as session:
        assert await purge(session, datetime.now(UTC)) == 1
    async with crm.runtime.database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM custom_value")) == 0
    await boss.customer("B", custom={"code": "A"})
