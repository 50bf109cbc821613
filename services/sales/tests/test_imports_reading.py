"""How amounts, percentages and stages are read that people write in files."""

import contextlib
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.imports.cells import Reading
from chassis.imports.problems import CellError
from sales.imports import amounts, stages
from sales.pipelines.stages import Stage, Track

CNY, TWD = Reading(currency="CNY"), Reading(currency="TWD")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("50,000", "50000"),
        ("￥5万", "50000 CNY"),
        ("１２．５", "12.5"),
        ("1.5亿元", "150000000.0 CNY"),
        ("USD 1,200.50", "1200.50 USD"),
        ("1200 eur", "1200 EUR"),
        ("$500", "500 USD"),
        ("NT$3萬", "30000 TWD"),
        ("人民币300", "300 CNY"),
        ("50k", "50000"),
        ("(12)", None),
        ("about 5", None),
        ("1e999999", None),
        ("", None),
    ],
)
def test_amounts_are_read_with_their_currency(cell: str, read: str | None) -> None:
    if read is not None:
        assert amounts.amount(cell, CNY) == read
        return
    with pytest.raises(CellError):
        amounts.amount(cell, CNY)


def test_signs_that_several_currencies_have_are_the_organisations_where_it_has_one_of_them() -> None:
    assert amounts.amount("$500", TWD) == "500 TWD"
    assert amounts.amount("500元", TWD) == "500 TWD"
    assert amounts.amount("US$500", TWD) == "500 USD"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(cell: str) -> None:
    for read in (amounts.amount, amounts.percent):
        with contextlib.suppress(CellError):
            assert read(cell, CNY) is not None


@pytest.mark.parametrize(("cell", "read"), [("60%", 60), ("60", 60), ("0.6", 60), ("0.5%", 0), ("100", 100)])
def test_percentages_are_read_as_shares_too(cell: str, read: int) -> None:
    assert amounts.percent(cell, CNY) == read
    with pytest.raises(CellError):
        amounts.percent("101", CNY)


def track(*names: str) -> Track:
    every = [Stage(UUID(int=at), name, 10, (), None) for at, name in enumerate(names)]
    return Track(UUID(int=99), 1, "Sales", (), every)


DEMO = track(
    "初步接触 Contact", "需求确认 Needs", "方案报价 Proposal", "商务谈判 Negotiation", "签约 Signing"
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("潜在", "初步接触 Contact"),
        ("初步接洽", "初步接触 Contact"),
        ("需求分析", "需求确认 Needs"),
        ("Needs Analysis", "需求确认 Needs"),
        ("方案報價", "方案报价 Proposal"),
        ("Proposal/Price Quote", "方案报价 Proposal"),
        ("谈判", "商务谈判 Negotiation"),
        ("合同签订", "签约 Signing"),
        ("Appointment scheduled", "初步接触 Contact"),
        ("x", None),
        ("翻云覆雨", None),
    ],
)
def test_a_stage_is_found_by_other_words_for_it(text: str, name: str | None) -> None:
    found: Any = stages.named(DEMO, text) or stages.alike(DEMO, text)
    assert (found and found.name) == name


def test_a_word_that_fits_two_stages_means_neither() -> None:
    two = track("Demo in person", "Demo online", "Contract")
    assert stages.alike(two, "demo") is None
    assert stages.named(two, "ＤＥＭＯ ONLINE") is two.stages[1]
    assert stages.alike(two, "prospecting") is two.stages[0]
