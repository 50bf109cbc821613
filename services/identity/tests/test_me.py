"""What people do for themselves: profile, password, preferences, saved views."""

from typing import Any

import pytest

PASSWORD = "correct horse battery staple"
NEW = "another long password"


async def test_people_change_their_own_profile_but_not_their_rights(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator)
    headers = {"If-Match": '"1"'}
    me = await identity.call("PATCH", "/me", person, json={"language": "zh-TW"}, headers=headers)
    assert me["language"] == "zh-TW"
    await identity.call("PATCH", "/me", person, status=422, json={"role_ids": []}, headers=headers)
    await identity.call("PATCH", "/me", person, status=428, json={"name": "x"})


async def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator)
    other = await identity.sign_in(person.email)
    wrong = {"current_password": "not the password", "new_password": NEW}
    await identity.call("POST", "/me/password", person, status=403, json=wrong)
    short = {"current_password": PASSWORD, "new_password": "short"}
    problem = await identity.call("POST", "/me/password", person, status=422, json=short)
    assert problem["errors"][0]["pointer"] == "/new_password"
    change = {"current_password": PASSWORD, "new_password": NEW}
    await identity.call("POST", "/me/password", person, status=204, json=change)
    await identity.call("GET", "/me", person)
    await identity.call("GET", "/me", other, status=401)
    await identity.sign_in(person.email, NEW)
    refused = {"email": person.email, "password": PASSWORD}
    await identity.call("POST", "/sessions", status=401, json=refused)


async def test_a_stolen_session_cannot_guess_the_password(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    wrong = {"current_password": "not the password", "new_password": NEW}
    for _ in range(10):
        await identity.call("POST", "/me/password", person, status=403, json=wrong)
    await identity.call("POST", "/me/password", person, status=429, json=wrong)


async def test_an_administrator_sets_anothers_password_and_ends_their_sessions(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator)
    path = f"/users/{person.id}/password"
    await identity.call("POST", path, administrator, status=204, json={"password": NEW})
    await identity.call("GET", "/me", person, status=401)
    await identity.sign_in(person.email, NEW)
    own = f"/users/{administrator.id}/password"
    await identity.call("POST", own, administrator, status=403, json={"password": NEW})


async def test_passwords_are_kept_out_of_remembered_answers(identity: Any, administrator: Any) -> None:
    body = {"name": "Ming", "email": "ming@example.com", "password": PASSWORD}
    headers = {"Idempotency-Key": "once"}
    await identity.call("POST", "/users", administrator, status=201, json=body, headers=headers)
    assert await identity.rows("SELECT 1 FROM idempotency") == []


async def test_preferences_are_ones_own(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    value = {"value": {"dark": True, "columns": ["name", None, 1.5], "名": "值"}}
    await identity.call("PUT", "/me/preferences/theme", person, json=value)
    await identity.call("PUT", "/me/preferences/theme", administrator, json={"value": None})
    (kept,) = await identity.call("GET", "/me/preferences", person)
    assert kept["value"] == value["value"]
    await identity.call("DELETE", "/me/preferences/theme", person, status=204)
    await identity.call("DELETE", "/me/preferences/theme", person, status=404)
    assert len(await identity.call("GET", "/me/preferences", administrator)) == 1


@pytest.mark.parametrize("value", ["x" * 17_000, "\x00", "\ud800", 10**400, [[[]]] * 9_000])
async def test_a_preference_that_cannot_be_kept_is_refused(
    identity: Any, administrator: Any, value: Any
) -> None:
    await identity.call("PUT", "/me/preferences/theme", administrator, status=422, json={"value": value})


async def test_preferences_are_bounded_in_number(identity: Any, administrator: Any) -> None:
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO preference (user_id, key, value)"
            f" SELECT '{administrator.id}', 'key' || n, '1' FROM generate_series(1, 200) n"
        )
    await identity.call("PUT", "/me/preferences/one-more", administrator, status=409, json={"value": 1})
    await identity.call("PUT", "/me/preferences/key1", administrator, json={"value": 2})


VIEW = {
    "object": "customer.customers",
    "name": "我的客户",
    "condition": {"field": "industry", "op": "eq", "value": "retail"},
    "columns": ["name", "owner_id"],
    "sort": "-updated_at",
}


async def test_views_are_private_until_shared(identity: Any, administrator: Any) -> None:
    sharer = await identity.person(administrator, {"view.share": "all"})
    other = await identity.person(administrator)
    view = await identity.call("POST", "/views", sharer, status=201, json=VIEW)
    assert {name: view[name] for name in VIEW} == VIEW
    path, headers = f"/views/{view['id']}", {"If-Match": '"1"'}
    await identity.call("GET", path, other, status=404)
    await identity.call("PATCH", path, sharer, json={"shared": True}, headers=headers)
    listed = await identity.call("GET", "/views?object=customer.customers", other)
    assert [one["id"] for one in listed["items"]] == [view["id"]]
    assert (await identity.call("GET", "/views?object=customer.contacts", other))["items"] == []
    await identity.call("PATCH", path, other, status=403, json={"name": "Mine"}, headers={"If-Match": '"2"'})
    await identity.call("DELETE", path, other, status=403)
    await identity.call("DELETE", path, sharer, status=204)
    assert (await identity.call("GET", "/views", other))["items"] == []


async def test_sharing_a_view_needs_its_permission(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    await identity.call("POST", "/views", person, status=403, json=VIEW | {"shared": True})
    view = await identity.call("POST", "/views", person, status=201, json=VIEW)
    body, headers = {"shared": True}, {"If-Match": '"1"'}
    await identity.call("PATCH", f"/views/{view['id']}", person, status=403, json=body, headers=headers)


@pytest.mark.parametrize(
    "wrong",
    [{"object": "customers"}, {"columns": ["no name"]}, {"sort": "a b"}, {"condition": "all"}, {"name": ""}],
)
async def test_a_view_has_a_shape(identity: Any, administrator: Any, wrong: Any) -> None:
    await identity.call("POST", "/views", administrator, status=422, json=VIEW | wrong)


async def test_the_organisation_is_read_by_all_and_changed_by_few(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    headers = {"If-Match": '"1"'}
    assert (await identity.call("GET", "/organisation", person))["languages"] == ["zh-CN", "zh-TW", "en"]
    await identity.call("PATCH", "/organisation", person, status=403, json={"name": "x"}, headers=headers)
    change = {"base_currency": "usd", "fiscal_year_start_month": 4, "languages": ["en"]}
    changed = await identity.call("PATCH", "/organisation", administrator, json=change, headers=headers)
    assert (changed["base_currency"], changed["fiscal_year_start_month"]) == ("USD", 4)
    unknown: list[Any] = [{"time_zone": "Mars"}, {"region": "XX"}, {"languages": []}]
    for wrong in [*unknown, {"languages": ["en", "en"]}]:
        await identity.call(
            "PATCH", "/organisation", administrator, status=422, json=wrong, headers={"If-Match": '"2"'}
        )
