"""How sellers and teams stand: each figure is the total of the list that it leads to, under each scope."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from chassis.identifiers import new_id
from chassis.testing import Bench
from services.sales.tests.crowding import Crowd, Home
from services.sales.tests.dealing import Dealer, dealer
from services.sales.tests.master import Master
from services.sales.tests.test_board import PLAIN

READS = ("opportunity.read", "lead.read", "quote.read", "quote.approve")
ENDS = ("won", "won_before", "lost", "lost_before")


class Company:
    """Two teams under one, another one beside, and what all of them have."""

    def __init__(self, bench: Bench, master: Master) -> None:
        self.bench, self.master = bench, master
        self.pipeline: Any = None
        self.foreign = new_id()

    async def open(self, scope: str, seed: int, **narrower: str) -> Dealer:
        """Somebody of the team above, or of one below for the scope `team`, among colleagues."""
        top = await self.bench.team()
        east, west = [await self.bench.team(top) for _ in range(2)]
        self.foreign = await self.bench.team()
        own = top if scope == "subtree" else east
        held = dict.fromkeys(READS, scope) | narrower
        who = await dealer(self.bench, self.master, held, teams=[own])
        boss = await dealer(self.bench, self.master)
        self.pipeline = await boss.pipeline(stages=PLAIN)
        homes = [
            *(Home(who.person.id, team) for team in (own, self.foreign)),
            *(Home(new_id(), team) for team in (top, east, west, self.foreign, None)),
            Home(None, east),
        ]
        await Crowd(self.bench, seed, homes, self.pipeline).gather(180)
        return who


@pytest.fixture
def company(crm: Bench, master: Master) -> Company:
    return Company(crm, master)


async def rows(who: Dealer, path: str, condition: Mapping[str, Any], *more: Mapping[str, Any]) -> list[Any]:
    """All that the list shows; its total says the same."""
    asked = json.dumps({"all": [*condition["all"], *more]})
    answer = await who("GET", f"{path}?limit=200&total=true&filter={asked.replace('+', '%2B')}")
    assert answer.status == 200, answer.body
    assert answer.body["total"] == len(answer.body["items"])
    return list(answer.body["items"])


def worth(deals: Sequence[Any], name: str = "base_amount") -> Decimal:
    """What deals come to in the organisation's currency."""
    valued = [one[name] for one in deals if one[name] and one[name]["currency"] == "CNY"]
    return sum((Decimal(one["amount"]) for one in valued), Decimal(0))


async def check_deals(who: Dealer, shown: Any, filters: Any, *more: Mapping[str, Any]) -> None:
    """Figures of deals against the lists."""
    for name in ("rotting", "pushed"):
        assert shown[name] == len(await rows(who, "/opportunities", filters[name], *more)), name
    for name in ("open", *ENDS):
        found = await rows(who, "/opportunities", filters[name], *more)
        assert shown[name]["count"] == len(found), name
        assert Decimal(shown[name]["base_amount"]["amount"]) == worth(found), name
    opened = await rows(who, "/opportunities", filters["open"], *more)
    assert Decimal(shown["open"]["weighted_amount"]["amount"]) == worth(opened, "weighted_amount")
    assert shown["open"]["unvalued"] == len(
        [one for one in opened if one["amount"] and not one["base_amount"]]
    )


@pytest.mark.parametrize(("scope", "seed"), [("own", 1), ("team", 2), ("subtree", 3), ("all", 4)])
async def test_what_one_has_to_do_is_what_the_lists_show(company: Company, scope: str, seed: int) -> None:
    who = await company.open(scope, seed)
    mine = await who.get("/standing/mine")
    deals = mine["deals"]
    await check_deals(who, deals, deals["filters"])
    for name in ("due", "unplanned"):
        assert deals[name] == len(await rows(who, "/opportunities", deals["filters"][name])) > 0, name
    assert {one["owner_id"] for one in deals["next"]} == {str(who.person.id)}
    first = [
        min(filter(None, [one["next_step_on"], one["expected_close_on"]]), default="~")
        for one in deals["next"]
    ]
    assert first == sorted(first)
    for part, path in (("leads", "/leads"), ("quotes", "/quotes"), ("approvals", "/quotes")):
        for name, condition in mine[part]["filters"].items():
            found = await rows(who, path, condition)
            assert mine[part][name] == len(found), (part, name)
            if name == "waiting":
                assert {one["id"] for one in mine[part]["next"]} <= {one["id"] for one in found}
                assert len(mine[part]["next"]) == min(5, len(found))


