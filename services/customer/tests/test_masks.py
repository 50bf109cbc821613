"""Fields hidden from somebody: absent from answers, unknown to lists, not searched, not written."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from chassis.testing import Answer, Bench
from crm.permissions import MASKABLE
from services.customer.tests.people import EVERYTHING, Caller, caller

ALL_MASKS = [f"{thing}.{field}" for thing, fields in MASKABLE.items() for field in fields]
WORKS = EVERYTHING | {"customer.export": "all", "customer.import": "all"}
FIELDS: dict[str, Any] = {
    "phones": [{"number": "13800138000"}],
    "emails": [{"address": "secret@example.com"}],
    "tax_number": "91310000EXAMPLE01X",
    "addresses": [{"city": "Hiddenville", "country": "CN"}],
    "industry": "Secrecy",
}
LINK = {"customer_id": "{id}"}
BULK = {"selection": {"ids": ["{id}"]}}
CALL = LINK | {"channel": "call", "occurred_at": "2026-01-01T00:00:00Z"}


async def hidden(crm: Bench, *masks: str) -> Caller:
    return await caller(crm, WORKS, masks=masks)


async def found(who: Caller, q: str) -> list[str]:
    return await who.names(f"/customers?q={quote(q)}")


def same(answer: Answer, who: str) -> Any:
    assert answer.status == 200, (who, answer.body)
    return answer.body


async def test_an_answer_has_no_key_of_a_hidden_field(crm: Bench, admin: Caller) -> None:
    made = await admin.customer(**FIELDS)
    me = await hidden(crm, "customer.tax_number", "customer.phones")
    one = same(await me("GET", f"/customers/{made['id']}"), "read")
    assert made.keys() - one.keys() == {"tax_number", "phones"}
    assert {name: made[name] for name in one} == one
    (listed,) = same(await me("GET", "/customers"), "list")["items"]
    assert listed == one


async def test_what_somebody_writes_comes_back_without_what_is_hidden(crm: Bench) -> None:
    me = await hidden(crm, "customer.tax_number")
    created = await me("POST", "/customers", {"name": "Mine"}, Idempotency_Key="1")
    assert created.status == 201
    assert "tax_number" not in created.body
    replayed = await me("POST", "/customers", {"name": "Mine"}, Idempotency_Key="1")
    assert (replayed.body, replayed.headers["idempotent-replay"]) == (created.body, "true")
    path = f"/customers/{created.body['id']}"
    changed = await me("PATCH", path, {"industry": "Trade"}, If_Match=created.etag)
    assert changed.status == 200
    assert "tax_number" not in changed.body


@pytest.mark.parametrize(
    ("method", "path", "body", "pointers"),
    [
        ("POST", "/customers", {"name": "A", "tax_number": "X"}, ["/tax_number"]),
        ("PATCH", "/customers/{id}", {"tax_number": "91310000EXAMPLE01X"}, ["/tax_number"]),
        ("PATCH", "/customers/{id}", {"tax_number": None}, ["/tax_number"]),
        ("PUT", "/customers/{id}/tags", {"tags": []}, ["/tags"]),
        ("POST", "/contacts", {"name": "A", "customers": [LINK | {"title": "X"}]}, ["/customers/0/title"]),
        ("PATCH", "/contacts/{id}", {"birthday": "2000-01-01"}, ["/birthday"]),
        ("PUT", "/contacts/{id}/customers/{id}", {"title": "X"}, ["/title"]),
        ("POST", "/interactions", CALL | {"summary": "X"}, ["/summary"]),
        ("POST", "/customers/bulk-edits/preview", BULK | {"values": {"size": "1"}}, ["/values/size"]),
        ("POST", "/contacts/bulk-edits/preview", BULK | {"values": {"language": None}}, ["/values/language"]),
        ("POST", "/customers/bulk-edits", BULK | {"values": {"size": "1"}}, ["/values/size"]),
    ],
)  # fmt: skip
async def test_writing_a_hidden_field_is_refused_by_name_whatever_it_says(
    crm: Bench, admin: Caller, method: str, path: str, body: Any, pointers: list[str]
) -> None:
    made = await admin.customer(**FIELDS)
    me = await hidden(crm, *ALL_MASKS)
    sent = json.loads(json.dumps(body).replace("{id}", made["id"]))
    answer = await me(method, path.replace("{id}", made["id"]), sent, If_Match='"1"')
    assert (answer.status, answer.problem) == (403, "field-masked")
    assert [one["pointer"] for one in answer.body["errors"]] == pointers


@pytest.mark.parametrize(
    "field", ["tax_number", "industry", "country", "reached_by", "registered_on", "tags"]
)
async def test_lists_do_not_know_a_hidden_field(crm: Bench, admin: Caller, field: str) -> None:
    me = await hidden(crm, *ALL_MASKS)
    condition = quote(json.dumps({"field": field, "op": "empty"}))
    for path in (f"/customers?filter={condition}", f"/customers?sort={field}"):
        nonexistent = await me("GET", path.replace(field, "nonexistent"))
        answer = await me("GET", path)
        assert answer.status == 422
        assert json.dumps(answer.body["errors"]).replace(field, "nonexistent") == json.dumps(
            nonexistent.body["errors"]
        )
        assert (await admin("GET", path)).status == (
            422 if "sort" in path and field != "registered_on" else 200
        )


SEARCHED = [
    ("customer.phones", "13800138000"),
    ("customer.phones", "0013 8000"),
    ("customer.emails", "secret@exam"),
    ("customer.tax_number", "EXAMPLE01X"),
    ("contact.phones", "13900139000"),
    ("contact.emails", "kim@exam"),
]


@pytest.mark.parametrize("frequent", [False, True])
async def test_free_text_does_not_find_by_a_hidden_field(
    crm: Bench, admin: Caller, frequent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from customer import finding, searched_lists

    if frequent:  # as if every gram were frequent: lists are read along their order

        async def always(*_: Any) -> int:
            return 100

        for module in (finding, searched_lists):
            monkeypatch.setattr(module, "worth_reading", always)
    made = await admin.customer("Quiet Example", **FIELDS)
    contact = {
        "name": "Kim",
        "customers": [{"customer_id": made["id"]}],
        "phones": [{"number": "13900139000"}],
    }
    contact["emails"] = [{"address": "kim@example.com"}]
    assert (await admin("POST", "/contacts", contact)).status == 201
    for mask, q in SEARCHED:
        me = await hidden(crm, mask)
        assert await found(admin, q) == ["Quiet Example"], q
        assert await found(me, q) == [], (mask, q)
        assert await found(me, f"{q} quiet") == []
        total = same(await me("GET", f"/customers?total=true&q={quote(q)}"), q)["total"]
        assert total == 0
        contacts = await me("GET", f"/contacts?q={quote(q)}")
        assert [one["name"] for one in contacts.body["items"]] == []
        for other, shown in SEARCHED:
            if other != mask:
                assert await found(me, shown) == ["Quiet Example"], (mask, shown)
    me = await hidden(crm, *ALL_MASKS)
    for q in ("quiet", "CU-", "kim"):
        assert await found(me, q) == ["Quiet Example"]


async def test_history_shows_no_hidden_values(crm: Bench, admin: Caller) -> None:
    made = await admin.customer(**FIELDS)
    await admin("PATCH", f"/customers/{made['id']}", {"tax_number": "2", "size": "12"}, If_Match='"1"')
    me = await hidden(crm, "customer.tax_number", "customer.phones")
    changed, created = same(await me("GET", f"/customers/{made['id']}/history"), "history")["items"]
    assert (changed["before"], changed["after"]) == ({"size": None}, {"size": "12"})
    assert not {"tax_number", "phones"} & created["after"].keys()
    assert "emails" in created["after"]


async def test_a_link_keeps_what_somebody_who_cannot_see_it_does_not_say(crm: Bench, admin: Caller) -> None:
    made = await admin.customer()
    link = {"customer_id": made["id"], "title": "Director", "department": "Board"}
    contact = (await admin("POST", "/contacts", {"name": "Kim", "customers": [link]})).body
    path = f"/contacts/{contact['id']}/customers/{made['id']}"
    me = await hidden(crm, "contact.title")
    answer = await me("PUT", path, {"department": "Sales"})
    assert "title" not in answer.body["customers"][0]
    (kept,) = same(await admin("GET", f"/contacts/{contact['id']}"), "admin")["customers"]
    assert (kept["title"], kept["department"]) == ("Director", "Sales")
    (position,) = same(await me("GET", f"/customers/{made['id']}/org-chart"), "chart")["positions"]
    assert "title" not in position
    assert position["department"] == "Sales"


async def test_exports_have_no_hidden_column(crm: Bench, admin: Caller) -> None:
    me = await hidden(crm, "customer.phones", "customer.addresses")
    targets = same(await me("GET", "/exports/targets"), "targets")
    (columns,) = [
        {one["name"] for one in target["columns"]} for target in targets if target["name"] == "customers"
    ]
    assert not columns & {"phone", "mobile", "fax", "country", "city", "street"}
    assert "email" in columns
    for wrong in (
        {"columns": ["phone"]},
        {"sort": "country"},
        {"filter": {"field": "country", "op": "empty"}},
    ):
        assert (await me("POST", "/exports", {"target": "customers"} | wrong)).status == 422, wrong


async def test_other_peoples_files_are_closed_to_who_may_not_see_every_field(
    crm: Bench, admin: Caller
) -> None:
    me, other = await hidden(crm, "customer.phones"), await caller(crm, WORKS)
    import aiohttp

    form = aiohttp.FormData()
    form.add_field("file", b"customer name,phone,tax id\nA,13800138000,9", filename="a.csv")
    async with crm.client.post("/imports", data=form, headers=other.person.headers) as response:
        made = await response.json()
    assert (await me("GET", f"/imports/{made['id']}")).status == 404
    assert same(await me("GET", "/imports"), "imports")["items"] == []
    assert (await (await caller(crm, WORKS))("GET", f"/imports/{made['id']}")).status == 200


async def test_a_body_that_is_no_json_is_an_error_like_any_other(crm: Bench) -> None:
    me = await hidden(crm, *ALL_MASKS)
    for content in (b"{", b"\xff", b"[1]", b"null", b""):
        kind = {"Content-Type": "application/json"}
        async with crm.client.post("/customers", data=content, headers=me.person.headers | kind) as answer:
            assert answer.status == 422, content
        async with crm.client.post("/customers", data=content, headers=me.person.headers) as answer:
            assert answer.status == 422, content


async def test_spans_hold_no_value(crm: Bench, admin: Caller) -> None:
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    external: dict[str, Any] = {"external": [{"source": "s", "external_id": "hunter2"}]}
    await admin.customer(**FIELDS, **external)
    assert (await admin("POST", "/customers", {"name": "A"} | FIELDS | external)).status == 409
    assert (await admin("POST", "/customers", {"name": "A", "size": "hunter2"})).status == 422
    assert await found(admin, "13800138000")
    condition = {"field": "tax_number", "op": "eq", "value": FIELDS["tax_number"]}
    assert await admin.names(f"/customers?filter={quote(json.dumps(condition))}")
    told = "".join(one.to_json() for one in exporter.get_finished_spans())
    assert "GET /customers" in told
    for value in ("hunter2", "13800138000", "secret@", "EXAMPLE01X", "Hiddenville", "Secrecy"):
        assert value not in told, value


async def test_an_import_suggests_nothing_that_is_hidden(crm: Bench) -> None:
    import aiohttp

    async def uploaded(who: Caller) -> Any:
        form = aiohttp.FormData()
        form.add_field("file", b"customer name,tax id\nA,9", filename="a.csv")
        async with crm.client.post("/imports", data=form, headers=who.person.headers) as answer:
            assert answer.status == 201
            return await answer.json()

    other, me = await caller(crm, WORKS), await hidden(crm, "customer.tax_number", "customer.industry")
    url = f"/imports/{(await uploaded(other))['id']}"
    options = {"match_by": ["tax_number", "name"], "defaults": {"industry": "secret trade", "size": "1"}}
    assert (await other("PATCH", url, {"options": options})).status == 200
    assert (await other("POST", f"{url}/start")).status == 202
    mine = await uploaded(me)
    assert mine["mapping"] == {"customer name": "name", "tax id": None}
    assert (mine["options"]["match_by"], mine["options"]["defaults"]) == (["name"], {"size": "1"})
