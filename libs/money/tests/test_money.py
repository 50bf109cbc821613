"""Rounding and sharing out, over all the amounts that anybody invoices."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.money import rounded, shared_out, unit

CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD", "TWD", "USD"])
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=10**9, places=4), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("amount", "currency", "wanted"),
    [
        ("0.005", "CNY", "0.01"),
        ("-0.005", "CNY", "-0.01"),
        ("0.0049", "CNY", "0.00"),
        ("0.5", "JPY", "1"),
        ("1.0005", "KWD", "1.001"),
        ("2.675", "USD", "2.68"),
    ],
)
def test_an_amount_is_rounded_half_up_in_the_digits_of_its_currency(
    amount: str, currency: str, wanted: str
) -> None:
    assert str(rounded(Decimal(amount), currency)) == wanted


@given(AMOUNTS, CURRENCIES)
def test_rounding_twice_changes_nothing_and_moves_by_half_a_unit_at_most(
    amount: Decimal, currency: str
) -> None:
    once = rounded(amount, currency)
    assert rounded(once, currency) == once
    assert abs(once - amount) <= unit(currency) / 2


@given(AMOUNTS, WEIGHTS, CURRENCIES)
def test_parts_add_up_and_each_is_within_a_unit_of_its_share(
    amount: Decimal, weights: list[Decimal], currency: str
) -> None:
    whole = rounded(amount, currency)
    parts = shared_out(whole, weights, currency)
    assert sum(parts) == whole
    shares = weights if sum(weights) else [Decimal(1)] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - whole * share / sum(shares)) <= unit(currency)
        assert part == rounded(part, currency)
