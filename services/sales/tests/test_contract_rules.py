"""What a contract may be and become, over all days that there could be."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.problems import DomainError, InvalidInput
from sales.contracts.models import Contract, ContractNoticeGiven, ContractState
from sales.contracts.terms import DAY, later, renewed

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 120)


def draft(**said: Any) -> Contract:
    """One that could be signed."""
    contract = Contract(
        number="CT-2026-000001", state="draft", title="Service", lines=[{"id": "1"}], currency="CNY",
        net=Decimal(1), gross=Decimal(1), terminated_because="", signed_by="",
    )  # fmt: skip
    terms = {
        "starts_on": TODAY,
        "ends_on": None,
        "renewal": "none",
        "renewal_months": None,
        "notice_days": 30,
    }
    contract.edit(terms | said)
    return contract


def signed(**said: Any) -> Contract:
    contract = draft(**said)
    contract.activate(TODAY, TODAY, "Kim Example")
    return contract


@given(DAYS, MONTHS)
def test_a_term_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    then = later(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + DAY).day == 1)


@given(DAYS, MONTHS, MONTHS)
def test_terms_that_end_with_a_month_do_so_however_often_they_are_renewed(
    day: date, once: int, again: int
) -> None:
    end_of_month = day.replace(day=1) - DAY
    assert renewed(renewed(end_of_month, once), again) == renewed(end_of_month, once + again)
    assert (renewed(end_of_month, once) + DAY).day == 1


@given(DAYS, DAYS)
def test_a_contract_ends_no_sooner_than_it_starts(starts: date, ends: date) -> None:
    if ends < starts:
        with pytest.raises(InvalidInput):
            draft(starts_on=starts, ends_on=ends)
    else:
        assert draft(starts_on=starts, ends_on=ends).last_day == ends


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"starts_on": None}, {"/starts_on"}),
        ({"renewal": "automatic"}, {"/ends_on", "/renewal_months"}),
        ({"starts_on": TODAY - 2 * DAY, "ends_on": TODAY - DAY}, {"/ends_on"}),
    ],
)
def test_what_a_contract_lacks_stands_against_signing_it(said: dict[str, Any], missing: set[str]) -> None:
    contract = draft(**said)
    with pytest.raises(InvalidInput) as refused:
        contract.activate(TODAY, TODAY, "Kim Example")
    assert {one.pointer for one in refused.value.errors} == missing
    assert contract.state == "draft"


def test_nobody_signs_tomorrow() -> None:
    with pytest.raises(InvalidInput):
        draft().activate(TODAY, TODAY + DAY, "Kim Example")


def test_what_is_signed_is_not_edited_and_not_signed_again() -> None:
    contract = signed()
    with pytest.raises(ContractState):
        contract.edit({"title": "Other"})
    with pytest.raises(ContractState):
        contract.activate(TODAY, TODAY, "Kim")


@given(st.integers(-3, 400), st.none() | st.integers(0, 365))
def test_notice_is_given_once_between_signature_and_end(in_days: int, length: int | None) -> None:
    contract = signed(ends_on=None if length is None else TODAY + timedelta(days=length))
    day = TODAY + timedelta(days=in_days)
    if in_days < 0 or (length is not None and in_days > length):
        with pytest.raises(InvalidInput):
            contract.terminate(TODAY, day, "No")
        assert (contract.state, contract.terminated_on) == ("active", None)
        return
    assert contract.terminate(TODAY, day, "No") is False
    assert (contract.state, contract.last_day, contract.notice_by) == ("active", day, None)
    with pytest.raises(ContractNoticeGiven):
        contract.terminate(TODAY, day, "No")
    assert contract.renew() is False
    contract.end()
    assert contract.state == "terminated"


def test_a_day_that_is_over_ends_a_contract_at_once() -> None:
    contract = signed()
    contract.signed_on = TODAY - 10 * DAY
    assert contract.terminate(TODAY, TODAY - DAY, "They left") is True
    assert contract.state == "terminated"
    with pytest.raises(DomainError):
        contract.end()


@pytest.mark.parametrize("renewal", ["none", "manual", "automatic"])
def test_only_automatic_contracts_renew_themselves_and_warn_again(renewal: str) -> None:
    contract = signed(ends_on=date(2027, 2, 28), renewal=renewal, renewal_months=12, notice_days=28)
    contract.warned = True
    assert contract.renew() is (renewal == "automatic")
    if renewal == "automatic":
        assert (contract.last_day, contract.ends_on) == (date(2028, 2, 29), date(2027, 2, 28))
        assert (contract.notice_by, contract.warned) == (date(2028, 2, 1), False)
    contract.end()
    assert contract.state == "ended"
