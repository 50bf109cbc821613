import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from libs.conditions import (
    All,
    AnyOf,
    ConditionInvalid,
    Field,
    Kind,
    Leaf,
    Not,
    Op,
    describe,
    fields_of,
    json_schema,
    operators,
    parse,
)
from libs.conditions.tests.strategies import FIELDS, condition_data

SHOP = {
    "name": Field(Kind.TEXT),
    "industry": Field(Kind.CHOICE, choices=frozenset({"retail", "bank"})),
    "size": Field(Kind.NUMBER, nullable=False),
    "founded_on": Field(Kind.DATE),
    "seen_at": Field(Kind.MOMENT),
    "owner_id": Field(Kind.REFERENCE),
    "tags": Field(Kind.TAGS),
    "active": Field(Kind.BOOLEAN),
    "role_ids": Field(Kind.REFERENCES),
}


def problems(data: object) -> list[tuple[str, str]]:
    with pytest.raises(ConditionInvalid) as caught:
        parse(data, SHOP)
    return [(error.pointer, error.kind) for error in caught.value.errors]


def asked(field: str, op: str, value: object = None) -> dict[str, object]:
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


def test_a_condition_becomes_a_tree_of_positive_questions() -> None:
    data = {"all": [asked("name", "eq", "李"), {"any": [asked("tags", "has_none", ["vip"])]}]}
    no_vip = Not(Leaf("tags", Kind.TAGS, Op.HAS_ANY, ("vip",)))
    assert parse(data, SHOP) == All((Leaf("name", Kind.TEXT, Op.EQ, "李"), AnyOf((no_vip,))))


def test_not_ne_is_eq_again_so_that_an_index_serves_it() -> None:
    assert parse({"not": asked("name", "ne", "a")}, SHOP) == parse(asked("name", "eq", "a"), SHOP)


def test_a_condition_tells_which_fields_it_touches() -> None:
    data = {"not": {"all": [asked("name", "eq", "a"), asked("size", "gt", 3), asked("name", "empty")]}}
    assert fields_of(parse(data, SHOP)) == {"name", "size"}


@pytest.mark.parametrize(
    ("leaf", "pointer", "kind"),
    [
        (asked("colour", "eq", "red"), "/field", "unknown_field"),
        ({"field": ["name"], "op": "eq"}, "/field", "unknown_field"),
        (asked("name", "lt", "a"), "/op", "unknown_operator"),
        (asked("size", "empty"), "/op", "unknown_operator"),
        ({"field": "name", "op": {}}, "/op", "unknown_operator"),
        (asked("name", "eq"), "/value", "missing_value"),
        (asked("name", "empty", "a"), "/value", "unexpected_value"),
        (asked("name", "eq", 5), "/value", "wrong_type"),
        (asked("name", "eq", "a\0"), "/value", "bad_text"),
        (asked("name", "eq", "\ud800"), "/value", "bad_text"),
        (asked("name", "eq", "a" * 1001), "/value", "too_long"),
        (asked("name", "in", "abc"), "/value", "wrong_type"),
        (asked("name", "in", []), "/value", "wrong_length"),
        (asked("name", "in", ["a"] * 1001), "/value", "wrong_length"),
        (asked("name", "in", ["a", None]), "/value/1", "wrong_type"),
        (asked("industry", "eq", "navy"), "/value", "unknown_choice"),
        (asked("industry", "in", ["bank", "navy"]), "/value/1", "unknown_choice"),
        (asked("size", "eq", True), "/value", "wrong_type"),
        (asked("size", "eq", float("nan")), "/value", "wrong_type"),
        (asked("size", "eq", float("-inf")), "/value", "wrong_type"),
        (asked("size", "eq", "1e5"), "/value", "wrong_type"),
        (asked("size", "eq", "١"), "/value", "wrong_type"),
        (asked("size", "eq", 10**5000), "/value", "out_of_range"),
        (asked("size", "eq", 1e-300), "/value", "out_of_range"),
        (asked("size", "between", [1]), "/value", "wrong_length"),
        (asked("founded_on", "eq", "2024-02-30"), "/value", "wrong_type"),
        (asked("founded_on", "eq", "20240201"), "/value", "wrong_type"),
        (asked("founded_on", "last_days", 0), "/value", "out_of_range"),
        (asked("founded_on", "last_days", 10**9), "/value", "out_of_range"),
        (asked("founded_on", "last_days", True), "/value", "wrong_type"),
        (asked("seen_at", "ge", "2024-01-01T00:00:00"), "/value", "wrong_type"),
        (asked("seen_at", "ge", "0001-01-01T00:00:00+14:00"), "/value", "wrong_type"),
        (asked("seen_at", "ge", "2024-01-01T25:00:00Z"), "/value", "wrong_type"),
        (asked("owner_id", "eq", "nobody"), "/value", "wrong_type"),
        (asked("owner_id", "eq", "{00000000-0000-0000-0000-000000000001}"), "/value", "wrong_type"),
        (asked("active", "eq", 1), "/value", "wrong_type"),
        (asked("tags", "eq", "vip"), "/op", "unknown_operator"),
        (asked("role_ids", "in", ["me"]), "/op", "unknown_operator"),
        (asked("role_ids", "has_any", ["me", "sales"]), "/value/1", "wrong_type"),
        ({"field": "name", "op": "eq", "value": "a", "or": 1}, "", "malformed"),
        ({"all": [], "any": []}, "", "malformed"),
        ({"all": {}}, "/all", "wrong_type"),
        ({}, "", "malformed"),
        (None, "", "malformed"),
        ({1: 2}, "", "malformed"),
    ],
)
def test_a_mistake_is_named_where_it_is(leaf: Any, pointer: str, kind: str) -> None:
    assert problems(leaf) == [(pointer, kind)]
    assert problems({"all": [asked("name", "eq", "a"), {"not": leaf}]}) == [(f"/all/1/not{pointer}", kind)]


