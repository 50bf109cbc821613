"""The board: what a column shows and comes to, and cards that are moved at once."""

import asyncio
import json
import random
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, text

from chassis.testing import Bench
from services.sales.tests.dealing import Dealer, dealer, revalue
from services.sales.tests.master import Master

PLAIN = [
    {"name": name, "probability": probability} for name, probability in (("A", 10), ("B", 50), ("C", 90))
]


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    return await dealer(crm, master)


async def age(crm: Bench, deal: Any, days: int) -> None:
    """Let a deal have stood where it is for longer."""
    older = "UPDATE {} SET {} = {} - make_interval(days => :days) WHERE {} = :id"
    async with crm.runtime.database.engine.begin() as connection:
        for names in (
            ("opportunity", "stage_since", "stage_since", "id"),
            ("opportunity", "rots_at", "rots_at", "id"),
            ("stage_visit", "entered_at", "entered_at", "opportunity_id"),
        ):
            await connection.execute(text(older.format(*names)), {"days": days, "id": deal["id"]})


async def test_a_column_says_what_all_its_deals_come_to_and_which_rot(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    old = await lin.deal("Old", amount="100")
    await lin.deal("Dollars", amount="50", currency="USD")
    await lin.deal("Unknown")
    await age(crm, old, 15)
    column = (await lin.get(f"/pipelines/{pipeline['id']}/board?cards=2"))["columns"][0]
    assert (column["count"], column["unvalued"], column["rotting"]) == (3, 1, 1)
    assert column["base_amount"] == {"amount": "100.00", "currency": "CNY"}
    assert column["weighted_amount"]["amount"] == "10.00"
    assert [one["name"] for one in column["cards"]] == ["Unknown", "Dollars"]
    asked = [("stage_id", column["stage_id"]), ("status", "open")]
    condition = json.dumps({"all": [{"field": name, "op": "eq", "value": value} for name, value in asked]})
    rest = await lin.get(f"/opportunities?sort=place&filter={condition}&after={column['next']}")
    assert [one["name"] for one in rest["items"]] == ["Old"]
    shown = (await lin.get(f"/pipelines/{pipeline['id']}/board?q=old"))["columns"][0]["cards"]
    assert [(one["name"], one["days_in_stage"], one["rotting"]) for one in shown] == [("Old", 15, True)]
    await lin("PUT", "/exchange-rates/USD/2020-01-01", {"rate": "7"})
    await revalue(crm)
    valued = (await lin.get(f"/pipelines/{pipeline['id']}/board"))["columns"][0]
    assert (valued["unvalued"], valued["base_amount"]["amount"]) == (0, "450.00")


async def test_the_board_takes_as_many_statements_for_many_stages_as_for_one(
    crm: Bench, lin: Dealer, master: Master
) -> None:
    few = await lin.pipeline("Few", PLAIN[:1])
    many = await lin.pipeline("Many", [{"name": f"S{number}", "probability": 1} for number in range(20)])
    for stage in many["stages"]:
        await lin.deal(pipeline_id=many["id"], stage_id=stage["id"])
    team = await dealer(crm, master, {"opportunity.read": "team"}, teams=[await crm.team()])
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = crm.runtime.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        counts = []
        for who, pipeline in ((lin, few), (lin, many), (team, many)):
            asked.clear()
            await who.get(f"/pipelines/{pipeline['id']}/board")
            counts.append(len([one for one in asked if "opportunity" in one or "pipeline" in one]))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert counts == [3, 3, 3]


async def test_a_card_is_put_between_two_others_and_a_repeated_move_changes_nothing(
    crm: Bench, lin: Dealer
) -> None:
    pipeline = await lin.pipeline(stages=PLAIN)
    first, second = pipeline["stages"][:2]
    deals = {name: await lin.deal(name) for name in "EDCBA"}
    await lin.moved(deals["D"], first, after_id=deals["A"]["id"], before_id=deals["B"]["id"])
    assert await lin.column(pipeline) == list("ADBCE")
    await lin.moved(deals["A"], first, before_id=deals["C"]["id"])
    assert await lin.column(pipeline) == list("DBACE")
    once = await lin.moved(deals["E"], first)
    assert await lin.column(pipeline) == list("EDBAC")
    told = len(await crm.announced())
    again = await lin.moved(deals["E"], first)
    assert (again["version"], len(await crm.announced())) == (once["version"], told)
    itself = await lin.move(deals["A"], first, after_id=deals["A"]["id"])
    assert itself.problem == "neighbour-gone"
    gone = await lin.move(deals["A"], second, after_id=deals["B"]["id"])
    assert (gone.status, gone.problem) == (409, "neighbour-gone")
    await lin.moved(deals["B"], second)
    moved = await lin.moved(deals["A"], second, after_id=deals["B"]["id"], before_id=deals["C"]["id"])
    assert moved["probability"] == 50
    assert [await lin.column(pipeline, place) for place in (0, 1)] == [list("EDC"), list("BA")]
    await lin.moved(deals["A"], second, after_id=deals["B"]["id"])
    said = [data for subject, data in await crm.announced() if subject == "sales.opportunity.moved"]
    assert [(one["name"], one["stage_name"], one["previous_stage_id"]) for one in said] == [
        ("B", "B", first["id"]),
        ("A", "B", first["id"]),
    ]


async def test_two_cards_that_are_put_into_one_gap_at_once_both_lie_in_it(lin: Dealer) -> None:
    pipeline = await lin.pipeline(stages=PLAIN)
    first, second = pipeline["stages"][:2]
    top, bottom = [await lin.deal(name, stage_id=second["id"]) for name in ("Top", "Bottom")][::-1]
    for round_ in range(5):
        pair = [await lin.deal(f"{round_}{name}") for name in "xy"]
        gap = {"after_id": top["id"], "before_id": bottom["id"]}
        moved = await asyncio.gather(*(lin.move(one, second, **gap) for one in pair))
        assert [one.status for one in moved] == [200, 200]
    names = await lin.column(pipeline, 1)
    assert (names[0], names[-1], len(set(names))) == ("Bottom", "Top", 12)
    same = [lin.move(top, stage) for stage in (first, second, first, second)]
    assert {one.status for one in await asyncio.gather(*same)} == {200}
    both = await lin.column(pipeline, 0) + await lin.column(pipeline, 1)
    assert both.count("Bottom") == 1


@pytest.mark.parametrize("seed", range(3))
async def test_visits_leave_no_time_out_whatever_happens_to_a_deal(lin: Dealer, seed: int) -> None:
    chance = random.Random(seed)
    one, other = [await lin.pipeline(name, PLAIN) for name in ("One", "Other")]
    deal = await lin.deal(pipeline_id=one["id"])
    path = f"/opportunities/{deal['id']}"
    for _ in range(25):
        pipeline = chance.choice([one, one, other])
        stage = chance.choice(pipeline["stages"])
        act = chance.choice(["move", "move", "move", "lose", "reopen", "delete"])
        if act == "move":
            await lin.move(deal, stage, pipeline_id=pipeline["id"])
        elif act == "delete":
            await lin("DELETE", path)
            await lin("POST", f"{path}/restore")
        else:
            await lin("POST", f"{path}/{act}", {"reason": "price"} if act == "lose" else {})
    now, visits = await lin.get(path), (await lin.get(f"{path}/stages"))["items"]
    for earlier, later in pairwise(visits):
        if earlier["outcome"] == "lost":
            assert earlier["left_at"] <= later["entered_at"]
        else:
            assert earlier["left_at"] == later["entered_at"]
    assert visits[-1]["stage_id"] == now["stage_id"]
    assert visits[-1]["left_at"] == now["closed_at"]
    assert visits[-1]["entered_at"] == now["stage_since"]
