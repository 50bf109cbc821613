"""The demo's own organisation: its teams, its people, the tags they use. What is there stays as it is."""

from collections.abc import Callable
from typing import Any, NamedTuple

from deploy.local.demo import fields, people
from deploy.local.demo.door import Door, together

Say = Callable[[str], None]


class House(NamedTuple):
    """What customers are made with: ids by the key that the demo's lists use."""

    users: dict[str, str]
    teams: dict[str, str]
    """The team each person is in, by the person's key."""
    tags: dict[str, str]


async def furnish(admin: Door, say: Say) -> House:
    """Load organisation, teams, people and tags."""
    organisation = await admin.get("/api/identity/organisation")
    if organisation["name"] == "My organisation":
        named = {"name": people.ORGANISATION, "letterhead": people.LETTERHEAD}
        await admin.patch("/api/identity/organisation", organisation["version"], named)
    teams = await _teams(admin)
    users = await _users(admin, teams)
    tags = await _tags(admin)
    await fields.define(admin)
    say(f"{people.ORGANISATION}: {len(people.TEAMS)} teams, {len(users)} people, {len(tags)} tags")
    return House(users, {one.key: teams[one.team] for one in people.PEOPLE}, tags)


async def _teams(admin: Door) -> dict[str, str]:
    known = {one["name"]: one["id"] async for one in admin.each("/api/identity/teams")}
    for name, above in people.TEAMS:
        if name not in known:
            made = await admin.post(
                "/api/identity/teams", {"name": name, "parent_id": above and known[above]}
            )
            known[name] = made["id"]
    return known


async def _users(admin: Door, teams: dict[str, str]) -> dict[str, str]:
    roles = {one["name"]: one["id"] async for one in admin.each("/api/identity/roles")}
    known = {one["email"]: one["id"] async for one in admin.each("/api/identity/users")}
    users = {one.key: known[one.email] for one in people.PEOPLE if one.email in known}
    while missing := [one for one in people.PEOPLE if one.key not in users]:
        ready = [one for one in missing if not one.manager or one.manager in users]
        made = await together(
            admin.post("/api/identity/users", _user(one, roles, teams, users)) for one in ready
        )
        users |= {one.key: user["id"] for one, user in zip(ready, made, strict=True)}
    return users


def _user(
    one: people.Person, roles: dict[str, str], teams: dict[str, str], users: dict[str, str]
) -> dict[str, Any]:
    return {
        "name": one.name,
        "email": one.email,
        "password": people.PASSWORD,
        "language": one.language,
        "time_zone": one.time_zone,
        "manager_id": users.get(one.manager),
        "role_ids": [roles[one.role]],
        "team_ids": [teams[one.team]],
    }


async def _tags(admin: Door) -> dict[str, str]:
    known = {one["name"]: one["id"] async for one in admin.each("/api/customer/tags")}
    for name, colour in people.TAGS.values():
        if name not in known:
            known[name] = (await admin.post("/api/customer/tags", {"name": name, "colour": colour}))["id"]
    return {key: known[name] for key, (name, _) in people.TAGS.items()}
