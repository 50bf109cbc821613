"""To whom leads go and what they are worth, by rules that say why."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import text

from chassis.testing import Bench
from sales.leads import scoring, tasks
from services.sales.tests.leading import LEADING, Seller, seller
from services.sales.tests.master import Master

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Seller:
    master.admissions.reset()
    return await seller(crm, LEADING)


def asking(field: str, op: str, value: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


async def test_the_first_rule_that_fits_decides_and_says_why(crm: Bench, boss: Seller) -> None:
    team = await crm.team()
    south, north = await seller(crm, teams=[team]), await seller(crm)
    territory = {"all": [asking("country", "eq", "CN"), asking("postcode", "starts_with", "51")]}
    members = [{"user_id": south.id}]
    ruled = await boss.made(
        "/assignment-rules", name="South", position=1, condition=territory, members=members
    )
    await boss.made("/assignment-rules", name="Rest", position=2, members=[{"user_id": north.id}])
    one = await boss.lead(country="CN", postcode="518000", by_rules=True)
    assert (one["owner_id"], one["team_id"]) == (south.id, str(team))
    assert one["assigned_by"]["rule_id"] == ruled["id"]
    (tried,) = one["assigned_by"]["tried"]
    assert (tried["name"], [each["outcome"] for each in tried["considered"]]) == ("South", ["chosen"])
    other = await boss.lead(country="US", by_rules=True)
    assert other["owner_id"] == north.id
    assert (await boss.lead(country="CN", postcode="518000"))["owner_id"] == boss.id
    said = [data for subject, data in await crm.announced() if subject == "sales.lead.assigned"]
    assert [each["owner_id"] for each in said] == [south.id, north.id]


async def test_shares_are_fair_under_concurrency(crm: Bench, boss: Seller) -> None:
    people = {(await seller(crm)).id: weight for weight in (1, 2, 5)}
    members = [{"user_id": id_, "weight": weight} for id_, weight in people.items()]
    await boss.made("/assignment-rules", name="All", members=members)
    made = await asyncio.gather(*(boss.lead(by_rules=True) for _ in range(32)))
    assert Counter(one["owner_id"] for one in made) == {id_: 4 * weight for id_, weight in people.items()}


async def test_who_is_full_or_away_is_passed_over_and_named(crm: Bench, boss: Seller) -> None:
    first, second = await seller(crm), await seller(crm)
    members = [{"user_id": first.id, "capacity": 1}, {"user_id": second.id, "capacity": 2}]
    await boss.made("/assignment-rules", name="Two", members=members)
    made = [await boss.lead(by_rules=True) for _ in range(4)]
    assert [one["owner_id"] for one in made] == [first.id, second.id, second.id, boss.id]
    (tried,) = made[2]["assigned_by"]["tried"]
    assert [(one["outcome"], one["open_leads"]) for one in tried["considered"]] == [
        ("full", 1),
        ("chosen", 1),
    ]
    assert made[3]["assigned_by"]["rule_id"] is None
    assert {one["outcome"] for one in made[3]["assigned_by"]["tried"][0]["considered"]} == {"full"}
    await boss.act(made[0], "disqualify", {"reason": "gone"})
    assert (await boss.lead(by_rules=True))["owner_id"] == first.id


async def test_nobody_gets_more_than_they_can_take_whatever_rules_give_at_once(
    crm: Bench, boss: Seller
) -> None:
    shared, countries = await seller(crm), ("CN", "US", "JP", "DE", "FR")
    for country in countries:
        members = [{"user_id": shared.id, "capacity": 2}]
        condition = asking("country", "eq", country)
        await boss.made("/assignment-rules", name=country, condition=condition, members=members)
    giving = [boss.lead(by_rules=True, country=one) for one in countries * 2]
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE lead IN SHARE MODE"))  # nobody's lead is there yet
        made = asyncio.gather(*giving)
        while await connection.scalar(text(WAITING)) < len(countries):  # noqa: ASYNC110  # PostgreSQL's
            await asyncio.sleep(0.01)
    assert Counter(one["owner_id"] for one in await made) == {shared.id: 2, boss.id: 8}


async def test_a_rule_without_people_gives_to_its_team(crm: Bench, boss: Seller) -> None:
    team = await crm.team()
    await boss.made("/assignment-rules", name="Team", team_id=str(team), respond_within_hours=4)
    lead = await boss.lead(by_rules=True)
    assert (lead["owner_id"], lead["team_id"]) == (None, str(team))
    assert lead["respond_by"] is not None


async def test_rules_that_say_nothing_are_refused(crm: Bench, boss: Seller) -> None:
    path, unknown = "/assignment-rules", "018f0000-0000-7000-8000-000000000000"
    for body, wrong in (
        ({"members": [{"user_id": unknown}]}, [("/members/0/user_id", "person_unknown")]),
        ({"members": [{"user_id": boss.id}] * 2}, [("/members/1/user_id", "twice")]),
        ({"team_id": unknown}, [("/team_id", "team_unknown")]),
        ({}, [("/members", "nobody_to_give_to")]),
        (
            {"members": [{"user_id": boss.id}], "condition": asking("colour", "eq", 1)},
            [("/condition/field", "unknown_field")],
        ),
        ({"members": [{"user_id": boss.id, "weight": 0}]}, [("/members/0/weight", "greater_than_equal")]),
    ):
        answer = await boss("POST", path, {"name": "Rule"} | body)
        assert (answer.status, answer.wrong) == (422, wrong)
    rule = await boss.made(path, name="Rule", members=[{"user_id": boss.id}])
    answer = await boss("PATCH", f"{path}/{rule['id']}", {"members": []}, If_Match='"1"')
    assert answer.wrong == [("/members", "nobody_to_give_to")]
    changed = await boss("PATCH", f"{path}/{rule['id']}", {"active": False}, If_Match='"1"')
    assert changed.status == 200
    assert (await boss.lead(by_rules=True))["assigned_by"] == {"rule_id": None, "tried": []}
    assert (await boss("DELETE", f"{path}/{rule['id']}")).status == 204
    assert (await boss.get(path))["items"] == []


async def test_points_follow_the_lead_and_the_rules(
    crm: Bench, boss: Seller, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = [await boss.lead(f"Early {number}", source="fair") for number in range(5)]
    fair = await boss.made("/score-rules", name="Fair", condition=asking("source", "eq", "fair"), points=20)
    mail = asking("mail_domains", "has_any", ["example.com"])
    await boss.made("/score-rules", name="Ours", condition=mail, points=-5)
    lead = await boss.lead("Kim", source="fair", emails=["kim@example.com"])
    assert lead["score"] == 15
    assert {one["name"]: one["points"] for one in lead["score_reasons"]} == {"Fair": 20, "Ours": -5}
    answer = await boss("PATCH", f"/leads/{lead['id']}", {"source": "web"}, If_Match='"1"')
    assert answer.body["score"] == -5
    monkeypatch.setattr(scoring, "BATCH", 2)
    monkeypatch.setattr(tasks, "BATCH", 2)
    said = await crm.announced()
    await tasks.rescore_open(crm.runtime)
    shown = [await boss.get(f"/leads/{one['id']}") for one in early]
    assert [(one["score"], one["version"]) for one in shown] == [(20, 1)] * 5
    await boss("PATCH", f"/score-rules/{fair['id']}", {"points": 7}, If_Match='"1"')
    await tasks.rescore_open(crm.runtime)
    assert (await boss.get(f"/leads/{early[0]['id']}"))["score"] == 7
    await boss("DELETE", f"/score-rules/{fair['id']}")
    await tasks.rescore_open(crm.runtime)
    assert (await boss.get(f"/leads/{early[0]['id']}"))["score_reasons"] == []
    assert await crm.announced() == said
