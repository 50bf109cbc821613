"""What is there after the first start."""

import asyncio
from typing import Any

from sqlalchemy import text

from identity.main import service


async def test_the_first_start_brings_organisation_roles_and_administrator(
    identity: Any, administrator: Any
) -> None:
    me = await identity.call("GET", "/me", administrator)
    assert me["organisation"]["name"] == "My organisation"
    assert me["permissions"]["role.manage"] == "all"
    roles = await identity.call("GET", "/roles", administrator)
    assert len(roles["items"]) == 6
    assert {subject for subject, _ in await identity.bench.announced()} == {
        "identity.organisation.changed",
        "identity.role.changed",
        "identity.user.changed",
    }


async def test_several_processes_starting_at_once_bring_it_once(identity: Any, opened: Any) -> None:
    await opened.reset()
    await asyncio.gather(*(service.start(opened.runtime) for _ in range(5)))
    for table, rows in {"organisation": 1, "user": 1, "role": 6, "signing_key": 1}.items():
        assert len(await identity.rows(f'SELECT 1 FROM "{table}"')) == rows


async def test_a_later_start_changes_nothing(identity: Any, opened: Any) -> None:
    before = await identity.bench.announced()
    await service.start(opened.runtime)
    assert await identity.bench.announced() == before


async def test_a_role_of_a_release_follows_the_next_one_until_somebody_changes_it(
    identity: Any, opened: Any, administrator: Any
) -> None:
    listed = (await identity.call("GET", "/roles", administrator))["items"]
    ours = {one["built_in"]: one for one in listed if one["built_in"]}
    manager, sales = ours["sales-manager"], ours["sales-representative"]
    kept = {"customer.read": "team"}
    await identity.call(
        "PATCH",
        f"/roles/{sales['id']}",
        administrator,
        json={"permissions": kept},
        headers={"If-Match": f'"{sales["version"]}"'},
    )
    async with opened.runtime.database.engine.begin() as connection:  # as an earlier release had it
        await connection.execute(text("UPDATE role SET permissions = permissions - 'lead.read'"))
    await service.start(opened.runtime)
    assert "lead.read" in manager["permissions"]
    now = (await identity.call("GET", f"/roles/{manager['id']}", administrator))["permissions"]
    assert now == manager["permissions"]
    assert (await identity.call("GET", f"/roles/{sales['id']}", administrator))["permissions"] == kept
    (told,) = [
        data
        for subject, data in await identity.bench.announced()
        if subject == "identity.role.changed" and data["version"] == 2 and data["role_id"] == manager["id"]
    ]
    assert told["permissions"] == manager["permissions"]
