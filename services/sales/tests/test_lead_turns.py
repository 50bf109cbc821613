"""Whose turn it is: everybody's share, over all weights and at every moment."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from sales.lead_rules.turns import turns

WEIGHTS = st.lists(st.integers(1, 100), min_size=1, max_size=8).map(
    lambda some: {str(place): weight for place, weight in enumerate(some)}
)


@given(WEIGHTS, st.integers(1, 600))
def test_after_any_number_of_turns_each_has_their_share_within_less_than_one(
    weights: dict[str, int], count: int
) -> None:
    total, had = sum(weights.values()), dict.fromkeys(weights, 0)
    for turn, (one, _) in enumerate(islice(turns(weights, {}), count), 1):
        had[one] += 1
        assert all(abs(had[each] - turn * weight / total) < 1 for each, weight in weights.items())


@given(WEIGHTS, st.integers(1, 50), st.integers(1, 50))
def test_turns_go_on_from_where_they_were_kept(weights: dict[str, int], first: int, more: int) -> None:
    at_once = [one for one, _ in islice(turns(weights, {}), first + more)]
    some = list(islice(turns(weights, {}), first))
    rest = [one for one, _ in islice(turns(weights, some[-1][1]), more)]
    assert [one for one, _ in some] + rest == at_once
    assert all(given[one] <= weights[one] for _, given in some for one in weights)


@given(st.integers(1, 10), st.integers(1, 40))
def test_equal_weights_are_a_round_robin(members: int, count: int) -> None:
    weights = dict.fromkeys(map(str, range(members)), 1)
    found = [one for one, _ in islice(turns(weights, {}), count)]
    assert found == [str(place % members) for place in range(count)]
