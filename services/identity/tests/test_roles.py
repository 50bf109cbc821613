"""Roles, and that nobody gives away more than they hold."""

from typing import Any

import pytest


async def make(identity: Any, who: Any, permissions: dict[str, str], *, status: int = 201) -> Any:
    body = {"name": f"Role {permissions}", "permissions": permissions}
    return await identity.call("POST", "/roles", who, status=status, json=body)


async def edit(identity: Any, who: Any, path: str, version: int, *, status: int = 200, **fields: Any) -> Any:
    headers = {"If-Match": f'"{version}"'}
    return await identity.call("PATCH", path, who, status=status, json=fields, headers=headers)


@pytest.mark.parametrize(
    "permissions", [{"customer.fly": "all"}, {"user.read": "team"}, {"user.read": "most"}]
)
async def test_permissions_that_do_not_exist_are_refused(
    identity: Any, administrator: Any, permissions: dict[str, str]
) -> None:
    await make(identity, administrator, permissions, status=422)


async def test_a_role_bites_as_soon_as_it_changes(identity: Any, administrator: Any) -> None:
    role = await make(identity, administrator, {"user.read": "all"})
    person = await identity.person(administrator, roles=[role["id"]])
    await identity.call("GET", "/users", person)
    await edit(identity, administrator, f"/roles/{role['id']}", 1, permissions={})
    await identity.call("GET", "/users", person, status=403)
    assert (await identity.call("GET", "/me", person))["permissions"] == {}


async def test_several_roles_add_up_to_the_widest_scope(identity: Any, administrator: Any) -> None:
    narrow = await make(identity, administrator, {"customer.read": "own", "audit.read": "all"})
    wide = await make(identity, administrator, {"customer.read": "team"})
    team = await identity.call("POST", "/teams", administrator, status=201, json={"name": "East"})
    person = await identity.person(administrator, roles=[narrow["id"], wide["id"]], teams=[team["id"]])
    held = {"audit.read": "all", "customer.read": "team"}
    assert (await identity.call("GET", "/me", person))["permissions"] == held
    why = await identity.call("GET", f"/users/{person.id}/permissions", administrator)
    assert {one["permission"]: one["scope"] for one in why} == held
    assert set(why[1]["role_ids"]) == {narrow["id"], wide["id"]}
    assert why[1]["team_ids"] == [team["id"]]


async def test_the_list_says_how_many_people_hold_each_role(identity: Any, administrator: Any) -> None:
    held, other = [await make(identity, administrator, {name: "all"}) for name in ("user.read", "audit.read")]
    for roles in ([held["id"]], [held["id"], other["id"]]):
        await identity.person(administrator, roles=roles)
    listed = {
        one["id"]: one["holders"] for one in (await identity.call("GET", "/roles", administrator))["items"]
    }
    assert (listed[held["id"]], listed[other["id"]]) == (2, 1)


async def test_who_can_reach_a_record_is_answered_from_both_sides(identity: Any, administrator: Any) -> None:
    top = await identity.call("POST", "/teams", administrator, status=201, json={"name": "Top"})
    low = {"name": "Low", "parent_id": top["id"]}
    low = await identity.call("POST", "/teams", administrator, status=201, json=low)
    chief = await identity.person(
        administrator, {"customer.read": "subtree"}, teams=[top["id"]], name="Chief"
    )
    await identity.person(administrator, {"customer.read": "team"}, teams=[top["id"]], name="Peer")
    owner = await identity.person(administrator, {"customer.read": "own"}, name="Owner")
    row = {"owner_id": str(owner.id), "team_id": low["id"]}
    found = await identity.call("GET", "/permissions/customer.read/holders", administrator, params=row)
    assert [one["name"] for one in found["items"]] == ["Administrator", "Chief", "Owner"]
    why = await identity.call("GET", f"/users/{chief.id}/permissions", administrator, params=row)
    assert [one["permission"] for one in why] == ["customer.read"]