def test_all_mistakes_are_told_at_once() -> None:
    data = {"any": [asked("x", "eq", 1), asked("name", "eq", "a"), asked("size", "eq", "many")]}
    assert problems(data) == [("/any/0/field", "unknown_field"), ("/any/2/value", "wrong_type")]


def test_depth_number_and_size_are_bounded() -> None:
    leaf: dict[str, Any] = asked("name", "eq", "a")
    deep = leaf
    for _ in range(7):
        deep = {"not": deep}
    parse(deep, SHOP)
    assert problems({"not": deep}) == [("/not" * 7, "too_deep")]
    parse({"all": [leaf] * 100}, SHOP)
    assert problems({"all": [leaf] * 101}) == [("/all/100", "too_many_conditions")]
    assert problems({"all": [{"any": []}] * 10**6})[-1] == ("/all/100/any", "too_many_conditions")
    assert len(problems({"all": [5] * 10**6})) == 101


def test_absurd_nesting_is_refused_without_recursion() -> None:
    data: dict[str, Any] = {}
    for _ in range(50_000):
        data = {"all": [data]}
    assert problems(data)[-1][1] == "too_deep"


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
_WORDS = st.sampled_from(["all", "any", "not", "field", "op", "value", "eq", "in", "last_days", *SHOP])
_JSON = st.recursive(
    _SCALARS | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(_JSON)
def test_whatever_comes_in_nothing_but_condition_invalid_comes_out(data: object) -> None:
    try:
        parse(data, SHOP)
    except ConditionInvalid as invalid:
        told = [(error.pointer, error.kind, dict(error.params)) for error in invalid.errors]
        assert told
        json.dumps(told, ensure_ascii=False).encode()


@given(
    st.fixed_dictionaries(
        {"field": st.sampled_from(sorted(SHOP)), "op": st.sampled_from(list(Op)), "value": _JSON}
    )
)
def test_a_known_field_takes_any_rubbish_as_value_without_failing(data: object) -> None:
    with suppress(ConditionInvalid):
        parse(data, SHOP)


def test_each_kind_offers_its_operators() -> None:
    assert list(operators(Kind.CHOICE)) == ["eq", "ne", "in", "not_in", "empty", "not_empty"]
    assert describe({"size": SHOP["size"]})["size"]["operators"] == {
        "eq": "one", "ne": "one", "in": "many", "not_in": "many",
        "lt": "one", "le": "one", "gt": "one", "ge": "one", "between": "pair",
    }  # fmt: skip
    assert describe({"industry": SHOP["industry"]})["industry"]["choices"] == ["bank", "retail"]


def test_the_json_schema_refuses_what_does_not_parse() -> None:
    schema = Draft202012Validator(json_schema(SHOP))
    assert schema.is_valid({"all": [asked("name", "eq", "a"), {"not": asked("seen_at", "this_week")}]})
    assert not schema.is_valid({"all": [asked("name", "lt", "a")]})
    assert not schema.is_valid(asked("industry", "eq", "navy"))
    assert not schema.is_valid({"all": [], "any": []})


_SCHEMA = Draft202012Validator(json_schema(FIELDS))


@given(condition_data(sorted(FIELDS)))
def test_the_json_schema_admits_what_parses(data: dict[str, object]) -> None:
    assert fields_of(parse(data, FIELDS)) <= FIELDS.keys()
    assert _SCHEMA.is_valid(data)
