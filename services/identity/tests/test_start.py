"""What is there after the first start."""

import asyncio
from typing import Any

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
