"""The order of a column and the worth of a deal, over all that anybody could do to them."""

from contextlib import nullcontext
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.problems import InvalidInput
from libs.money import rounded
from sales.opportunities.models import Opportunity
from sales.opportunities.placing import Gap
from sales.pipelines.stages import Stage

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
RATES = st.decimals(min_value="0.000001", max_value=10**4, places=6)
PERCENT = st.integers(0, 100)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=120))
def test_a_column_stays_in_total_order_whatever_is_moved_in_it(moves: list[tuple[int, int]]) -> None:
    cards = list(range(10))
    places = {card: Decimal(card) for card in cards}
    for moving, to in moves:
        card = cards.pop(moving)
        above, below = (places[cards[to - 1]] if to else None), (places[cards[to]] if to < 9 else None)
        cards.insert(to, card)
        places[card] = Gap(above, below).middle()
        assert sorted(cards, key=lambda one: places[one]) == cards
        assert len(set(places.values())) == 10


@given(st.booleans())
def test_places_between_the_same_two_never_run_out_and_stay_short(upwards: bool) -> None:
    above, below = Decimal(0), Decimal(1)
    for _ in range(500):
        middle = Gap(above, below).middle()
        assert above < middle < below
        above, below = (middle, below) if upwards else (above, middle)
    assert len(str(middle)) < 520


@given(AMOUNTS, RATES, PERCENT, st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_deal_is_worth_its_amount_at_the_rate_and_what_is_expected_is_never_more(
    amount: Decimal, rate: Decimal, probability: int, base: str
) -> None:
    deal = Opportunity(amount=amount, probability=probability)
    deal.value(rate, base)
    assert deal.base_amount == rounded(amount * rate, base)
    assert deal.weighted_amount is not None
    assert Decimal(0) <= deal.weighted_amount <= deal.base_amount
    deal.value(None, base)
    assert {deal.base_amount, deal.weighted_amount} == {None}


@given(PERCENT, PERCENT, PERCENT)
def test_the_stage_says_how_likely_a_deal_is_until_somebody_does(first: int, judged: int, then: int) -> None:
    stages = [Stage(uuid4(), "S", probability, (), None) for probability in (first, then)]
    deal = Opportunity(status="open", probability=0, probability_by_hand=False)
    deal.hand_back(stages[0])
    assert deal.probability == first
    deal.judge(judged)
    deal.hand_back(stages[1])
    assert (deal.probability, deal.probability_by_hand) == (then, False)


@given(st.sets(st.sampled_from(["amount", "next_step", "competitors", "contacts"])))
def test_a_stage_names_every_field_that_is_missing(required: set[str]) -> None:
    stage = Stage(uuid4(), "S", 1, sorted(required), None)
    deal = Opportunity(amount=Decimal(0), competitors=[], contacts=[], next_step="", probability_by_hand=True)
    missing = required - {"amount"}
    with pytest.raises(InvalidInput) if missing else nullcontext() as refused:
        deal.enter(stage, datetime.now(UTC))
    assert {one.pointer[1:] for one in (refused.value.errors if refused else ())} == missing
