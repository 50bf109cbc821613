from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.formulas import FormulaInvalid, Type, Value, check, evaluate, fields_of, parse

TYPES = {
    "price": Type.NUMBER,
    "custom.seats": Type.NUMBER,
    "name": Type.TEXT,
    "ends_on": Type.DATE,
    "vip": Type.BOOLEAN,
}
RECORD: dict[str, Value] = {
    "price": Decimal("12.5"),
    "custom.seats": Decimal(4),
    "name": "Qinglan",
    "ends_on": date(2026, 3, 1),
    "vip": True,
}


def value(text: str, **more: Value) -> Any:
    node = parse(text)
    check(node, TYPES)
    return evaluate(node, RECORD | more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) * 3", Decimal(9)),
        ("10 - 2 - 3", Decimal(5)),
        ("-price + 1", Decimal("-11.5")),
        ("price * custom.seats", Decimal(50)),
        ("round(10 / 3, 2)", Decimal("3.33")),
        ("round(2.5)", Decimal(3)),
        ("price / 0", None),
        ("price / (custom.seats - 4)", None),
        ('if(vip and price > 10, "a", "b")', "a"),
        ("not vip or price = 12.50", True),
        ("ends_on + 1", date(2026, 3, 2)),
        ("days(ends_on, ends_on - 3)", Decimal(3)),
        ("year(ends_on) * 100 + month(ends_on)", Decimal(202603)),
        ("ends_on + 99999999999", None),
        ('concat(name, "-", upper(name))', "Qinglan-QINGLAN"),
        ('"say \\"no\\""', 'say "no"'),
        ("max(price, custom.seats, 99)", Decimal(99)),
        ("IF(Empty(price), 0, 1)", Decimal(1)),
    ],
)
def test_a_formula_has_the_value_a_spreadsheet_would_give(text: str, expected: object) -> None:
    assert value(text) == expected


def test_an_empty_operand_makes_the_result_empty_unless_the_formula_says_otherwise() -> None:
    assert value("price + 1", price=None) is None
    assert value("coalesce(price, 0) + 1", price=None) == 1
    assert value("if(price > 1, 1, 0)", price=None) == 0
    assert value("not (price > 1)", price=None) is True


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("", "formula_incomplete", 0),
        ("1 +", "formula_incomplete", 3),
        ("1 2", "formula_unexpected", 2),
        ("price $ 2", "formula_unreadable", 5),
        ("prise", "formula_field_unknown", 0),
        ("1 + open(name)", "formula_function_unknown", 4),
        ("price + name", "formula_operands", 6),
        ("round(price", "formula_unexpected", 11),
        ("(" * 40 + "1" + ")" * 40, "formula_too_deep", 31),
        ("-" * 900 + "1", "formula_too_deep", 31),
        ("1+" * 600 + "1", "formula_too_long", 1000),
        ("price.__class__", "formula_field_unknown", 0),
        ('"half', "formula_unreadable", 0),
    ],
)
def test_a_wrong_formula_is_refused_at_the_place_that_is_wrong(text: str, kind: str, at: int) -> None:
    with pytest.raises(FormulaInvalid) as refused:
        check(parse(text), TYPES)
    assert (refused.value.kind, refused.value.at) == (kind, at)


def test_a_formula_knows_its_type_and_its_fields() -> None:
    node = parse("if(vip, price, custom.seats) > 3")
    assert check(node, TYPES) is Type.BOOLEAN
    assert fields_of(node) == {"vip", "price", "custom.seats"}


@given(st.text(max_size=60) | st.text('()+-*/<>=,.1aif "not', max_size=60))
def test_no_text_makes_a_formula_fail_otherwise_than_by_being_refused(text: str) -> None:
    try:
        node = parse(text)
        check(node, TYPES)
    except FormulaInvalid:
        return
    evaluate(node, RECORD)


@given(st.integers(0, 30))
def test_no_formula_makes_a_number_that_cannot_be_kept(times: int) -> None:
    found = value(" * ".join(["999999999999999"] * (times + 1)))
    assert found is None or abs(found) < Decimal(10) ** 30
