"""Filters by owner and team under a scope: the same rows, and only the halves that can have some are read."""

from collections.abc import Callable
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import UUID

import orjson
import pytest
from sqlalchemy import text

from chassis.testing import Bench
from services.customer.tests.people import EVERYTHING, Caller, caller
from services.customer.tests.test_custom_fields_plans import CUSTOMERS, MANY, plan

LATEST = "sort=-updated_at&total=true"


def asked(condition: dict[str, Any]) -> str:
    return f"{LATEST}&filter={quote(orjson.dumps(condition).decode())}"


def leaf(field: str, op: str, value: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


async def company(crm: Bench) -> tuple[dict[str, Caller], list[UUID]]:
    """Readers of every scope; each owns a customer in each team and in none, as does somebody else."""
    teams = [await crm.team() for _ in range(3)]
    readers = {
        "own": await caller(crm, {"customer.read": "own"}),
        "team": await caller(crm, {"customer.read": "team"}, teams=teams[:1]),
        "teams": await caller(crm, {"customer.read": "team"}, teams=teams[:2]),
        "all": await caller(crm, {"customer.read": "all"}),
    }
    admin = await caller(crm, EVERYTHING)
    owners = [*(one.person.id for one in readers.values()), admin.person.id]
    for owner, team in product(owners, [None, *teams]):
        await admin.customer(owner_id=str(owner), team_id=team and str(team))
    return readers, teams


@pytest.mark.parametrize("who", ["own", "team", "teams", "all"])
async def test_a_filter_by_owner_or_team_keeps_of_what_the_scope_shows_the_rows_it_means(
    crm: Bench, who: str
) -> None:
    readers, teams = await company(crm)
    reader = readers[who]
    shown = (await reader("GET", f"/customers?{LATEST}")).body["items"]
    mine = str(reader.person.id)
    people, places = [mine, str(readers["own"].person.id)], [str(one) for one in teams[1:]]
    mine_there = [leaf("owner_id", "eq", "me"), leaf("team_id", "eq", places[0])]
    two_owners = [leaf("owner_id", "eq", one) for one in people]
    meant: list[tuple[dict[str, Any], Callable[[str, str | None], bool]]] = [
        (leaf("owner_id", "eq", "me"), lambda owner, _: owner == mine),
        (leaf("owner_id", "ne", "me"), lambda owner, _: owner != mine),
        (leaf("owner_id", "eq", people[1]), lambda owner, _: owner == people[1]),
        (leaf("owner_id", "in", people), lambda owner, _: owner in people),
        (leaf("team_id", "eq", places[0]), lambda _, team: team == places[0]),
        (leaf("team_id", "in", places), lambda _, team: team in places),
        ({"any": mine_there}, lambda owner, team: owner == mine or team == places[0]),
        ({"all": mine_there}, lambda owner, team: owner == mine and team == places[0]),
        ({"all": two_owners}, lambda owner, _: owner == mine == people[1]),
    ]
    for condition, means in meant:
        found = (await reader("GET", f"/customers?{asked(condition)}")).body
        wanted = [one for one in shown if means(one["owner_id"], one["team_id"])]
        assert (found["items"], found["total"]) == (wanted, len(wanted)), condition


async def test_ones_own_by_last_change_are_read_from_one_index_and_nobody_elses_are_looked_for(
    crm: Bench,
) -> None:
    team = await crm.team()
    reader = await caller(crm, {"customer.read": "team"}, teams=[team])
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(CUSTOMERS, {"owner": str(reader.person.id), "many": MANY})
        await connection.execute(text("ANALYZE customer"))
    found = await plan(reader, asked(leaf("owner_id", "eq", "me")))
    assert "Append" not in found, found
    assert "ix_customer_owner_id_updated_at" in found, found
    assert "Append" in await plan(reader, asked(leaf("owner_id", "ne", "me")))


async def test_a_team_that_one_does_not_read_is_not_looked_through(crm: Bench) -> None:
    ours, theirs = await crm.team(), await crm.team()
    reader = await caller(crm, {"customer.read": "team"}, teams=[ours])
    assert "Append" not in await plan(reader, asked(leaf("team_id", "eq", str(theirs))))
    assert "Append" in await plan(reader, asked(leaf("team_id", "eq", str(ours))))
