"""Pipelines: whose they are, and what changing one does to the deals in it."""

from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.dealing import STAGES, Dealer, dealer, revalue
from services.sales.tests.master import Master


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    return await dealer(crm, master)


async def test_a_pipeline_is_made_read_changed_and_removed(crm: Bench, lin: Dealer) -> None:
    made = await lin.pipeline()
    path = f"/pipelines/{made['id']}"
    assert (
        await lin("POST", "/pipelines", {"name": "sales", "stages": list(STAGES)})
    ).problem == "pipeline-exists"
    changed = await lin("PATCH", path, {"name": "New business"}, If_Match='"1"')
    assert (changed.body["name"], changed.etag) == ("New business", '"2"')
    assert [one["name"] for one in (await lin.get("/pipelines"))["items"]] == ["New business"]
    assert (await lin("DELETE", path)).status == 204
    assert (await lin("GET", path)).status == 404
    said = [(data["name"], data["deleted"]) for _, data in await crm.announced()]
    assert said == [("Sales", False), ("New business", False), ("New business", True)]


async def test_what_is_wrong_with_stages_is_named(lin: Dealer) -> None:
    other = await lin.pipeline("Other")

    async def wrong(*stages: Any, **body: Any) -> list[tuple[str, str]]:
        answer = await lin("POST", "/pipelines", {"name": "X", "stages": stages, **body})
        assert answer.status == 422, answer.body
        return answer.wrong

    one = {"name": "A", "probability": 10}
    assert await wrong() == [("/stages", "too_short")]
    assert await wrong(one, {**one, "name": "a"}) == [("/stages/1/name", "twice")]
    assert await wrong({**one, "id": other["stages"][0]["id"]}) == [("/stages/0/id", "stage_of_another")]
    assert await wrong({**one, "required_fields": ["salary"]}) == [
        ("/stages/0/required_fields/0", "literal_error")
    ]
    assert await wrong(one, team_ids=[other["id"]]) == [("/team_ids/0", "team_unknown")]


async def test_a_deal_goes_through_the_pipeline_of_its_team_or_of_one_above_it(
    crm: Bench, lin: Dealer, master: Master
) -> None:
    above = await crm.team()
    below, beside = await crm.team(above), await crm.team()
    everybodys = await lin.pipeline("Everybody")
    theirs = await lin.pipeline("Theirs", team_ids=[str(above)])
    for team, pipeline in ((above, theirs), (below, theirs), (beside, everybodys)):
        seller = await dealer(crm, master, scope="team", teams=[team])
        assert (await seller.deal())["pipeline_id"] == pipeline["id"]
        assert (await seller.deal(pipeline_id=everybodys["id"]))["pipeline_id"] == everybodys["id"]
    stranger = await seller.deal()
    refused = await seller.move(stranger, theirs["stages"][0], pipeline_id=theirs["id"])
    assert refused.wrong == [("/pipeline_id", "pipeline_of_others")]


async def test_a_stage_in_which_deals_stand_goes_only_with_a_place_for_them(crm: Bench, lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    path, (first, second, third) = f"/pipelines/{pipeline['id']}", pipeline["stages"]
    deals = [await lin.deal(f"Deal {number}", stage_id=first["id"]) for number in range(3)]
    await lin.deal("There", stage_id=third["id"])
    lost = await lin.deal("Lost")
    await lin("POST", f"/opportunities/{lost['id']}/lose", {"reason": "price"})
    less = {"stages": [second, third]}
    refused = await lin("PATCH", path, less, If_Match='"1"')
    assert (refused.status, refused.problem) == (409, "stage-in-use")
    assert refused.body["params"] == {"stage_id": first["id"], "count": 3}
    wrong = await lin("PATCH", path, {**less, "moves_to": {first["id"]: first["id"]}}, If_Match='"1"')
    assert wrong.problem == "stage-in-use"
    assert (await lin("DELETE", path)).problem == "pipeline-in-use"
    done = await lin("PATCH", path, {**less, "moves_to": {first["id"]: third["id"]}}, If_Match='"1"')
    assert done.body["former_stages"] == [{"id": first["id"], "name": "Contact"}]
    assert await lin.column(pipeline, 1) == ["There", "Deal 2", "Deal 1", "Deal 0"]
    visits = (await lin.get(f"/opportunities/{deals[0]['id']}/stages"))["items"]
    assert [(one["stage_name"], one["outcome"]) for one in visits] == [
        ("Contact", "away"),
        ("Negotiation", None),
    ]
    assert (await lin.get(f"/opportunities/{deals[0]['id']}"))["probability"] == 80
    again = await lin("POST", f"/opportunities/{lost['id']}/reopen", {})
    assert again.body["stage_id"] == second["id"]
    moved = [data for subject, data in await crm.announced() if subject == "sales.opportunity.moved"]
    assert len(moved) == 3


async def test_deals_follow_the_probability_of_their_stage_unless_judged_by_hand(
    crm: Bench, lin: Dealer
) -> None:
    pipeline = await lin.pipeline()
    await lin("PUT", "/exchange-rates/USD/2020-01-01", {"rate": "2"})
    follows, judged = await lin.deal("Follows", amount="100"), await lin.deal("Judged", amount="100")
    abroad = await lin.deal("Abroad", amount="100", currency="USD")
    await lin("PUT", f"/opportunities/{judged['id']}/probability", {"probability": 60})
    stages = [{**pipeline["stages"][0], "probability": 20}, *pipeline["stages"][1:]]
    await lin("PATCH", f"/pipelines/{pipeline['id']}", {"stages": stages}, If_Match='"1"')
    await revalue(crm)
    for deal, weighted in ((follows, "20.00"), (abroad, "40.00")):
        now = await lin.get(f"/opportunities/{deal['id']}")
        assert (now["probability"], now["weighted_amount"]["amount"]) == (20, weighted)
        assert (now["version"], now["updated_at"]) == (deal["version"] + 1, deal["updated_at"])
    assert (await lin.get(f"/opportunities/{judged['id']}"))["probability"] == 60


async def test_a_deal_whose_stage_was_removed_comes_back_whatever_the_first_one_asks_for(lin: Dealer) -> None:
    pipeline = await lin.pipeline()
    deal = await lin.deal()
    assert (await lin("DELETE", f"/opportunities/{deal['id']}")).status == 204
    stages = [{"name": "New", "probability": 5, "required_fields": ["amount"]}]
    changed = await lin("PATCH", f"/pipelines/{pipeline['id']}", {"stages": stages}, If_Match='"1"')
    assert changed.status == 200, changed.body
    back = await lin("POST", f"/opportunities/{deal['id']}/restore")
    assert (back.status, back.body["stage_id"]) == (200, changed.body["stages"][0]["id"])
