"""What is hidden from somebody never leaves: a canary in every such field, looked for everywhere.

Somebody with the right finds each of them by the same calls, so that the test can fail.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp
import nats
import pytest
import pytest_asyncio
from nats.js.api import ConsumerConfig, DeliverPolicy

from crm.permissions import ALL, MASKABLE
from deploy.local.running import Suite
from tests.flows.conftest import Door, colleague, sign_in, until, whole_document
from tests.flows.test_walk import next_event, stream
from tests.security.canaries import CONTACT, CUSTOM, CUSTOMER, ENTRY, LINK, NEEDLES, SEARCHED, plant

pytestmark = pytest.mark.asyncio(loop_scope="session")
FIELDS = [*(f"{thing}.{field}" for thing, fields in MASKABLE.items() for field in fields), *CUSTOM]
LEFT_OUT = {"/api/stream", "/api/docs", "/api/openapi.json", "/api/session"}
"""Streams, documents, and what needs a cookie."""
OWN = ("custom.canary", "custom.canary_told")
DERIVED = {"customer": ("country", "reached_by"), "contact": ("reached_by",), "interaction": ()}


@dataclass
class Planted:
    """Where the canaries are, and two people who differ in what is hidden from them."""

    ids: dict[str, str]
    blind: Door
    seeing: Door
    operations: Mapping[str, Any]


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def planted(suite: Suite) -> AsyncIterator[Planted]:
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(suite.gateway_url, cookie_jar=jar) as client:
        administrator = await sign_in(client, *suite.administrator)
        everything = dict.fromkeys(ALL, "all")
        blind = await colleague(administrator, everything, masks=FIELDS)
        seeing = await colleague(administrator, everything)
        ids = {"role_id": blind.role_id, "user_id": blind.id, **await plant(administrator)}
        ids |= {f"{name}_id": str(uuid4()) for name in ("import", "export")}
        paths = (await whole_document(client))["paths"]
        operations = {path: item["get"] for path, item in paths.items() if "get" in item}
        yield Planted(ids, blind.door, seeing.door, operations)


def addresses(planted: Planted) -> dict[str, str]:
    """Every GET operation → its path and query with the planted records in them."""
    given = {
        "permission": "customer.read",
        "object": "customer",
        "q": "Planted",
        "owner_id": "",
        "team_id": "",
    }
    found = {}
    for path, operation in planted.operations.items():
        if path in LEFT_OUT:
            continue
        parameters = operation.get("parameters", ())
        names = {one["name"]: planted.ids.get(one["name"]) or given.get(one["name"]) for one in parameters}
        filled = path
        for one in parameters:
            if one["in"] == "path":
                value = (
                    names[one["name"]] or planted.ids["customer_id" if "customers" in path else "contact_id"]
                )
                filled = filled.replace(f"{{{one['name']}}}", value)
        query = {
            one["name"]: names[one["name"]]
            for one in parameters
            if one["in"] == "query" and one.get("required")
        }
        found[path] = filled + "".join(f"?{name}={value}" for name, value in query.items())
    return found


async def text_of(door: Door, path: str) -> tuple[int, str]:
    async with door.client.get(path, headers=door.headers) as answer:
        return answer.status, (await answer.read()).decode("utf-8", "replace")


async def test_every_field_that_can_be_hidden_is_planted() -> None:
    assert set(NEEDLES) == set(FIELDS)
    sent = {"customer": CUSTOMER, "contact": CONTACT | LINK, "interaction": ENTRY}
    assert {f"{thing}.{name}" for thing, some in sent.items() for name in some} <= set(FIELDS)


async def test_no_answer_holds_what_is_hidden(planted: Planted) -> None:
    leaks: list[str] = []
    shown: set[str] = set()
    seen: set[str] = set()
    for operation, path in addresses(planted).items():
        status, body = await text_of(planted.blind, path)
        assert status < 500, (operation, body)
        needles = {name for name, needle in NEEDLES.items() if needle in body}
        leaks += [f"{operation} tells {name}" for name in needles]
        status, body = await text_of(planted.seeing, path)
        shown |= {name for name, needle in NEEDLES.items() if needle in body}
        if status == 200:
            seen.add(operation)
    assert not leaks
    assert shown == set(FIELDS)
    assert len(seen) > 40


async def test_lists_neither_filter_nor_sort_by_what_is_hidden(planted: Planted) -> None:
    asked = 0
    for operation, path in addresses(planted).items():
        names = {one["name"] for one in planted.operations[operation].get("parameters", ())}
        if not {"filter", "sort"} <= names or "/api/customer/" not in operation:
            continue  # what other services list has fields of its own, and none of them can be hidden
        thing = next((one for one in ("contact", "interaction") if one in operation), "customer")
        for field in (*MASKABLE[thing], *DERIVED[thing], *OWN, "nonexistent"):
            condition = json.dumps({"field": field, "op": "empty"})
            for query in ({"filter": condition}, {"sort": field}):
                status = await planted.blind.status("GET", path, params=query)
                assert status in (404, 422), (operation, query, status)
                asked += 1
    assert asked > 200


async def test_nothing_is_found_by_what_is_hidden(planted: Planted) -> None:
    found = 0
    for operation, path in addresses(planted).items():
        if "q" not in {one["name"] for one in planted.operations[operation].get("parameters", ())}:
            continue
        for q in SEARCHED:
            plain = path.partition("?")[0]
            status, body = await planted_answer(planted.blind, plain, q)
            assert status in (200, 404, 422), (operation, body)
            assert status != 200 or not (body.get("items") or body.get("hits")), (operation, q, body)
            status, body = await planted_answer(planted.seeing, plain, q)
            found += status == 200 and bool(body.get("items") or body.get("hits"))
    assert found >= 10


async def planted_answer(door: Door, path: str, q: str) -> tuple[int, Any]:
    async with door.client.get(path, params={"q": q}, headers=door.headers) as answer:
        return answer.status, await answer.json(content_type=None)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_no_file_holds_what_is_hidden(planted: Planted, form: str) -> None:
    targets = await planted.seeing.get("/api/customer/exports/targets")
    told: dict[str, set[str]] = {"blind": set(), "seeing": set()}
    for target in targets:
        body = {"target": target["name"], "format": form}
        for who, door in (("blind", planted.blind), ("seeing", planted.seeing)):
            content = await exported(door, body)
            told[who] |= {name for name, needle in NEEDLES.items() if needle in content}
        columns = {one["name"] for one in target["columns"]}
        visible = {one["name"] for one in await _columns(planted.blind, target["name"])}
        for name in columns - visible:
            status = await planted.blind.status(
                "POST", "/api/customer/exports", json={"target": target["name"], "columns": [name]}
            )
            assert status == 422, name
    assert not told["blind"]
    assert {"customer.phones", "customer.tax_number", "contact.emails", "interaction.summary"} <= told[
        "seeing"
    ]


async def _columns(door: Door, target: str) -> list[dict[str, Any]]:
    targets = await door.get("/api/customer/exports/targets")
    return next(one["columns"] for one in targets if one["name"] == target)


async def exported(door: Door, body: Mapping[str, Any]) -> str:
    """The text of an export's file."""
    job = await door.post("/api/customer/exports", body, expect=202)
    url = f"/api/customer/exports/{job['id']}"

    async def ended() -> bool:
        return (await door.get(url))["state"] in ("done", "failed")

    await until(ended, 30)
    async with door.client.get(f"{url}/file", headers=door.headers) as answer:
        assert answer.status == 200, await answer.text()
        content = await answer.read()
    if body["format"] == "csv":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


