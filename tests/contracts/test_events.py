"""Events keep the shape that a listener relies on, and only grow."""

import json
from typing import ClassVar
from uuid import UUID

import pytest
from pydantic import BaseModel

from crm.event import Event
from docs.catalogue import event_classes
from docs.generate import inlined
from tests.contracts.baseline import EVENTS, breaks, dumps, event_schemas, wordless


@pytest.fixture(scope="module")
def events() -> list[type[Event]]:
    return event_classes()


def test_every_event_names_the_field_that_holds_its_records_id(events: list[type[Event]]) -> None:
    assert [one for one in events if one.model_fields[one.record].annotation is not UUID] == []


def test_every_event_carries_its_records_version(events: list[type[Event]]) -> None:
    assert [one for one in events if one.model_fields["version"].annotation is not int] == []


def test_no_two_events_share_a_subject_or_a_services_class_name(events: list[type[Event]]) -> None:
    assert len({one.subject for one in events}) == len(events)
    assert len({(one.service(), one.__name__) for one in events}) == len(events)


def test_events_break_nobody() -> None:
    found = breaks(json.loads(EVENTS.read_text()), event_schemas())
    assert not found, "an incompatible change is a new class whose subject ends in .v2:\n" + "\n".join(found)


def test_the_event_baseline_knows_what_was_added() -> None:
    assert EVENTS.read_text() == dumps(event_schemas()), (
        "run make contracts, and commit tests/contracts/events.json"
    )


class Where(BaseModel):
    place: str


class Base(Event):
    subject: ClassVar[str] = "thing.thing.moved"
    record: ClassVar[str] = "thing_id"
    thing_id: UUID
    description: str
    where: Where


class WithDefault(Base):
    speed: int = 0


class WithRequired(Base):
    speed: int


class WithOtherType(Base):
    description: str | None  # type: ignore[assignment]  # the wrong thing to do


class Inner(BaseModel):
    place: str
    floor: int


class WithInner(Base):
    where: Inner  # type: ignore[assignment]  # the wrong thing to do


class WithoutField(Event):
    record: ClassVar[str] = "thing_id"
    thing_id: UUID
    where: Where


class WithOtherRecord(Base):
    record: ClassVar[str] = "other_id"


def shape(event: type[Event]) -> dict[str, object]:
    data = wordless(inlined(event.model_json_schema(mode="serialization")))
    return {"thing.thing.moved": {"record": event.record, "data": data}}


def test_a_field_that_may_be_missing_may_be_added() -> None:
    assert breaks(shape(Base), shape(WithDefault)) == []


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (WithRequired, "thing.thing.moved.speed is required"),
        (WithOtherType, "thing.thing.moved.description: type is"),
        (WithInner, "thing.thing.moved.where.floor is required"),
        (WithoutField, "thing.thing.moved.description was removed"),
        (WithOtherRecord, "thing.thing.moved: record is other_id"),
    ],
)
def test_any_other_change_is_refused(later: type[Event], why: str) -> None:
    assert [one for one in breaks(shape(Base), shape(later)) if why in one]


def test_removing_an_event_is_refused() -> None:
    assert breaks(shape(Base), {}) == ["thing.thing.moved was removed"]