async def test_nobody_makes_a_role_of_more_than_they_hold(identity: Any, administrator: Any) -> None:
    holds = {"role.manage": "all", "customer.read": "team"}
    person = await identity.person(administrator, holds)
    await make(identity, person, {"customer.read": "own"})
    problem = await make(identity, person, {"customer.read": "all"}, status=403)
    assert problem["type"].endswith("beyond-own-permissions")
    await make(identity, person, {"audit.read": "all"}, status=403)


async def test_nobody_widens_their_own_role(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator, {"role.manage": "all"})
    (role,) = (await identity.call("GET", "/users/" + str(person.id), administrator))["role_ids"]
    await edit(
        identity,
        person,
        f"/roles/{role}",
        1,
        status=403,
        permissions={"role.manage": "all", "user.manage": "all"},
    )


async def test_nobody_gives_themselves_or_others_a_stronger_role(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator, {"user.manage": "all", "user.read": "all"})
    strong = (await identity.call("GET", f"/users/{administrator.id}", administrator))["role_ids"]
    me = await identity.call("GET", f"/users/{person.id}", person)
    await edit(identity, person, f"/users/{person.id}", me["version"], status=403, role_ids=strong)
    body = {"name": "Puppet", "email": "puppet@example.com", "role_ids": strong}
    await identity.call("POST", "/users", person, status=403, json=body)


async def test_nobody_takes_charge_of_somebody_stronger(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator, {"user.manage": "all"})
    path = f"/users/{administrator.id}"
    await identity.call("POST", f"{path}/password", person, status=403, json={"password": "now it is mine"})
    await edit(identity, person, path, 1, status=403, email="mine@example.com")
    await identity.call("POST", f"{path}/deactivate", person, status=403)


async def test_a_team_is_given_only_by_whoever_reaches_its_rows(identity: Any, administrator: Any) -> None:
    east, west = [
        (await identity.call("POST", "/teams", administrator, status=201, json={"name": name}))["id"]
        for name in ("East", "West")
    ]
    person = await identity.person(
        administrator, {"user.manage": "all", "user.read": "all", "customer.read": "team"}, teams=[east]
    )
    me = await identity.call("GET", f"/users/{person.id}", person)
    path = f"/users/{person.id}"
    await edit(identity, person, path, me["version"], status=403, team_ids=[east, west])
    body = {"name": "New", "email": "new@example.com", "role_ids": me["role_ids"], "team_ids": [west]}
    await identity.call("POST", "/users", person, status=403, json=body)
    await identity.call("POST", "/users", person, status=201, json=body | {"team_ids": [east]})


async def test_the_administrators_role_never_changes(identity: Any, administrator: Any) -> None:
    (role,) = (await identity.call("GET", f"/users/{administrator.id}", administrator))["role_ids"]
    await edit(identity, administrator, f"/roles/{role}", 1, status=409, name="Boss")
    await identity.call("DELETE", f"/roles/{role}", administrator, status=409)


async def test_a_role_is_removed_only_when_nobody_holds_it(identity: Any, administrator: Any) -> None:
    role = await make(identity, administrator, {"user.read": "all"})
    person = await identity.person(administrator, roles=[role["id"]])
    await identity.call("DELETE", f"/roles/{role['id']}", administrator, status=409)
    await edit(identity, administrator, f"/users/{person.id}", 1, role_ids=[])
    await identity.call("DELETE", f"/roles/{role['id']}", administrator, status=204)
    await identity.call("GET", f"/roles/{role['id']}", administrator, status=404)
    await make(identity, administrator, {"user.read": "all"})  # its name is free again


async def test_two_roles_cannot_have_one_name(identity: Any, administrator: Any) -> None:
    await make(identity, administrator, {})
    problem = await make(identity, administrator, {}, status=409)
    assert problem["type"].endswith("role-name-taken")


async def test_the_catalogue_says_which_scopes_a_permission_has(identity: Any, administrator: Any) -> None:
    scopes = {one["name"]: one["scopes"] for one in await identity.call("GET", "/permissions", administrator)}
    assert scopes["user.read"] == ["all"]
    assert scopes["customer.read"] == ["own", "team", "subtree", "all"]
