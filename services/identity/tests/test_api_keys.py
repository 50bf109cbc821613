"""API keys: made, exchanged, bound, renewed, revoked; nobody gives one more than they hold."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.actors import Kind
from identity.api_keys import spelling


async def role(identity: Any, administrator: Any, permissions: Mapping[str, str]) -> str:
    body = {"name": f"role {sorted(permissions)}", "permissions": dict(permissions)}
    return str((await identity.call("POST", "/roles", administrator, status=201, json=body))["id"])


async def make(
    identity: Any, who: Any, permissions: Mapping[str, str], *, status: int = 201, **more: Any
) -> Any:
    body = {"name": "ERP", "role_ids": [await role(identity, who, permissions)], **more}
    return await identity.call("POST", "/api-keys", who, status=status, json=body)


async def exchange(identity: Any, key: str, *, status: int = 200, address: str = "192.0.2.1") -> Any:
    headers = {"X-Forwarded-For": address}
    body = {"key": key}
    return await identity.call("POST", "/api-keys/token", status=status, json=body, headers=headers)


async def acting(identity: Any, key: str) -> dict[str, str]:
    """Headers of the system that holds the key."""
    return {"Authorization": f"Bearer {(await exchange(identity, key))['access_token']}"}


async def edit(identity: Any, who: Any, made: Any, *, status: int = 200, **fields: Any) -> Any:
    headers = {"If-Match": f'"{made["version"]}"'}
    path = f"/api-keys/{made['id']}"
    return await identity.call("PATCH", path, who, status=status, json=fields, headers=headers)


async def test_a_key_is_shown_once_and_kept_as_a_digest(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    assert identity.headers["Cache-Control"] == "no-store"
    assert made["key"].startswith(made["prefix"])
    assert made["prefix"].startswith("crm_")
    shown = await identity.call("GET", f"/api-keys/{made['id']}", administrator)
    listed = await identity.call("GET", "/api-keys", administrator)
    assert listed["items"] == [shown]
    assert "key" not in shown
    for table in ("api_key", "api_key_secret", "change", "outbox", "audit"):
        for (row,) in await identity.rows(f'SELECT t::text FROM "{table}" t'):
            assert made["key"][26:] not in row


async def test_a_key_acts_with_its_own_roles_under_its_own_name(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all", "team.manage": "all"})
    erp = await acting(identity, made["key"])
    await identity.call("GET", "/users", headers=erp)
    await identity.call("GET", "/audit", headers=erp, status=403)
    await identity.call("GET", "/me", headers=erp, status=403)
    keyed = erp | {"Idempotency-Key": "one"}
    teams = [
        await identity.call("POST", "/teams", status=201, headers=keyed, json={"name": "A"}) for _ in range(2)
    ]
    assert teams[0]["id"] == teams[1]["id"]
    ((actor,),) = await identity.rows("SELECT actor FROM change WHERE thing = 'team'")
    assert actor == f"api_key:{made['id']}"
    claims = await identity.runtime.verifier.verify(erp["Authorization"].removeprefix("Bearer "))
    assert (claims.kind, claims.session_id) == ("api_key", None)


async def test_a_role_of_a_key_bites_as_soon_as_it_changes(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    erp = await acting(identity, made["key"])
    other = await role(identity, administrator, {"audit.read": "all"})
    await edit(identity, administrator, made, role_ids=[other])
    await identity.call("GET", "/users", headers=erp, status=403)
    await identity.call("GET", "/audit", headers=erp)
    headers = {"If-Match": '"1"'}
    await identity.call("PATCH", f"/roles/{other}", administrator, json={"permissions": {}}, headers=headers)
    await identity.call("GET", "/audit", headers=erp, status=403)


async def test_a_revoked_key_is_refused_at_once_for_ever(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    erp = await acting(identity, made["key"])
    revoked = await identity.call("POST", f"/api-keys/{made['id']}/revoke", administrator)
    assert revoked["revoked_at"]
    await identity.call("GET", "/users", headers=erp, status=401)
    await exchange(identity, made["key"], status=401)
    await edit(identity, administrator, revoked, status=409, name="again")
    await identity.call("POST", f"/api-keys/{made['id']}/rotate", administrator, status=409, json={})
    await identity.call("POST", f"/api-keys/{made['id']}/revoke", administrator)
    for revoked_only, count in (("true", 1), ("false", 0)):
        found = await identity.call("GET", "/api-keys", administrator, params={"revoked": revoked_only})
        assert len(found["items"]) == count
    subjects = [subject for subject, _ in await identity.bench.announced()]
    assert subjects.count("identity.api-key.changed") == 2


async def test_work_in_a_keys_name_goes_on_while_it_is_in_force(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    actor = identity.runtime.access.acting(UUID(made["id"]))
    assert (actor.kind, str(actor), actor.may("user.read")) == (Kind.API_KEY, f"api_key:{made['id']}", True)


async def test_nobody_gives_a_key_more_than_they_hold(identity: Any, administrator: Any) -> None:
    wide = await role(identity, administrator, {"audit.read": "all"})
    narrow = await role(identity, administrator, {"user.read": "all"})
    person = await identity.person(administrator, {"api_key.manage": "all", "user.read": "all"})
    body = {"name": "K", "role_ids": [wide]}
    refused = await identity.call("POST", "/api-keys", person, status=403, json=body)
    assert refused["type"] == "urn:crm:problem:beyond-own-permissions"
    made = await identity.call(
        "POST", "/api-keys", person, status=201, json={"name": "K", "role_ids": [narrow]}
    )
    await edit(identity, person, made, status=403, role_ids=[wide])
    widened = await edit(identity, administrator, made, role_ids=[wide])
    await edit(identity, person, widened, status=403, name="mine")
    rotate = f"/api-keys/{made['id']}/rotate"
    await identity.call("POST", rotate, person, status=403, json={})  # its new secret would be a way to more
    await identity.call("POST", f"/api-keys/{made['id']}/revoke", person)


async def test_managing_keys_needs_the_permission(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    person = await identity.person(administrator, {"user.read": "all"})
    path = f"/api-keys/{made['id']}"
    for method, where in (("GET", "/api-keys"), ("GET", path), ("POST", f"{path}/revoke")):
        await identity.call(method, where, person, status=403)
    await identity.call("POST", f"{path}/rotate", person, status=403, json={})
    await edit(identity, person, made, status=403, name="x")


async def test_a_key_makes_no_keys_and_no_roles(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"api_key.manage": "all", "role.manage": "all"})
    erp = await acting(identity, made["key"])
    body = {"name": "K", "role_ids": made["role_ids"]}
    refused = await identity.call("POST", "/api-keys", headers=erp, status=403, json=body)
    assert refused["type"] == "urn:crm:problem:confirmation-required"
    await identity.call("POST", "/roles", headers=erp, status=403, json={"name": "R", "permissions": {}})


async def test_a_new_secret_replaces_the_old_at_once_or_after_the_overlap(
    identity: Any, administrator: Any
) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    path = f"/api-keys/{made['id']}/rotate"
    second = await identity.call("POST", path, administrator, json={})
    await exchange(identity, made["key"], status=401)
    third = await identity.call("POST", path, administrator, json={"overlap_seconds": 60})
    await exchange(identity, second["key"])
    await exchange(identity, third["key"])
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE api_key_secret SET former_until = now()")
    await exchange(identity, second["key"], status=401)
    assert (await identity.kinds()).count("api-key-rotated") == 2
    too_long = {"overlap_seconds": 7 * 24 * 3600 + 1}
    await identity.call("POST", path, administrator, status=422, json=too_long)


async def test_a_key_is_bound_to_its_addresses(identity: Any, administrator: Any) -> None:
    bound = ["192.0.2.0/24", "2001:db8::/32"]
    made = await make(identity, administrator, {"user.read": "all"}, addresses=bound)
    await exchange(identity, made["key"])
    await exchange(identity, made["key"], address="2001:db8::1")
    for elsewhere in ("198.51.100.1", "2001:db9::1", "nowhere"):
        refused = await exchange(identity, made["key"], status=401, address=elsewhere)
        assert refused["params"] == {"reason": "address-refused"}
    await make(identity, administrator, {"audit.read": "all"}, status=422, addresses=["192.0.2.1/8", "x"])


async def test_a_key_and_its_tokens_expire(identity: Any, administrator: Any) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=60)).isoformat()
    made = await make(identity, administrator, {"user.read": "all"}, expires_at=soon)
    assert 50 <= (await exchange(identity, made["key"]))["expires_in"] <= 60
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE api_key SET expires_at = now()")
    await exchange(identity, made["key"], status=401)
    named = await role(identity, administrator, {"audit.read": "all"})
    for never in ("2020-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2999-01-01T00:00:00", "soon"):
        body = {"name": "K", "role_ids": [named], "expires_at": never}
        await identity.call("POST", "/api-keys", administrator, status=422, json=body)


async def test_the_last_use_is_noted_now_and_then(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    path = f"/api-keys/{made['id']}"
    assert (await identity.call("GET", path, administrator))["used_at"] is None
    await exchange(identity, made["key"])
    first = await identity.call("GET", path, administrator)
    assert first["used_from"] == "192.0.2.1"
    await exchange(identity, made["key"], address="192.0.2.7")
    assert (await identity.call("GET", path, administrator)) == first


async def test_a_role_that_a_key_holds_stays(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    path = f"/roles/{made['role_ids'][0]}"
    await identity.call("DELETE", path, administrator, status=409)
    await identity.call("POST", f"/api-keys/{made['id']}/revoke", administrator)
    await identity.call("DELETE", path, administrator, status=204)


async def test_made_up_keys_are_refused_alike(identity: Any, administrator: Any) -> None:
    made = await make(identity, administrator, {"user.read": "all"})
    right = made["key"]
    for wrong in (
        "",
        "crm_",
        right[:-1],
        right + "x",
        right[:-1] + "\n",
        "crm_" + "A" * 65,
        right[:26] + "A" * 43,
    ):
        refused = await exchange(identity, wrong, status=401)
        assert refused["params"] == {"reason": "api-key-refused"}, wrong
    for strange in ("\ud800", "x" * 201):
        await exchange(identity, strange, status=422)


@pytest.mark.parametrize("field", ["role_ids", "team_ids"])
async def test_a_key_holds_only_what_there_is(identity: Any, administrator: Any, field: str) -> None:
    known = await role(identity, administrator, {"user.read": "all"})
    body = {"name": "K", "role_ids": [known]} | {field: [str(administrator.id)]}
    refused = await identity.call("POST", "/api-keys", administrator, status=422, json=body)
    assert refused["errors"][0]["pointer"] == f"/{field}"
    assert not await identity.rows("SELECT 1 FROM api_key")


@given(st.uuids())
def test_a_key_names_its_id(id_: UUID) -> None:
    key = spelling.fresh(id_)
    assert spelling.read(key) == id_
    assert len(key) == 69
    assert spelling.fresh(id_) != key


@given(st.text(max_size=80))
def test_whatever_is_no_key_is_none(text: str) -> None:
    assert spelling.read(text) is None
