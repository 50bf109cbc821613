"""The tree of teams."""

import asyncio
from typing import Any


async def make(identity: Any, who: Any, name: str, parent: Any = None) -> Any:
    body = {"name": name, "parent_id": parent and parent["id"]}
    return await identity.call("POST", "/teams", who, status=201, json=body)


async def edit(identity: Any, who: Any, team: Any, *, status: int = 200, **fields: Any) -> Any:
    headers = {"If-Match": f'"{team["version"]}"'}
    return await identity.call(
        "PATCH", f"/teams/{team['id']}", who, status=status, json=fields, headers=headers
    )


async def test_a_team_cannot_stand_below_itself(identity: Any, administrator: Any) -> None:
    top = await make(identity, administrator, "Top")
    middle = await make(identity, administrator, "Middle", top)
    low = await make(identity, administrator, "Low", middle)
    for below in (top, middle, low):
        problem = await edit(identity, administrator, top, status=409, parent_id=below["id"])
        assert problem["type"].endswith("team-cycle")
    assert (await edit(identity, administrator, low, parent_id=top["id"]))["parent_id"] == top["id"]


async def test_two_moves_at_once_make_no_cycle(identity: Any, administrator: Any) -> None:
    east, west = await make(identity, administrator, "East"), await make(identity, administrator, "West")

    async def move(team: Any, parent: Any) -> int:
        headers = administrator.headers | {"If-Match": '"1"'}
        body = {"parent_id": parent["id"]}
        async with identity.client.patch(f"/teams/{team['id']}", json=body, headers=headers) as answer:
            return int(answer.status)

    assert sorted(await asyncio.gather(move(east, west), move(west, east))) == [200, 409]


async def test_a_team_is_removed_only_when_empty(identity: Any, administrator: Any) -> None:
    top = await make(identity, administrator, "Top")
    low = await make(identity, administrator, "Low", top)
    await identity.call("DELETE", f"/teams/{top['id']}", administrator, status=409)
    person = await identity.person(administrator, teams=[low["id"]])
    await identity.call("DELETE", f"/teams/{low['id']}", administrator, status=409)
    user = await identity.call("GET", f"/users/{person.id}", administrator)
    headers = {"If-Match": f'"{user["version"]}"'}
    await identity.call("PATCH", f"/users/{person.id}", administrator, json={"team_ids": []}, headers=headers)
    for team in (low, top):
        await identity.call("DELETE", f"/teams/{team['id']}", administrator, status=204)
    said = [data for subject, data in await identity.bench.announced() if subject == "identity.team.changed"]
    assert [one["deleted"] for one in said[-2:]] == [True, True]


async def test_a_parent_or_manager_must_exist(identity: Any, administrator: Any) -> None:
    body = {"name": "Lost", "parent_id": str(administrator.id)}
    await identity.call("POST", "/teams", administrator, status=422, json=body)
    body = {"name": "Lost", "manager_id": (await make(identity, administrator, "Top"))["id"]}
    await identity.call("POST", "/teams", administrator, status=422, json=body)


async def test_everybody_reads_teams_and_few_change_them(identity: Any, administrator: Any) -> None:
    team = await make(identity, administrator, "東區")
    person = await identity.person(administrator)
    listed = await identity.call("GET", "/teams", person, params={"q": "東"})
    assert [one["name"] for one in listed["items"]] == ["東區"]
    await edit(identity, person, team, status=403, name="Mine")


async def test_moving_a_team_needs_what_people_above_it_would_gain(identity: Any, administrator: Any) -> None:
    mine, others = await make(identity, administrator, "Mine"), await make(identity, administrator, "Others")
    mover = await identity.person(
        administrator, {"team.manage": "all", "customer.read": "subtree"}, teams=[mine["id"]]
    )
    await edit(identity, mover, others, status=403, parent_id=mine["id"])
    await edit(identity, administrator, others, parent_id=mine["id"])
