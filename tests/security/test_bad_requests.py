"""Requests that are refused for what they say (409, 412, 422, 428, 404) leave no trace either."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest

from tests.security.rules import Rule
from tests.security.state import at_rest, differences
from tests.security.table import OPERATIONS
from tests.security.test_matrix import operations
from tests.security.world import World, filled

REFUSED = frozenset({400, 404, 409, 412, 413, 415, 422, 428})
WRONG: Mapping[str, Any] = {
    "string": {"a": 1}, "integer": "seven", "number": "seven", "boolean": "perhaps", "array": {},
    "object": [],
}  # fmt: skip
BEYOND = 10**9
"""A version nobody has reached."""


def bodies(schema: Mapping[str, Any], document: Mapping[str, Any], good: Any) -> Iterator[tuple[str, Any]]:
    """Bodies that the schema rules out: each field of a wrong type, an unknown field, no object at all."""
    properties = schema.get("properties", {})
    for name, one in properties.items():
        for part in one.get("anyOf", [one]):
            part = resolved(part, document)
            if (kind := str(part.get("type"))) in WRONG:
                yield f"{name} is no {kind}", {**good, name: WRONG[kind]}
            if "enum" in part:
                yield f"{name} is none of the choices", {**good, name: "nonsense"}
            if part.get("format") == "uuid":
                yield f"{name} is no id", {**good, name: "not-an-id"}
    if schema.get("additionalProperties") is False:
        yield "an unknown field", {**good, "unheard_of": 1}
    yield "an array", [good]
    yield "a string", "text"


def resolved(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference stands for."""
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def requests(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(operation, what is wrong, options of the call) for every operation that takes a body."""
    for operation, rule in OPERATIONS.items():
        method, _, path = operation.partition(" ")
        item = document["paths"][path.partition("?")[0]][method.lower()]
        content = item.get("requestBody", {}).get("content", {})
        if "application/json" not in content or rule.everybody:
            continue
        schema = resolved(content["application/json"]["schema"], document)
        good = rule.body if isinstance(rule.body, dict) else {}
        for told, body in bodies(schema, document, good):
            yield operation, told, {"json": body}
        yield operation, "no JSON", {"data": b'{"name": ', "headers": {"Content-Type": "application/json"}}
        yield operation, "NaN", {"data": b'{"name": NaN}', "headers": {"Content-Type": "application/json"}}
        deep = b'{"a":' * 300 + b"1" + b"}" * 300
        yield operation, "too deep", {"data": deep, "headers": {"Content-Type": "application/json"}}
        if any(one["name"].lower() == "if-match" for one in item.get("parameters", ())):
            yield from ((operation, told, {"json": good, "headers": one}) for told, one in VERSIONS.items())


VERSIONS: Mapping[str, dict[str, str]] = {
    "no version": {"If-Match": ""},
    "a version that is none": {"If-Match": '"first"'},
    "a version beyond": {"If-Match": f'"{BEYOND}"'},
}


async def records_of(world: World, rule: Rule) -> Mapping[str, str]:
    """A record that the administrator may do everything with."""
    relation = "deleted" if rule.deleted == rule.needs != "" else "own"
    who = world.principals["administrator"]
    ids = {**world.ids, "unique": world.unique, "session_id": str(uuid4())}
    ids |= dict(await world.record(rule.thing, relation, who)) if rule.thing else {}
    return ids | {"subject_id": ids.get(f"{rule.thing}_id", "")}


async def test_a_request_that_says_something_wrong_changes_nothing(
    world: World, document: dict[str, Any]
) -> None:
    assert operations(document)
    asked = list(requests(document))
    ids = {operation: await records_of(world, rule) for operation, rule in OPERATIONS.items()}
    before = await at_rest(world.suite)

    async def refused(operation: str, told: str, options: dict[str, Any]) -> str:
        method, _, path = operation.partition(" ")
        own = {name: value for name, value in options.get("headers", {}).items() if value}
        version = {"If-Match": '"1"'} if "If-Match" not in options.get("headers", {}) else {}
        headers = {**world.bearer(world.principals["administrator"]), **version, **own}
        sent = {name: filled(value, ids[operation]) for name, value in options.items() if name != "headers"}
        status, body, _ = await world.ask(method, filled(path, ids[operation]), headers, **sent)
        return "" if status in REFUSED else f"{operation} with {told}: {status} {str(body)[:200]}"

    answers = await asyncio.gather(*(refused(*one) for one in asked))
    assert not any(answers), "\n".join(filter(None, answers))
    assert differences(before, await at_rest(world.suite)) == []


@pytest.mark.parametrize("keyed", [False, True])
async def test_what_the_state_forbids_changes_nothing(world: World, keyed: bool) -> None:
    """Duplicates, circles, forbidden transitions, stale edits, unknown references; also with a key."""
    ids = await conflicts(world)
    before = await at_rest(world.suite)
    wrong = []
    for operation, body, wanted in CONFLICTS:
        method, _, path = filled(operation, ids).partition(" ")
        headers = {**world.administrator, "If-Match": '"1"'}
        headers |= {"Idempotency-Key": world.unique} if keyed else {}
        status, answer, _ = await world.ask(method, path, headers, json=filled(body, ids))
        if status != wanted:
            wrong.append(f"{operation}: {status} {answer}")
    assert not wrong, "\n".join(wrong)
    assert differences(before, await at_rest(world.suite)) == []


CUSTOMERS, CONTACTS = "/api/customer/customers", "/api/customer/contacts"
NOBODY = "00000000-0000-7000-8000-000000000000"
CONFLICTS: list[tuple[str, Any, int]] = [
    ("POST /api/customer/tags", {"name": "{taken}"}, 409),
    ("PATCH /api/customer/tags/{lasting_tag_id}", {"name": "{taken}"}, 409),
    ("POST /api/customer/tags/{tag}/merge", {"into_id": "{tag}"}, 422),
    ("POST /api/identity/roles", {"name": "{taken}", "permissions": {}}, 409),
    ("POST /api/identity/roles", {"name": "{free}", "permissions": {"customer.read": "everything"}}, 422),
    ("POST /api/identity/roles", {"name": "{free}", "permissions": {"unheard.of": "all"}}, 422),
    ("DELETE /api/identity/roles/{held_role}", None, 409),
    ("PATCH /api/identity/roles/{administrators}", {"permissions": {}}, 409),
    ("POST /api/identity/users/{first}/deactivate", None, 409),
    ("PATCH /api/identity/users/{first}", {"role_ids": []}, 409),
    ("POST /api/identity/users", {"name": "Robin", "email": "ADMIN@example.com"}, 409),
    ("POST /api/identity/users", {"name": "Robin", "email": "{free}@example.com", "role_ids": [NOBODY]}, 422),
    ("DELETE /api/identity/teams/{top}", None, 409),
    ("PATCH /api/identity/teams/{top}", {"parent_id": "{below}"}, 409),
    ("POST /api/identity/teams", {"name": "Team", "parent_id": NOBODY}, 422),
    (f"POST {CUSTOMERS}", {"name": "A", "external": [{"source": "s", "external_id": "{taken}"}]}, 409),
    (f"POST {CUSTOMERS}", {"name": "A", "owner_id": NOBODY}, 422),
    (f"POST {CUSTOMERS}", {"name": "A", "team_id": NOBODY}, 422),
    (f"POST {CUSTOMERS}", {"name": "A", "parent_id": NOBODY}, 422),
    (f"POST {CUSTOMERS}", {"name": "A", "tags": [NOBODY]}, 422),
    (f"POST {CUSTOMERS}", {"name": "A", "phones": [{"number": "not a number"}]}, 422),
    (f"PATCH {CUSTOMERS}/{{customer}}", {"name": "Mine"}, 412),
    (f"PATCH {CUSTOMERS}/{{customer}}", {"parent_id": "{customer}"}, 409),
    (f"POST {CUSTOMERS}/{{customer}}/assign", {"owner_id": NOBODY}, 422),
    (f"POST {CUSTOMERS}/{{customer}}/assign", {}, 422),
    (f"POST {CUSTOMERS}/bulk-assign", {"customer_ids": ["{customer}"], "owner_id": NOBODY}, 422),
    (f"PUT {CUSTOMERS}/{{customer}}/tags", {"tags": [NOBODY]}, 422),
    (f"PATCH {CONTACTS}/{{contact}}", {"name": "Mine"}, 412),
    (f"PUT {CONTACTS}/{{contact}}/customers/{{customer}}", {"reports_to_id": "{contact}"}, 409),
    (f"PUT {CONTACTS}/{{contact}}/customers/{{customer}}", {"reports_to_id": NOBODY}, 422),
    (f"POST {CONTACTS}", {"name": "Kim", "customers": [{"customer_id": NOBODY}]}, 404),
    ("PATCH /api/customer/interactions/{system_entry}", {"summary": "Forged"}, 409),
    ("DELETE /api/customer/interactions/{system_entry}", None, 409),
    ("POST /api/customer/imports/{cancelled}/start", None, 409),
    ("POST /api/customer/imports/{cancelled}/cancel", None, 409),
    ("POST /api/customer/imports/{cancelled}/pause", None, 409),
    ("POST /api/customer/imports/{cancelled}/resume", None, 409),
    ("POST /api/customer/imports/{cancelled}/sheets", {"sheet": ""}, 409),
    ("PATCH /api/customer/imports/{cancelled}", {"target": "customers"}, 409),
    ("POST /api/customer/exports", {"target": "passwords"}, 422),
    ("POST /api/customer/exports", {"target": "customers", "columns": ["search_text"]}, 422),
    ("POST /api/customer/exports", {"target": "customers", "filter": {"field": "id", "op": "eq"}}, 422),
]
"""What is asked, with the version 1 as the base of edits; the statuses are the problem's own."""


async def conflicts(world: World) -> Mapping[str, str]:
    """Records in states that forbid something."""
    taken, root = world.unique, world.principals["administrator"]
    roles = (await world.make("GET", "/api/identity/roles?limit=200"))["items"]
    people = (await world.make("GET", "/api/identity/users?q=admin@example.com"))["items"]
    customer = await world.make(
        "POST", CUSTOMERS, {"name": taken, "external": [{"source": "s", "external_id": taken}]}
    )
    links = [{"customer_id": customer["id"]}]
    contact = await world.make("POST", CONTACTS, {"name": taken, "customers": links})
    for path, made in ((CUSTOMERS, customer), (CONTACTS, contact)):
        versioned = {**world.administrator, "If-Match": f'"{made["version"]}"'}
        edit = {"name": "Theirs"}
        assert (await world.ask("PATCH", f"{path}/{made['id']}", versioned, json=edit))[0] == 200
    timeline = (await world.make("GET", f"{CUSTOMERS}/{customer['id']}/timeline"))["items"]
    job = (await world.record("import", "own", root, "a new one"))["import_id"]
    await world.make("POST", f"/api/customer/imports/{job}/cancel", headers=world.bearer(root))
    tag = await world.make("POST", "/api/customer/tags", {"name": taken})
    await world.make("POST", "/api/identity/roles", {"name": taken, "permissions": {}})
    return {
        **world.ids,
        "taken": taken, "free": world.unique, "tag": tag["id"], "customer": customer["id"],
        "contact": contact["id"], "cancelled": job, "first": people[0]["id"],
        "held_role": root.claims["roles"][0], "system_entry": timeline[0]["id"],
        "administrators": next(one["id"] for one in roles if one["built_in"] == "administrator"),
    }  # fmt: skip


def open_objects(schema: Any, document: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    """Objects with named fields, anywhere in a schema, that would take other fields too."""
    if isinstance(schema, list):
        for one in schema:
            yield from open_objects(one, document, seen)
        return
    if not isinstance(schema, dict) or schema.get("$ref") in seen:
        return
    if name := schema.get("$ref"):
        seen.add(name)
        yield from open_objects(resolved(schema, document), document, seen)
        return
    if schema.get("properties") and schema.get("additionalProperties") is not False:
        yield str(schema.get("title", sorted(schema["properties"])))
    for value in schema.values():
        yield from open_objects(value, document, seen)


def test_no_body_takes_a_field_that_it_does_not_name(document: dict[str, Any]) -> None:
    """So that nobody sets an owner, a version or a state by sending it along."""
    bodies = [
        item[verb]["requestBody"]["content"]["application/json"]["schema"]
        for item in document["paths"].values()
        for verb in ("post", "put", "patch")
        if "application/json" in item.get(verb, {}).get("requestBody", {}).get("content", {})
    ]
    assert sorted(set(open_objects(bodies, document, set()))) == []
