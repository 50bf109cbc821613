"""Options that go together, and those that do not."""

from itertools import chain, combinations
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from sales.products.configuring import Bond, Choice, Configurable, Group, Rule

IDS = [uuid4() for _ in range(6)]
RULES = st.lists(
    st.builds(Rule, st.sampled_from(IDS), st.sampled_from(Bond), st.sampled_from(IDS)), max_size=6
)


def groups_of(*sizes: tuple[int, int, int | None]) -> tuple[Group, ...]:
    """Groups of so many options each, with the least and most to be taken."""
    ids = iter(IDS)
    return tuple(
        Group(f"g{number}", tuple(Choice(next(ids)) for _ in range(size)), least, most)
        for number, (size, least, most) in enumerate(sizes)
    )


def every_choice() -> list[dict[UUID, int]]:
    subsets = chain.from_iterable(combinations(IDS, size) for size in range(len(IDS) + 1))
    return [dict.fromkeys(one, 1) for one in subsets]


@given(RULES)
def test_a_choice_is_valid_exactly_when_every_rule_and_count_holds(rules: list[Rule]) -> None:
    sizes = ((3, 1, 1), (3, 0, 2))
    product = Configurable(groups_of(*sizes), tuple(rules))
    for chosen in every_choice():
        counts = [sum(one in chosen for one in ids) for ids in (IDS[:3], IDS[3:])]
        holds = counts[0] == 1 and counts[1] <= 2
        for rule in rules:
            if rule.option_id in chosen:
                holds &= (rule.other_id in chosen) == (rule.bond is Bond.REQUIRES)
            elif rule.other_id in chosen and rule.bond is Bond.EXCLUDES:
                holds &= rule.option_id not in chosen
        assert (product.wrong(chosen) == []) == holds


def test_what_is_wrong_is_told_with_the_options_it_is_about() -> None:
    first, second, third = IDS[:3]
    rules = (Rule(first, Bond.REQUIRES, second), Rule(first, Bond.EXCLUDES, third))
    product = Configurable(groups_of((3, 1, 2)), rules)
    stranger = uuid4()
    assert [one.kind for one in product.wrong({})] == ["group_count"]
    assert [one.kind for one in product.wrong({first: 1, third: 2})] == [
        "option_quantity",
        "option_requires",
        "option_excludes",
    ]
    assert product.wrong({second: 1, stranger: 1})[0].params == {"option_id": str(stranger)}


def test_an_option_says_why_it_cannot_be_added() -> None:
    first, second = IDS[:2]
    product = Configurable(groups_of((3, 0, None)), (Rule(first, Bond.EXCLUDES, second),))
    why = product.because(second, {first: 1})
    assert why is not None
    assert why.params == {"option_id": str(first), "other_id": str(second)}
    assert product.because(IDS[2], {first: 1}) is None
