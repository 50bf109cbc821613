"""Ten thousand customers with owners and teams at random, and who may read which of them, reckoned here."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from chassis.identifiers import new_id
from customer.customers.values import derived, number_of
from libs.names import search_entry, sort_key
from tests.bench.company import NULLABLE, copy_in
from tests.security.principals import READ, SCOPES, Principal
from tests.security.world import World

SIZE, TEAMS, OWNERS = 10_000, 12, 30
FIRST = 500_000
"""Serial numbers that nobody else uses."""
RARE, SECTORS = 2_000, ("mining", "forestry", "fishing")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NEEDED = ("customer.read", "customer.delete", "customer.export", "customer.import", "opportunity.read")


@dataclass
class Crowd:
    """The teams as a tree, the people, and the rows."""

    parents: dict[str, str | None] = field(default_factory=dict)
    people: list[tuple[Principal, Sequence[str]]] = field(default_factory=list)
    """Who asks, and the teams they are in."""
    customers: list[dict[str, Any]] = field(default_factory=list)
    contacts: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    """Contact → the customers it works for."""
    interactions: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def covers(self, who: Principal, permission: str, row: Mapping[str, Any]) -> bool:
        """Whether a permission of theirs reaches a customer."""
        scope = who.permissions.get(permission)
        if scope is None:
            return False
        mine = next(teams for one, teams in self.people if one is who)
        own = str(row["owner_id"]) == who.id
        team = str(row["team_id"]) if row["team_id"] else None
        if scope == "team":
            return own or team in mine
        if scope == "subtree":
            return own or (team is not None and bool(set(self.above(team)) & set(mine)))
        return own or scope == "all"

    def above(self, team: str | None) -> Iterator[str]:
        """The team and all over it."""
        while team is not None:
            yield team
            team = self.parents[team]

    def shown(self, who: Principal, *permissions: str, deleted: bool = False) -> set[UUID]:
        """Ids of the customers on which they hold all of these permissions."""
        return {
            row["id"]
            for row in self.customers
            if bool(row["deleted_at"]) is deleted and all(self.covers(who, one, row) for one in permissions)
        }

    def contacts_shown(self, who: Principal) -> set[UUID]:
        """Contacts of customers they may read; whoever reads everything reads all contacts."""
        if who.permissions.get(READ) == "all":
            return set(self.contacts)
        seen = self.shown(who, READ)
        return {id_ for id_, at in self.contacts.items() if any(one["id"] in seen for one in at)}

    def interactions_shown(self, who: Principal) -> set[UUID]:
        """Entries of the timelines of customers they may read."""
        seen = self.shown(who, READ)
        return {id_ for id_, customer in self.interactions.items() if customer["id"] in seen}


async def gathered(world: World, asking: int, seed: int) -> Crowd:
    """Make it: people and teams through the API, the rows by COPY."""
    random, crowd = Random(seed), Crowd()
    for number in range(TEAMS):
        parent = random.choice([None, *crowd.parents])
        body = {"name": f"Crowd {number}", "parent_id": parent}
        crowd.parents[(await world.make("POST", "/api/identity/teams", body))["id"]] = parent
    teams = list(crowd.parents)
    for number in range(asking):
        scopes = ["own", "team", "subtree", "all"][number % 4], *random.choices(SCOPES, k=len(NEEDED) - 1)
        mine = random.sample(teams, random.choice([1, 1, 2, 3]))
        made = await _asking(world, f"asking {number}", mine, dict(zip(NEEDED, scopes, strict=True)))
        crowd.people.append((made, mine))
    owners = [one.id for one, _ in crowd.people]
    owners += [(await world.person(f"owner {number}", "")).id for number in range(OWNERS)]
    _rows(crowd, random, owners, teams)
    await _written(world, crowd, random)
    return crowd


async def _asking(world: World, name: str, teams: Sequence[str], permissions: dict[str, str]) -> Principal:
    made = await world.person(name, "", permissions)
    path = f"/api/identity/users/{made.id}"
    headers = {**world.administrator, "If-Match": '"1"'}
    status, _, _ = await world.ask("PATCH", path, headers, json={"team_ids": list(teams)})
    assert status == 200
    return made


def _rows(crowd: Crowd, random: Random, owners: Sequence[str], teams: Sequence[str]) -> None:
    deleted = datetime.now(UTC)  # what was deleted long ago is purged at the next full hour
    for serial in range(FIRST, FIRST + SIZE):
        name = f"Crowd {'Rarity' if serial % RARE == 0 else 'Works'} {serial}"
        owner, team = random.choice([None, *owners]), random.choice([None, *teams])
        at = BEGAN + timedelta(minutes=serial - FIRST)
        row: dict[str, Any] = dict.fromkeys(NULLABLE) | {
            "id": new_id(), "version": 1, "kind": "company", "serial": serial, "number": number_of(serial),
            "name": name, "industry": random.choice(SECTORS), "source": None, "addresses": [], "phones": [],
            "emails": [], "tags": [], "external_ids": [], "created_at": at, "updated_at": at,
            "owner_id": UUID(owner) if owner else None, "team_id": UUID(team) if team else None,
        }  # fmt: skip
        row["deleted_at"] = deleted if random.random() < 0.04 else None
        crowd.customers.append(row | derived(row))


async def _written(world: World, crowd: Crowd, random: Random) -> None:
    contacts, links, entries = [], [], []
    for number in range(SIZE // 5):
        at = random.sample(crowd.customers, random.choice([1, 1, 2]))
        contact = _contact(f"Crowd Kim {number}")
        crowd.contacts[contact["id"]] = at
        contacts.append(contact)
        links += [{"customer_id": one["id"], "contact_id": contact["id"], "is_primary": False} for one in at]
        entry = _entry(random.choice(crowd.customers)["id"])
        entries.append(entry)
    by_id = {one["id"]: one for one in crowd.customers}
    crowd.interactions = {one["id"]: by_id[one["customer_id"]] for one in entries}
    connection = await asyncpg.connect(world.suite.database_url("customer"))
    await copy_in(connection, crowd.customers, contacts, links, entries)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    await asyncio.sleep(1)  # the teams that people were put into are known everywhere


def _contact(name: str) -> dict[str, Any]:
    text, grams = search_entry([name], [])
    return {
        "id": new_id(), "version": 1, "name": name, "phones": [], "emails": [], "external_ids": [],
        "created_by": None, "name_key": sort_key(name), "handles": [], "search_text": text,
        "search_grams": grams,
    }  # fmt: skip


def _entry(customer_id: UUID) -> dict[str, Any]:
    return {
        "id": new_id(), "version": 1, "customer_id": customer_id, "contact_id": None, "channel": "note",
        "direction": "none", "kind": "noted", "params": {}, "summary": "Crowd", "occurred_at": BEGAN,
        "participants": [],
    }  # fmt: skip
