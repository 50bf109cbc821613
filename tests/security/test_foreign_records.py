"""Ids of records one may not read, wherever a body, path or filter takes an id: nothing is told of them."""

import base64
import json
from typing import Any

import pytest_asyncio

from tests.security.principals import READ, SCOPED, Principal
from tests.security.world import World

CUSTOMERS, CONTACTS = "/api/customer/customers", "/api/customer/contacts"
INTERACTIONS = "/api/customer/interactions"
CALL = {"channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
CHOSEN = {"selection": {"ids": ["<customer>"]}}
MISSING = "00000000-0000-7000-8000-00000000000{}"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def known(world: World) -> dict[str, str]:
    """Ids of what is one's own, of what is another's, and of what does not exist."""
    me = world.principals["writer own"]
    mine = await world.record("customer", "own", me)
    theirs = await world.record("customer", "other", me)
    names = ("customer", "contact", "interaction")
    return {
        **{f"my_{one}": mine[f"{one}_id"] for one in names},
        **{f"their_{one}": theirs[f"{one}_id"] for one in names},
        **{f"no_{one}": MISSING.format(place) for place, one in enumerate(names)},
    }


FOREIGN: list[tuple[str, str, Any, int]] = [
    ("PATCH", f"{CUSTOMERS}/{{my_customer}}", {"parent_id": "<customer>"}, 422),
    ("POST", CUSTOMERS, {"name": "Below theirs", "parent_id": "<customer>"}, 422),
    ("POST", CONTACTS, {"name": "Kim", "customers": [{"customer_id": "<customer>"}]}, 404),
    ("PUT", f"{CONTACTS}/{{my_contact}}/customers/<customer>", {"title": "CEO"}, 404),
    ("PUT", f"{CONTACTS}/<contact>/customers/{{my_customer}}", {"title": "CEO"}, 404),
    ("DELETE", f"{CONTACTS}/<contact>/customers/{{my_customer}}", None, 404),
    ("PUT", f"{CONTACTS}/{{my_contact}}/customers/{{my_customer}}", {"reports_to_id": "<contact>"}, 422),
    ("POST", INTERACTIONS, {**CALL, "customer_id": "<customer>"}, 404),
    ("POST", INTERACTIONS, {**CALL, "customer_id": "{my_customer}", "contact_id": "<contact>"}, 422),
    ("PATCH", f"{INTERACTIONS}/{{my_interaction}}", {"contact_id": "<contact>"}, 422),
    ("POST", f"{CUSTOMERS}/bulk-edits/preview", {**CHOSEN, "values": {"size": "7"}}, 200),
    ("GET", f"{CUSTOMERS}/<customer>/consents", None, 404),
    ("GET", f"{CUSTOMERS}/<customer>/access", None, 404),
    ("GET", f"{CONTACTS}/<contact>/may-contact?channel=email&purpose=survey", None, 404),
    ("POST", f"{CUSTOMERS}/bulk-assign", {"customer_ids": ["<customer>"], "owner_id": None}, 200),
]  # fmt: skip


def put_in(value: Any, ids: dict[str, str], whose: str) -> Any:
    """With `{my_contact}` and `<contact>` replaced, the latter by another's or a missing one's id."""
    text = json.dumps(value)
    for name, id_ in ids.items():
        text = text.replace(f"{{{name}}}", id_)
        text = text.replace(f"<{name.removeprefix(whose)}>", id_) if name.startswith(whose) else text
    return json.loads(text)


async def test_another_ones_record_is_answered_like_one_that_does_not_exist(
    world: World, known: dict[str, str]
) -> None:
    headers = {**world.bearer(world.principals["writer own"]), "If-Match": '"1"'}
    for method, path, body, status in FOREIGN:
        told = []
        for whose in ("their_", "no_"):
            sent = {"json": put_in(body, known, whose)} if body else {}
            got, answer, _ = await world.ask(method, put_in(path, known, whose), headers, **sent)
            assert got == status, (method, path, whose, answer)
            text = json.dumps({**answer, "trace_id": None, "cause_id": None})
            for name in ("customer", "contact"):
                text = text.replace(known[whose + name], name)
            told.append(text)
        assert told[0] == told[1], (method, path)


async def test_filters_and_sorts_on_what_one_may_not_read_find_nothing(
    world: World, known: dict[str, str]
) -> None:
    headers = world.bearer(world.principals["writer own"])
    owner = world.ids["stranger"]
    for path, field, value in (
        (CUSTOMERS, "parent_id", known["their_customer"]),
        (CUSTOMERS, "owner_id", owner),
        (CUSTOMERS, "team_id", world.ids["below"]),
        (INTERACTIONS, "customer_id", known["their_customer"]),
        (INTERACTIONS, "contact_id", known["their_contact"]),
    ):
        condition = json.dumps({"field": field, "op": "eq", "value": value})
        query = {"filter": condition, "total": "true"}
        status, answer, _ = await world.ask("GET", path, headers, params=query)
        assert (status, answer["items"], answer["total"]) == (200, [], 0), (path, field)


async def test_history_and_lists_do_not_say_at_which_other_customers_a_contact_is(world: World) -> None:
    """A contact that works for a customer one may read and for one that one may not."""
    me, secret = world.principals["writer own"], f"Confidant {world.unique}"
    mine = await world.record("customer", "own", me)
    theirs = await world.record("customer", "other", me)
    links = [{"customer_id": mine["customer_id"]}, {"customer_id": theirs["customer_id"], "title": secret}]
    made = await world.make("POST", CONTACTS, {"name": f"Kim {world.unique}", "customers": links})
    contact = f"{CONTACTS}/{made['id']}"
    other = f"{contact}/customers/{theirs['customer_id']}"
    await world.make("PUT", other, {"title": secret, "department": secret})
    for path in (contact, f"{contact}/history", f"{CUSTOMERS}/{mine['customer_id']}/contacts", CONTACTS):
        status, answer, _ = await world.ask("GET", path, world.bearer(me))
        assert status == 200
        text = json.dumps(answer)
        assert made["id"] in text or path.endswith("history")
        assert secret not in text, path
        assert theirs["customer_id"] not in text, path


def forged(sort: str, *last: Any) -> str:
    """A cursor as nobody was given it."""
    raw = json.dumps([sort, *last]).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


async def test_a_cursor_made_up_shows_nothing_else(world: World, known: dict[str, str]) -> None:
    """Cursors are not signed: they only say where a page starts, and the scope is applied all the same."""
    me = world.principals["writer own"]
    start = ["u", "00000000-0000-0000-0000-000000000000"]
    tried = [
        forged("name", ["-", ""], start),
        forged("name", ["-", None], start),
        forged("name", ["-", {"a": 1}], start),
        forged("name", ["-", "x"], ["-", "' OR 1=1 --"]),
        forged("-number", ["n", "1e400"], start),
        forged("-number", ["n", "NaN"], start),
        forged("-created_at", start, start),
        forged("owner_id", start, start),
        "x" * 2000,
    ]
    _, everything, _ = await world.ask("GET", CUSTOMERS, world.bearer(me), params={"limit": "200"})
    mine = {one["id"] for one in everything["items"]}
    assert known["my_customer"] in mine
    assert known["their_customer"] not in mine
    for cursor in tried:
        for sort in ("name", "-number", "-created_at"):
            query = {"after": cursor, "sort": sort}
            status, answer, _ = await world.ask("GET", CUSTOMERS, world.bearer(me), params=query)
            assert status in (200, 422), (cursor, sort, answer)
            assert {one["id"] for one in answer.get("items", [])} <= mine, (cursor, sort)


async def test_nobody_raises_themselves(world: World) -> None:
    """Whoever manages people or roles gives away at most what they hold, to themselves as to others."""
    for name in ("only user.manage", "only role.manage", "all but audit.read"):
        me = world.principals[name]
        headers = {**world.bearer(me), "If-Match": '"1"'}
        boss = world.principals["administrator"].claims["roles"]
        everything = dict.fromkeys(sorted(SCOPED | {READ, "audit.read"}), "all")
        tried = [
            ("PATCH", f"/api/identity/users/{me.id}", {"role_ids": boss}),
            ("POST", "/api/identity/users", {"name": "A", "email": "twin@example.com", "role_ids": boss}),
            ("PATCH", f"/api/identity/roles/{me.claims['roles'][0]}", {"permissions": everything}),
            ("POST", "/api/identity/roles", {"name": "Everything", "permissions": everything}),
            ("POST", f"/api/identity/users/{_boss(world).id}/password", {"password": "correct horse 77777"}),
        ]
        for method, path, body in tried:
            status, answer, _ = await world.ask(method, path, headers, json=body)
            assert status == 403, (name, method, path, status, answer)


def _boss(world: World) -> Principal:
    return world.principals["administrator"]
