"""How likely a lead is to buy: learned from earlier ones, with reasons, silent while there are too few."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from chassis.testing import Bench
from sales.leads import tasks
from sales.leads.learning import count, errors, judge
from services.sales.tests.leading import LEADING, Seller, seller
from services.sales.tests.master import Master

VALUES = st.sampled_from("abc")
KNOWN = st.dictionaries(st.sampled_from(["source", "country", "mail"]), VALUES, max_size=3)
EXAMPLES = st.lists(st.tuples(KNOWN, st.booleans()), min_size=1, max_size=60)


@given(EXAMPLES, KNOWN)
def test_turning_all_outcomes_round_turns_the_probability_round(
    examples: list[tuple[dict[str, str], bool]], known: dict[str, str]
) -> None:
    told = judge(count(examples), known).probability
    turned = judge(count([(one, not won) for one, won in examples]), known).probability
    assert 0 < told < 1
    assert told == pytest.approx(1 - turned)


@given(EXAMPLES, KNOWN)
def test_what_was_never_there_says_nothing(
    examples: list[tuple[dict[str, str], bool]], known: dict[str, str]
) -> None:
    counts = count(examples)
    assert judge(counts, known) == judge(counts, {**known, "campaign": "unheard of"})


@given(EXAMPLES)
def test_counts_do_not_depend_on_the_order(examples: list[tuple[dict[str, str], bool]]) -> None:
    assert count(examples) == count(examples[::-1])


def test_what_decides_is_found_and_noise_is_not() -> None:
    dice = random.Random(7)
    examples = [
        ({"source": source, "country": dice.choice("xyz")}, dice.random() < chance)
        for source, chance in (("fair", 0.8), ("web", 0.2))
        for _ in range(300)
    ]
    dice.shuffle(examples)
    fair, web = [judge(count(examples), {"source": one, "country": "x"}) for one in ("fair", "web")]
    assert fair.probability == pytest.approx(0.8, abs=0.1)
    assert web.probability == pytest.approx(0.2, abs=0.1)
    assert [one.fact for one in fair.reasons] == ["source", "country"]
    missed, guessed = errors(examples)
    assert missed < 0.2 < guessed
    noise = [(known, dice.random() < 0.5) for known, _ in examples]
    missed, guessed = errors(noise)
    assert missed == pytest.approx(guessed, abs=0.02)


async def test_a_lead_is_judged_by_what_became_of_others(crm: Bench, master: Master) -> None:
    master.admissions.reset()
    boss: Seller = await seller(crm, LEADING)
    lead = await boss.lead(source="fair", phones=["+8613800138000"])
    path = f"/leads/{lead['id']}/probability"
    assert (await boss.get(path))["state"] == "not_enough_data"
    other = await boss.lead("Other", source="web")
    async with crm.runtime.database.engine.begin() as connection:
        names = await connection.scalars(
            text("SELECT column_name FROM information_schema.columns WHERE table_name = 'lead'")
        )
        same = ", ".join(one for one in names if one not in ("id", "serial", "number", "status"))
        for source, status, times in (("fair", "converted", 60), ("web", "disqualified", 49)):
            copy = f"INSERT INTO lead (id, serial, number, status, {same}) SELECT gen_random_uuid(), "
            numbers = "1000 + nextval('lead_number'), 'X' || nextval('lead_number')"
            rest = f", '{status}', {same} FROM lead, generate_series(1, {times})"
            where = f" WHERE source = '{source}' AND status = 'new'"
            await connection.execute(text(copy + numbers + rest + where))
    await tasks.learn(crm.runtime)
    told = await boss.get(path)
    assert (told["state"], told["probability"]) == ("not_enough_data", None)
    assert (told["learned"]["won"], told["learned"]["lost"], told["learned"]["least"]) == (60, 49, 50)
    await boss.act(other, "disqualify", {"reason": "no budget"})
    await tasks.learn(crm.runtime)
    told = await boss.get(path)
    assert told["probability"] > 0.9
    assert {one["fact"] for one in told["reasons"]} >= {"source", "phone"}
    assert told["learned"]["error"] < told["learned"]["error_of_guessing"]
    stranger = await seller(crm, {"lead.read": "own"})
    assert (await stranger("GET", path)).status == 404
