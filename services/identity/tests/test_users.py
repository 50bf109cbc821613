"""People: added, found, changed, deactivated."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

PASSWORD = "correct horse battery staple"


def ming(**fields: Any) -> dict[str, Any]:
    return {"name": "李明", "email": f"{uuid4()}@example.com"} | fields


async def add(identity: Any, administrator: Any, **fields: Any) -> Any:
    return await identity.call("POST", "/users", administrator, status=201, json=ming(**fields))


async def edit(identity: Any, who: Any, user: Any, *, status: int = 200, **fields: Any) -> Any:
    headers = {"If-Match": f'"{user["version"]}"'}
    return await identity.call(
        "PATCH", f"/users/{user['id']}", who, status=status, json=fields, headers=headers
    )


@pytest.mark.parametrize("query", ["李", "李明", "liming", "lm", "LI", "ming@exa"])
async def test_people_are_found_by_name_pinyin_initials_and_mail(
    identity: Any, administrator: Any, query: str
) -> None:
    await add(identity, administrator, email="Ming@Example.com")
    found = await identity.call("GET", "/users", administrator, params={"q": query})
    assert [one["name"] for one in found["items"]] == ["李明"]


async def test_the_list_is_narrowed_sorted_and_paged(identity: Any, administrator: Any) -> None:
    team = await identity.call("POST", "/teams", administrator, status=201, json={"name": "East"})
    for name in ("Cy", "阿明", "Bo"):
        await add(identity, administrator, name=name, team_ids=[team["id"]])
    gone = await add(identity, administrator, name="Di", team_ids=[team["id"]])
    await identity.call("POST", f"/users/{gone['id']}/deactivate", administrator)
    params = {"team_id": team["id"], "active": "true", "limit": "2", "total": "true"}
    first = await identity.call("GET", "/users", administrator, params=params)
    rest = await identity.call("GET", "/users", administrator, params=params | {"after": first["next"]})
    assert [one["name"] for one in first["items"] + rest["items"]] == ["阿明", "Bo", "Cy"]
    assert first["total"] == 3


async def test_everybody_sees_names_and_teams_but_no_addresses(identity: Any, administrator: Any) -> None:
    await add(identity, administrator, email="ming@example.com")
    person = await identity.person(administrator)
    await identity.call("GET", "/users", person, status=403)
    await identity.call("GET", f"/users/{administrator.id}", person, status=403)
    found = await identity.call("GET", "/directory?q=lm", person)
    assert [set(one) for one in found["items"]] == [{"id", "name", "team_ids", "search"}]
    assert "@" not in found["items"][0]["search"]
    assert (await identity.call("GET", "/directory?q=ming@example", person))["items"] == []


async def test_a_mail_address_belongs_to_one_person_whatever_its_case(
    identity: Any, administrator: Any
) -> None:
    body = ming(email="ADMIN@EXAMPLE.COM")
    problem = await identity.call("POST", "/users", administrator, status=409, json=body)
    assert problem["type"].endswith("email-taken")
    user = await add(identity, administrator)
    await edit(identity, administrator, user, status=409, email="Admin@example.com")


async def test_a_change_needs_the_version_and_conflicts_show_three_values(
    identity: Any, administrator: Any
) -> None:
    user = await add(identity, administrator)
    await identity.call("PATCH", f"/users/{user['id']}", administrator, status=428, json={"name": "x"})
    await edit(identity, administrator, user, name="李名")
    problem = await edit(identity, administrator, user, status=412, name="黎明")
    assert problem["errors"][0]["params"] == {"yours": "黎明", "theirs": "李名", "original": "李明"}
    merged = await edit(identity, administrator, user, language="en")
    assert (merged["name"], merged["language"]) == ("李名", "en")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"role_ids": [str(uuid4())]}, "/role_ids"),
        ({"team_ids": [str(uuid4())]}, "/team_ids"),
        ({"manager_id": str(uuid4())}, "/manager_id"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"email": "no address"}, "/email"),
        ({"password": "short"}, "/password"),
        ({"name": "a\x00b"}, "/name"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_place(
    identity: Any, administrator: Any, fields: dict[str, Any], pointer: str
) -> None:
    problem = await identity.call("POST", "/users", administrator, status=422, json=ming(**fields))
    assert problem["errors"][0]["pointer"] == pointer


async def test_an_absence_has_a_deputy_and_ends_after_it_begins(identity: Any, administrator: Any) -> None:
    user, deputy = await add(identity, administrator), await add(identity, administrator)
    away = {
        "out_of_office_from": "2026-02-01",
        "out_of_office_until": "2026-02-08",
        "deputy_id": deputy["id"],
    }
    assert (await edit(identity, administrator, user, **away))["deputy_id"] == deputy["id"]
    user = await identity.call("GET", f"/users/{user['id']}", administrator)
    await edit(identity, administrator, user, status=422, out_of_office_until="2026-01-01")
    await edit(identity, administrator, user, status=422, deputy_id=user["id"])


async def test_deactivation_ends_all_sessions_and_reactivation_lets_in_again(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator)
    answer = await identity.call("POST", f"/users/{person.id}/deactivate", administrator)
    assert answer["active"] is False
    await identity.call("GET", "/me", person, status=401)
    await identity.call("POST", f"/users/{person.id}/reactivate", administrator)
    await identity.call("GET", "/me", person, status=401)  # the session has ended for good
    await identity.sign_in(person.email)


async def test_the_last_administrator_can_neither_leave_nor_lose_the_role(
    identity: Any, administrator: Any
) -> None:
    path = f"/users/{administrator.id}"
    problem = await identity.call("POST", f"{path}/deactivate", administrator, status=409)
    assert problem["type"].endswith("last-administrator")
    me = await identity.call("GET", path, administrator)
    await edit(identity, administrator, me, status=409, role_ids=[])
    second = await add(identity, administrator, role_ids=me["role_ids"])  # invited: cannot sign in yet
    await edit(identity, administrator, me, status=409, role_ids=[])
    await identity.call(
        "POST", f"/users/{second['id']}/password", administrator, status=204, json={"password": PASSWORD}
    )
    await edit(identity, administrator, me, role_ids=[])


async def test_two_administrators_cannot_remove_each_other_at_once(identity: Any, administrator: Any) -> None:
    me = await identity.call("GET", f"/users/{administrator.id}", administrator)
    other = await identity.person(administrator, roles=me["role_ids"])

    async def deactivate(who: Any, whom: Any) -> int:
        async with identity.client.post(f"/users/{whom.id}/deactivate", headers=who.headers) as answer:
            return int(answer.status)

    statuses = await asyncio.gather(deactivate(administrator, other), deactivate(other, administrator))
    left = await identity.rows('SELECT 1 FROM "user" WHERE active')
    assert len(left) >= 1, statuses


async def test_every_change_is_announced_with_its_version(identity: Any, administrator: Any) -> None:
    user = await add(identity, administrator)
    await edit(identity, administrator, user, name="李名")
    await edit(identity, administrator, user | {"version": 2}, name="李名")  # nothing new, nothing said
    said = [data for subject, data in await identity.bench.announced() if subject == "identity.user.changed"]
    assert [(one["name"], one["version"]) for one in said[-2:]] == [("李明", 1), ("李名", 2)]


async def test_what_is_refused_leaves_nothing(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator, {"user.read": "all"})
    tables = ("user", "role", "team", "outbox", "change", "access", "credential", "audit")
    counts = " UNION ALL ".join(f'SELECT count(*) FROM "{table}"' for table in tables)
    before = await identity.rows(counts)
    await identity.call("POST", "/users", person, status=403, json=ming(password=PASSWORD))
    await identity.call("POST", "/teams", person, status=403, json={"name": "Mine"})
    await identity.call("POST", "/roles", person, status=403, json={"name": "Mine", "permissions": {}})
    await identity.call("POST", f"/users/{administrator.id}/deactivate", person, status=403)
    await identity.call("GET", "/audit", person, status=403)
    await identity.call("POST", "/users", administrator, status=422, json=ming(role_ids=[str(uuid4())]))
    assert await identity.rows(counts) == before
