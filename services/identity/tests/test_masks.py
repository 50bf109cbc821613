"""Fields that roles hide: what can be hidden, how roles add up, and that nobody shows more than they see."""

from typing import Any

import pytest

READS = {"customer.read": "team"}
MANAGES = {"role.manage": "all", "user.manage": "all", "user.read": "all"}
TAX = "customer.tax_number"


async def role(
    identity: Any, who: Any, permissions: dict[str, str], *masks: str, status: int = 201, name: str = ""
) -> Any:
    body = {
        "name": name or f"Role {permissions} {masks}"[:200],
        "permissions": permissions,
        "masks": list(masks),
    }
    return await identity.call("POST", "/roles", who, status=status, json=body)


@pytest.mark.parametrize(
    "field",
    [
        "customer.name", "customer.number", "customer.owner_id", "contact.id", "user.email", "tax_number",
        "customer.", "customer.custom.", "customer.custom.Nope", "customer.custom", "x.custom.key", "",
        "customer.tax_number.x",
    ],
)  # fmt: skip
async def test_what_cannot_be_hidden_is_refused_by_name(
    identity: Any, administrator: Any, field: str
) -> None:
    problem = await role(identity, administrator, READS, field, status=422)
    assert problem["errors"] == [{"pointer": "/masks", "kind": "field_unmaskable", "params": {"name": field}}]


async def test_a_role_keeps_what_it_hides_and_tells_every_service(identity: Any, administrator: Any) -> None:
    made = await role(identity, administrator, READS, TAX, "customer.custom.salary", TAX)
    assert made["masks"] == ["customer.custom.salary", TAX]
    (told,) = [data for _, data in await identity.bench.announced() if data.get("role_id") == made["id"]]
    assert told["masks"] == made["masks"]
    changed = await identity.call(
        "PATCH",
        f"/roles/{made['id']}",
        administrator,
        json={"masks": []},
        headers={"If-Match": '"1"'},
    )
    assert changed["masks"] == []


async def test_the_fields_that_can_be_hidden_are_listed(identity: Any, administrator: Any) -> None:
    listed = await identity.call("GET", "/maskable-fields", administrator)
    names = [f"{one['thing']}.{field}" for one in listed for field in one["fields"]]
    assert (await role(identity, administrator, READS, *names))["masks"] == sorted(names)


async def test_a_field_is_hidden_only_if_every_role_that_reads_the_object_hides_it(
    identity: Any, administrator: Any
) -> None:
    hiding = await role(identity, administrator, READS, TAX, "contact.phones")
    partly = await role(identity, administrator, {"customer.read": "own"}, TAX)
    reading = await role(identity, administrator, READS | {"customer.update": "own"})
    trail = await role(identity, administrator, {"audit.read": "all"})

    async def hidden(*roles: Any) -> Any:
        person = await identity.person(administrator, roles=[one["id"] for one in roles])
        return (await identity.call("GET", "/me", person))["masked"]

    assert await hidden(hiding) == ["contact.phones", TAX]
    assert await hidden(hiding, partly) == [TAX]
    assert await hidden(hiding, reading) == []
    assert await hidden(hiding, trail) == ["contact.phones", TAX]


async def test_why_something_is_hidden_is_explained_from_both_sides(
    identity: Any, administrator: Any
) -> None:
    hiding = await role(identity, administrator, READS, TAX, "contact.phones")
    partly = await role(identity, administrator, READS, TAX)
    person = await identity.person(administrator, roles=[hiding["id"], partly["id"]], name="Hidden")
    why = await identity.call("GET", f"/users/{person.id}/permissions", administrator)
    (masks,) = [one["masks"] for one in why if one["permission"] == "customer.read"]
    by_field = {one["field"]: one for one in masks}
    assert by_field[TAX]["hidden"]
    assert set(by_field[TAX]["hidden_by"]) == {hiding["id"], partly["id"]}
    assert not by_field["contact.phones"]["hidden"]
    assert by_field["contact.phones"]["shown_by"] == [partly["id"]]
    row = {"owner_id": str(person.id)}
    found = await identity.call("GET", "/permissions/customer.read/holders", administrator, params=row)
    assert {one["name"]: one["masked"] for one in found["items"]} == {"Administrator": [], "Hidden": [TAX]}


async def test_nobody_makes_a_role_that_shows_what_is_hidden_from_them(
    identity: Any, administrator: Any
) -> None:
    own = await role(identity, administrator, MANAGES | READS | {"audit.read": "all"}, TAX)
    person = await identity.person(administrator, roles=[own["id"]])
    await role(identity, person, READS, TAX, "contact.phones")
    await role(identity, person, {"user.read": "all"})
    for permissions in (READS, {"audit.read": "all"}):
        problem = await role(identity, person, permissions, "contact.phones", status=403)
        assert problem["params"] == {"field": TAX}
    await identity.call(
        "PATCH",
        f"/roles/{own['id']}",
        person,
        json={"masks": []},
        headers={"If-Match": '"1"'},
        status=403,
    )


async def test_nobody_takes_charge_of_somebody_who_sees_more(identity: Any, administrator: Any) -> None:
    hiding = await role(identity, administrator, READS, TAX)
    showing = await role(identity, administrator, READS, name="Showing")
    person = await identity.person(administrator, MANAGES, roles=[hiding["id"]])
    seeing = await identity.person(administrator, roles=[showing["id"]])
    body = {"password": "another correct horse"}
    problem = await identity.call("POST", f"/users/{seeing.id}/password", person, json=body, status=403)
    assert problem["params"] == {"field": TAX}
    user = {"name": "New", "email": "new@example.com", "role_ids": [hiding["id"], showing["id"]]}
    await identity.call("POST", "/users", person, json=user, status=403)
    await identity.call("POST", "/users", person, json=user | {"role_ids": [hiding["id"]]}, status=201)