@pytest.mark.parametrize(("scope", "seed"), [("own", 5), ("team", 6), ("subtree", 7), ("all", 8)])
async def test_figures_of_a_team_are_those_of_the_lists(company: Company, scope: str, seed: int) -> None:
    who = await company.open(scope, seed)
    team = await who.get("/standing/team")
    await check_deals(who, team["total"], team["filters"])
    for one in team["people"]:
        of_one = {"field": "owner_id", "op": "eq", "value": one["owner_id"]}
        whose = of_one if one["owner_id"] else {"field": "owner_id", "op": "empty"}
        await check_deals(who, one, team["filters"], whose)
        for name, condition in team["lead_filters"].items():
            assert one[f"leads_{name}"] == len(await rows(who, "/leads", condition, whose)), name
    stages = [stage for one in team["pipelines"] for stage in one["stages"]]
    for stage in stages:
        there = {"field": "stage_id", "op": "eq", "value": stage["stage_id"]}
        found = await rows(who, "/opportunities", team["filters"]["open"], there)
        assert (stage["open"]["count"], Decimal(stage["open"]["base_amount"]["amount"])) == (
            len(found),
            worth(found),
        )
    assert sum(stage["open"]["count"] for stage in stages) == team["total"]["open"]["count"]
    won = sum(Decimal(one["base_amount"]["amount"]) for one in team["won_by_day"])
    assert won == sum(Decimal(team["total"][name]["base_amount"]["amount"]) for name in ("won", "won_before"))


async def test_what_other_teams_have_is_never_counted(company: Company, master: Master) -> None:
    who = await company.open("subtree", 9)
    before = await who.get("/standing/team")
    homes = [Home(new_id(), company.foreign), Home(None, None)]
    strangers = Crowd(company.bench, 10, homes, company.pipeline)
    strangers.serial = 10_000
    await strangers.gather(50)
    assert await who.get("/standing/team") == before
    everything = await dealer(company.bench, master, dict.fromkeys(READS, "all"))
    all_ = await everything.get("/standing/team")
    assert all_["total"]["open"]["count"] > before["total"]["open"]["count"]


@pytest.mark.parametrize("reach", ["own", "team"])
async def test_approvals_are_those_that_one_may_give(company: Company, reach: str) -> None:
    who = await company.open("all", 11, **{"quote.approve": reach})
    approvals = (await who.get("/standing/mine"))["approvals"]
    found = await rows(who, "/quotes", approvals["filters"]["waiting"])
    assert approvals["waiting"] == len(found) > 0
    for one in await rows(
        who, "/quotes", {"all": [{"field": "state", "op": "eq", "value": "awaiting_approval"}]}
    ):
        answer = await who("POST", f"/quotes/{one['id']}/approve", {})
        assert (answer.status == 200) == (one["id"] in {each["id"] for each in found}), answer.body


async def test_what_somebody_may_not_read_is_not_there(crm: Bench, master: Master) -> None:
    nobody = await dealer(crm, master, {"product.read": "all"})
    mine = await nobody.get("/standing/mine")
    assert [mine[part] for part in ("deals", "leads", "quotes", "approvals")] == [None] * 4
    assert (await nobody("GET", "/standing/team")).status == 403
    new = await dealer(crm, master)
    team = await new.get("/standing/team")
    assert (team["people"], team["pipelines"], team["total"]["open"]["count"]) == ([], [], 0)
    assert (await new.get("/standing/mine"))["deals"]["next"] == []


async def test_a_team_of_many_takes_as_many_statements_as_one_of_few(
    company: Company, master: Master
) -> None:
    who = await company.open("all", 12)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    alone = await dealer(company.bench, master, dict.fromkeys(READS, "own"))
    engine = company.bench.runtime.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        counts = []
        for one in (who, alone):
            asked.clear()
            await one.get("/standing/team")
            counts.append(len([each for each in asked if "FROM" in each]))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert counts == [5, 5]
