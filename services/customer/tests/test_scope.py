"""Who sees and does what: own, team, subtree, all; 404, 403, and denied calls that leave no trace."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from sqlalchemy import text

from chassis.testing import Bench
from services.customer.tests.people import EVERYTHING, Caller, caller

READ_ALL = {"customer.read": "all"}


async def company(crm: Bench) -> dict[str, Any]:
    """A team with a team below it and one beside it, and an owner in each."""
    top = await crm.team(name="Top")
    below = await crm.team(top, name="Below")
    beside = await crm.team(name="Beside")
    teams = {"top": top, "below": below, "beside": beside}
    people = {name: await caller(crm, EVERYTHING, teams=[team]) for name, team in teams.items()}
    for name, one in people.items():
        await one.customer(f"Of {name}")
    return {"teams": teams, "people": people}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ("own", []),
        ("team", ["Of top"]),
        ("subtree", ["Of below", "Of top"]),
        ("all", ["Of below", "Of beside", "Of top"]),
    ],
)
async def test_a_list_shows_what_the_scope_reaches(crm: Bench, scope: str, seen: list[str]) -> None:
    made = await company(crm)
    reader = await caller(crm, {"customer.read": scope}, teams=[made["teams"]["top"]])
    assert await reader.names("/customers") == seen
    answer = await reader("GET", "/customers?total=true")
    assert answer.body["total"] == len(seen)
    for one in (await made["people"]["top"]("GET", "/customers")).body["items"]:
        assert (await reader("GET", f"/customers/{one['id']}")).status == (
            200 if one["name"] in seen else 404
        )


async def test_what_one_owns_shows_under_the_narrowest_scope(crm: Bench) -> None:
    me = await caller(crm, {"customer.read": "own", "customer.create": "own"})
    await me.customer("Mine")
    await (await caller(crm, EVERYTHING)).customer("Theirs")
    assert await me.names("/customers") == ["Mine"]


async def state(crm: Bench) -> list[Any]:
    """Everything the service has written, access facts apart."""
    counted = ("customer", "contact", "contact_link", "interaction", "tag", "change", "outbox")
    async with crm.runtime.database.reading() as session:
        return [(await session.execute(text(f"SELECT * FROM {one} ORDER BY 1"))).all() for one in counted]


DENIED: list[tuple[str, str, Any]] = [
    ("POST", "/customers", {"name": "A"}),
    ("PATCH", "/customers/{id}", {"name": "B"}),
    ("DELETE", "/customers/{id}", None),
    ("POST", "/customers/{id}/restore", None),
    ("POST", "/customers/{id}/assign", {"owner_id": None}),
    ("POST", "/customers/bulk-assign", {"owner_id": None, "customer_ids": ["{id}"]}),
    ("PUT", "/customers/{id}/tags", {"tags": []}),
    ("GET", "/customers?deleted=true", None),
    ("POST", "/contacts", {"name": "A", "customers": [{"customer_id": "{id}"}]}),
    ("PATCH", "/contacts/{contact}", {"name": "B"}),
    ("DELETE", "/contacts/{contact}", None),
    ("PUT", "/contacts/{contact}/customers/{id}", {"title": "CEO"}),
    ("DELETE", "/contacts/{contact}/customers/{id}", None),
    (
        "POST",
        "/interactions",
        {"customer_id": "{id}", "channel": "call", "occurred_at": "2026-01-01T00:00:00Z"},
    ),
    ("PATCH", "/interactions/{entry}", {"summary": "B"}),
    ("DELETE", "/interactions/{entry}", None),
    ("POST", "/tags", {"name": "A"}),
    ("PATCH", "/tags/{tag}", {"name": "B"}),
    ("DELETE", "/tags/{tag}", None),
    ("POST", "/tags/{tag}/merge", {"into_id": "{tag}"}),
]


async def records(admin: Caller) -> dict[str, str]:
    customer = (await admin.customer())["id"]
    links = [{"customer_id": customer}]
    contact = (await admin("POST", "/contacts", {"name": "Kim Example", "customers": links})).body["id"]
    call = {"customer_id": customer, "channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
    entry = (await admin("POST", "/interactions", call)).body["id"]
    tag = (await admin("POST", "/tags", {"name": "VIP"})).body["id"]
    return {"id": customer, "contact": contact, "entry": entry, "tag": tag}


def filled(given: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(given, str):
        return given.format(**ids)
    if isinstance(given, dict):
        return {key: filled(value, ids) for key, value in given.items()}
    return [filled(one, ids) for one in given] if isinstance(given, list) else given


async def test_a_denied_call_is_403_and_changes_nothing(crm: Bench, admin: Caller) -> None:
    ids = await records(admin)
    reader = await caller(crm, READ_ALL)
    before = await state(crm)
    for method, path, body in DENIED:
        answer = await reader(method, filled(path, ids), filled(body, ids), If_Match='"1"')
        assert answer.status == 403, (method, path, answer.body)
    assert await state(crm) == before


async def test_what_may_not_be_read_is_not_found_and_nothing_changes(crm: Bench, admin: Caller) -> None:
    ids = await records(admin)
    stranger = await caller(crm, dict.fromkeys(EVERYTHING, "own") | {"tag.manage": "all"})
    before = await state(crm)
    for method, path, body in DENIED:
        if "{" in path and "tag}" not in path:
            answer = await stranger(method, filled(path, ids), filled(body, ids), If_Match='"1"')
            assert answer.status == 404, (method, path, answer.body)
    answer = await stranger("POST", "/customers/bulk-assign", {"owner_id": None, "customer_ids": [ids["id"]]})
    assert answer.body["results"] == [{"id": ids["id"], "outcome": "not_found", "version": None}]
    assert await state(crm) == before


async def test_creating_for_somebody_outside_the_scope_is_refused(crm: Bench, admin: Caller) -> None:
    me = await caller(crm, {"customer.create": "own", "customer.read": "own"})
    answer = await me("POST", "/customers", {"name": "A", "owner_id": str(admin.person.id)})
    assert answer.status == 403


async def test_a_call_without_token_is_401(crm: Bench) -> None:
    async with crm.client.get("/customers") as response:
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_many_are_named_by_their_ids_as_far_as_the_scope_reaches(crm: Bench) -> None:
    made = await company(crm)
    reader = await caller(crm, {"customer.read": "team"}, teams=[made["teams"]["top"]])
    listed = (await made["people"]["top"]("GET", "/customers")).body["items"]
    condition = {"field": "id", "op": "in", "value": [one["id"] for one in listed]}
    assert len(listed) == 3
    assert await reader.names(f"/customers?filter={quote(orjson.dumps(condition).decode())}") == ["Of top"]


async def test_a_contact_says_whose_customer_it_is_at(crm: Bench) -> None:
    made = await company(crm)
    top = made["people"]["top"]
    [theirs] = [one for one in (await top("GET", "/customers")).body["items"] if one["name"] == "Of top"]
    given = {"name": "Example Person", "customers": [{"customer_id": theirs["id"]}]}
    contact = (await top("POST", "/contacts", given)).body
    [link] = contact["customers"]
    assert link["customer_owner_id"] == str(top.person.id)
    assert link["customer_team_id"] == str(made["teams"]["top"])
