"""Hidden fields: how roles add up, and where schemas say that they stand."""

from typing import Any, ClassVar
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from pydantic import BaseModel

from chassis.http.lists import Listing, Offer
from chassis.masks import Masked, added_up, explained, shape_of, without
from chassis.telling import Traceback, span, told
from chassis.tests.example.notes import LISTING
from crm.permissions import MASKABLE, maskable, reading

FIELDS = [f"{thing}.{field}" for thing, fields in MASKABLE.items() for field in fields] + [
    "customer.custom.x"
]
roles = st.lists(
    st.tuples(
        st.sets(st.sampled_from(["customer.read", "customer.update", "audit.read"])),
        st.sets(st.sampled_from(FIELDS)),
    ),
    max_size=5,
)


@given(roles)
def test_a_field_is_hidden_if_a_role_hides_it_and_no_reading_role_shows_it(given_roles: Any) -> None:
    masks = added_up(given_roles)
    for name in FIELDS:
        thing, _, field = name.partition(".")
        hiding = [one for one in given_roles if name in one[1]]
        showing = [one for one in given_roles if reading(thing) in one[0] and name not in one[1]]
        assert (field in masks.get(thing, ())) == (bool(hiding) and not showing)
        why = {one.field: one for one in explained(thing, [(uuid4(), *one) for one in given_roles])}
        assert (field in why) == bool(hiding)
        assert not hiding or why[field].hidden == (not showing)


def test_what_makes_a_card_cannot_be_hidden() -> None:
    for name in ("id", "number", "name", "name_en", "owner_id", "team_id", "version", "deleted_at"):
        assert not any(maskable(f"{thing}.{name}") for thing in MASKABLE)


class Inner(Masked):
    thing: ClassVar[str] = "contact"
    phones: list[str]
    name: str


class Outer(Masked):
    thing: ClassVar[str] = "customer"
    params_of: ClassVar[dict[str, str]] = {"params": "contact"}
    phones: list[str]
    custom: dict[str, int]
    people: list[Inner] | None
    params: dict[str, Any]


class Answer(BaseModel):
    items: list[Outer]


def document() -> dict[str, Any]:
    inner = {"phones": ["inner"], "name": "a"}
    outer = {
        "phones": ["outer"],
        "custom": {"a": 1, "b": 2},
        "people": [inner],
        "params": {"phones": 1, "x": 2},
    }
    return {"items": [outer]}


def test_fields_go_where_a_schema_shows_their_object_and_nowhere_else() -> None:
    shape = shape_of(Answer)
    assert shape is not None
    hidden = shape.hide(document(), {"contact": frozenset({"phones"}), "customer": frozenset({"custom.a"})})
    assert hidden == {
        "items": [{"phones": ["outer"], "custom": {"b": 2}, "people": [{"name": "a"}], "params": {"x": 2}}]
    }
    pointers = [one for *_, one in shape.places(document(), {"customer": frozenset({"phones", "custom.b"})})]
    assert sorted(pointers) == ["/items/0/custom/b", "/items/0/phones"]
    assert shape_of(list[int]) is None


def test_an_answer_that_can_lack_a_field_says_so_in_its_schema() -> None:
    required = Outer.model_json_schema()["required"]
    assert "phones" not in required
    assert "people" in required


def test_free_form_values_lose_hidden_fields_at_any_depth() -> None:
    values = {"a": {"phones": 1, "b": [{"phones": 2, "c": 3}]}, "custom": {"x": 1, "y": 2}, "phones": 4}
    assert without(values, frozenset({"phones", "custom.x"})) == {"a": {"b": [{"c": 3}]}, "custom": {"y": 2}}


def test_a_list_without_a_field_does_not_know_it() -> None:
    derived = Listing(
        LISTING.source,
        LISTING.columns,
        LISTING.key,
        {**LISTING.offers, "initial": Offer(LISTING.offers["title"].kind, LISTING.key, tells=("title",))},
        "rank",
        thing="note",
    )
    narrowed = derived.without(frozenset({"title"}))
    assert set(narrowed.offers) == set(narrowed.fields) == {"rank"}
    assert derived.without(frozenset({"title"})) is narrowed
    assert derived.without(frozenset()) is derived


class Refused(asyncpg.UniqueViolationError):  # type: ignore[misc]  # the driver's types are not
    """What the database says of a row."""


def raised() -> Exception:
    try:
        try:
            raise Refused("Key (tax)=(hunter2) already exists")
        except Refused as error:
            raise ValueError("bad hunter2") from error
    except ValueError as error:
        error.add_note("hunter2")
        return error


def test_logs_tell_what_kind_of_error_and_no_value() -> None:
    error = raised()
    stacks = Traceback()((type(error), error, error.__traceback__))
    assert "hunter2" not in str(stacks)
    assert [one["exc_type"] for one in stacks] == ["ValueError", "Refused"]
    assert stacks[1]["exc_value"] == "Refused SQLSTATE 23505"
    assert told(ConnectionError("port 5432")) == "ConnectionError port 5432"
    assert told(RuntimeError("event loop is closed")) == "RuntimeError event loop is closed"
    assert stacks[0]["frames"][0]["filename"].endswith("test_masks.py")


def test_spans_tell_no_value_either() -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    with pytest.raises(ValueError, match="hunter2"), span(tracer, "work", Context(), SpanKind.CONSUMER):
        raise raised()
    (one,) = exporter.get_finished_spans()
    assert "hunter2" not in one.to_json()
    assert one.status.description == "ValueError"
