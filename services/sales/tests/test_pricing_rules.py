"""The arithmetic of a line, over all the prices that anybody could make."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from libs.money import rounded, unit
from sales.pricing.rules import Part, Step, Tariff, Tax, Term, Total, Wanted, priced
from sales.taxes.totals import by_rate

AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=4)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)
RATES = st.decimals(min_value=0, max_value=40, places=2)
QUANTITIES = st.decimals(min_value=1, max_value=10**5, places=2)
CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD", "TWD", "USD"])


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    quantities = draw(st.lists(st.integers(2, 10_000), max_size=4, unique=True))
    steps = [Step(Decimal(one), draw(AMOUNTS)) for one in (1, *sorted(quantities))]
    months = draw(st.lists(st.integers(1, 60), max_size=3, unique=True))
    return Tariff(steps, [Term(one, draw(PERCENT)) for one in months])


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    each = st.builds(Part, st.just({}), st.integers(1, 9).map(Decimal), tariffs())
    return draw(st.lists(each, min_size=1, max_size=4))


WANTED = st.builds(Wanted, QUANTITIES, st.none() | st.integers(1, 72), PERCENT)


@given(parts(), WANTED, RATES, CURRENCIES, st.booleans())
def test_net_and_tax_make_gross_and_every_amount_has_the_digits_of_its_currency(
    some: list[Part], wanted: Wanted, rate: Decimal, currency: str, included: bool
) -> None:
    line = priced(some, wanted, Tax("VAT", rate), currency, tax_included=included)
    assert line.net + line.tax == line.gross
    for amount in (line.net, line.tax, line.gross, line.discount):
        assert amount == rounded(amount, currency)
        assert amount >= 0


@given(parts(), WANTED, RATES, CURRENCIES)
def test_tax_included_or_added_differs_by_less_than_a_unit_of_the_rate(
    some: list[Part], wanted: Wanted, rate: Decimal, currency: str
) -> None:
    line = priced(some, wanted, Tax("VAT", rate), currency, tax_included=True)
    assert abs(line.net * rate / 100 - line.tax) <= unit(currency)


@given(parts(), WANTED, CURRENCIES)
def test_the_last_reason_tells_the_amount_that_is_asked(
    some: list[Part], wanted: Wanted, currency: str
) -> None:
    line = priced(some, wanted, Tax("VAT", Decimal(13)), currency, tax_included=False)
    assert line.reasons[-1].amount == line.gross
    assert [one.kind for one in line.reasons].count("list_price") == len(some)


@given(parts(), st.lists(WANTED, max_size=5), st.lists(RATES, min_size=5, max_size=5), CURRENCIES)
def test_what_is_due_of_each_rate_adds_up_to_the_total_of_the_lines(
    some: list[Part], wanted: list[Wanted], rates: list[Decimal], currency: str
) -> None:
    lines = [
        priced(some, one, Tax("VAT", rate), currency, tax_included=False)
        for one, rate in zip(wanted, rates, strict=False)
    ]
    total, due = Total.of(lines), by_rate((one.taxed for one in lines), currency)
    assert (total.net + total.tax, total.gross) == (total.gross, sum(one.gross for one in lines))
    assert sum(one.tax.amount for one in due) == total.tax
    assert [one.rate for one in due] == sorted({one.rate for one in lines})


@given(parts(), WANTED, CURRENCIES, PERCENT)
def test_a_greater_discount_never_costs_more(
    some: list[Part], wanted: Wanted, currency: str, more: Decimal
) -> None:
    greater = Wanted(wanted.quantity, wanted.months, max(more, wanted.discount_percent))
    less, same = (priced(some, one, None, currency, tax_included=False) for one in (greater, wanted))
    assert less.net <= same.net


@given(tariffs(), st.integers(1, 20_000))
def test_a_quantity_pays_the_step_that_it_has_reached(tariff: Tariff, quantity: int) -> None:
    step = tariff.step(Decimal(quantity))
    reached = [one.from_quantity for one in tariff.steps if one.from_quantity <= quantity]
    assert step.from_quantity == max(reached)


def test_a_line_tells_each_step_of_its_price() -> None:
    laser = Tariff(
        [Step(Decimal(1), Decimal(1000)), Step(Decimal(10), Decimal(900))], [Term(12, Decimal(10))]
    )
    cable = Tariff([Step(Decimal(1), Decimal("12.345"))])
    line = priced(
        [Part({"sku": "L"}, Decimal(1), laser), Part({"sku": "C"}, Decimal(2), cable, "option")],
        Wanted(Decimal(10), months=12, discount_percent=Decimal(5)),
        Tax("VAT 13 %", Decimal(13)),
        "CNY",
        tax_included=False,
    )
    told = [(one.kind, str(one.amount)) for one in line.reasons]
    assert told == [
        ("list_price", "9000"),
        ("term_discount", "8100"),
        ("list_price", "8346.900"),
        ("discount", "7929.56"),
        ("tax", "8960.40"),
    ]
    assert (str(line.net), str(line.tax), str(line.gross)) == ("7929.56", "1030.84", "8960.40")
