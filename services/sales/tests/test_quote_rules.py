"""The arithmetic of discounts on the whole and of limits, over all the prices that anybody could make."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.identifiers import new_id
from libs.money import rounded, unit
from sales.discount_limits.rules import ApprovalRequired, Limits, asked, excess, limit_for
from sales.lines.schemas import LineRead
from sales.pricing.rules import Part, Priced, Step, Tariff, Tax, Total, Wanted, less, priced, shared
from sales.quotes.models import Quote
from sales.taxes.totals import by_rate

AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=4)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)
CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD"])
RATES = st.sampled_from([Decimal(0), Decimal(6), Decimal(13), Decimal("12.5")])
WANTED = st.builds(
    Wanted,
    st.decimals(min_value=1, max_value=10**4, places=2),
    st.none(),
    PERCENT,
    st.none() | AMOUNTS,
)


@st.composite
def offers(draw: st.DrawFn) -> tuple[list[Priced], list[Wanted], str, bool]:
    currency, included = draw(CURRENCIES), draw(st.booleans())
    wanted = draw(st.lists(WANTED, min_size=1, max_size=6))
    parts = [[Part({}, Decimal(1), Tariff([Step(Decimal(1), draw(AMOUNTS))]))] for _ in wanted]
    taxes = [Tax("VAT", draw(RATES)) for _ in wanted]
    lines = [
        priced(part, one, tax, currency, tax_included=included)
        for part, one, tax in zip(parts, wanted, taxes, strict=True)
    ]
    return lines, wanted, currency, included


def base(line: Priced, included: bool) -> Decimal:
    return line.gross if included else line.net


@given(offers(), PERCENT)
def test_lines_and_the_discount_on_the_whole_come_to_the_total_to_the_unit(
    offer: tuple[list[Priced], list[Wanted], str, bool], percent: Decimal
) -> None:
    lines, _, currency, included = offer
    done = shared(lines, percent, currency, tax_included=included)
    before, after = (sum((base(one, included) for one in some), Decimal(0)) for some in (lines, done))
    assert after == rounded(less(before, percent), currency)
    assert before - sum((one.share for one in done), Decimal(0)) == after
    for one in done:
        assert one.net + one.tax == one.gross
        assert one.net == rounded(one.net, currency) >= 0
        assert one.share >= 0
        assert one.reasons[-1].amount == one.gross
    rates = by_rate((one.taxed for one in done), currency)
    total = Total.of(done)
    assert sum((one.tax.amount for one in rates), Decimal(0)) == total.tax
    assert sum((one.net.amount for one in rates), Decimal(0)) + total.tax == total.gross


def kept(line: Priced, wanted: Wanted, currency: str) -> LineRead:
    """As a quote keeps it."""
    money: dict[str, Any] = {
        name: {"amount": getattr(line, name), "currency": currency}
        for name in ("discount", "share", "net", "tax", "gross")
    }
    product_id = new_id()
    return LineRead.model_validate(
        {
            **money,
            "product_id": product_id,
            "product": {"id": product_id, "sku": "A", "name": "A"},
            "options": [],
            "quantity": wanted.quantity,
            "unit": "",
            "unit_price": {"amount": line.unit_amount, "currency": currency},
            "listed": line.listed,
            "discount_percent": wanted.discount_percent,
            "unit_amount": wanted.unit_amount,
            "tax_rate": line.rate,
            "reasons": [],
        }
    )


@given(offers(), PERCENT, PERCENT)
def test_no_draft_is_issued_below_its_limit_unless_it_was_approved(
    offer: tuple[list[Priced], list[Wanted], str, bool], percent: Decimal, limit: Decimal
) -> None:
    lines, wanted, currency, included = offer
    done = shared(lines, percent, currency, tax_included=included)
    some = [kept(line, one, currency) for line, one in zip(done, wanted, strict=True)]
    found = list(excess(some, percent, {(None, None): limit}, []))
    quote = Quote(state="draft", number="QT", revision=1, lines=[{}], valid_until=date.max)
    if found:
        with pytest.raises(ApprovalRequired):
            quote.issue(new_id(), datetime.now(UTC), date.min, found)
    else:
        quote.issue(new_id(), datetime.now(UTC), date.min, found)
    assert quote.state == ("draft" if found else "issued")
    above = {one["line_id"] for one in found}
    for one in some:
        assert one.listed is not None
        least = less(one.listed, limit)
        if str(one.id) not in above:
            assert asked(one, percent) >= least
            amount = one.gross.amount if included else one.net.amount
            assert amount > least - 2 * unit(currency)  # rounded once for the line, once for its share
        else:
            assert asked(one, percent) < least


TEAM, ABOVE, PRODUCT = (UUID(int=one) for one in (1, 2, 3))


def test_a_limit_on_the_product_counts_before_one_on_all_and_the_nearest_teams_first() -> None:
    limits: Limits = {
        (None, None): Decimal(1),
        (ABOVE, None): Decimal(2),
        (TEAM, None): Decimal(3),
        (None, PRODUCT): Decimal(4),
        (ABOVE, PRODUCT): Decimal(5),
    }
    other = UUID(int=9)
    assert limit_for(limits, [TEAM, ABOVE], PRODUCT) == 5
    assert limit_for(limits, [TEAM], PRODUCT) == 4
    assert limit_for(limits, [TEAM, ABOVE], other) == 3
    assert limit_for(limits, [ABOVE], other) == 2
    assert limit_for(limits, [], other) == 1
    assert limit_for({}, [TEAM], other) is None