async def test_imports_know_no_hidden_field(planted: Planted) -> None:
    form = aiohttp.FormData()
    rows = b"customer name,tax id,phone\nPlanted Example,1,13900004733\n"
    form.add_field("file", rows, filename="a.csv", content_type="text/csv")
    made = await planted.blind.call("POST", "/api/customer/imports", data=form, expect=201)
    assert set(made["mapping"].values()) == {"name", None}
    url = f"/api/customer/imports/{made['id']}"
    wrong: list[dict[str, Any]] = [
        {"mapping": {"customer name": "name", "tax id": "tax_number"}},
        {"mapping": {"customer name": "name"}, "options": {"match_by": ["phone"]}},
        {"mapping": {"customer name": "name"}, "options": {"defaults": {"industry": "x"}}},
        {"mapping": {"customer name": "name", "tax id": "custom.canary"}},
    ]
    for choice in wrong:
        await planted.blind.call("PATCH", url, json=choice, expect=422)
    targets = await planted.blind.get("/api/customer/imports/targets")
    fields = {one["name"] for target in targets for one in target["fields"] if target["name"] == "customers"}
    assert not fields & {"tax_number", "phone", "city", "industry", "contact_phone", "custom.canary"}


async def test_writing_tells_nothing(planted: Planted) -> None:
    """Equal or not, by whatever version: a hidden field is refused in the same way."""
    url = f"/api/customer/customers/{planted.ids['customer_id']}"
    answers = set()
    for version in ("1", "2"):
        for value in (CUSTOMER["tax_number"], "another"):
            headers = planted.blind.headers | {"If-Match": f'"{version}"'}
            async with planted.blind.client.patch(url, json={"tax_number": value}, headers=headers) as answer:
                body = await answer.json(content_type=None)
                answers.add((answer.status, body["type"], json.dumps(body["errors"])))
    ((status, kind, errors),) = answers
    assert (status, kind) == (403, "urn:crm:problem:field-masked")
    assert json.loads(errors)[0]["pointer"] == "/tax_number"


async def test_the_live_stream_tells_that_a_record_changed_and_no_value(planted: Planted) -> None:
    customer_id = planted.ids["customer_id"]
    url = f"/api/customer/customers/{customer_id}"
    async with stream(planted.blind, f"?watch=customer:{customer_id}") as live:
        version = (await planted.seeing.get(url))["version"]
        again = {"If-Match": f'"{version}"'}
        await planted.seeing.call("PATCH", url, json={"size": "1-2"}, headers=again)
        await planted.seeing.call(
            "PATCH", url, json={"size": CUSTOMER["size"]}, headers={"If-Match": f'"{version + 1}"'}
        )
        news = await next_event(live, "record")
        while news["version"] < version + 2:
            assert news.keys() == {"thing", "id", "version", "kind", "watch"}
            news = await next_event(live, "record")


async def test_public_events_and_logs_hold_no_value(suite: Suite, planted: Planted) -> None:
    nc = await nats.connect(suite.infrastructure.nats_url)
    js = nc.jetstream()
    read = 0
    for one in await js.streams_info():
        if one.config.name == "changes":
            continue
        wanted = one.state.messages
        config = ConsumerConfig(deliver_policy=DeliverPolicy.ALL)
        subscription = await js.pull_subscribe(">", stream=one.config.name, config=config) if wanted else None
        while subscription and wanted > 0:
            batch = await subscription.fetch(min(wanted, 500), timeout=5)
            for message in batch:
                body = message.data.decode()
                told = [name for name, needle in NEEDLES.items() if needle in body]
                assert not told, (message.subject, told)
            wanted -= len(batch)
            read += len(batch)
    await nc.close()
    assert read > 10
    for file in sorted((suite.data / "logs").iterdir()):
        text = await asyncio.to_thread(file.read_text, "utf-8", "replace")
        told = [name for name, needle in NEEDLES.items() if needle in text]
        assert not told, (file.name, told)
