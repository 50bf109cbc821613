"""Random records and conditions over a table that has two columns of every kind."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
)

from libs.conditions import Context, Field, Kind, Op, Takes

NOW = datetime(2024, 3, 10, 4, 30, tzinfo=UTC)
ZONES = ["UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Asia/Beirut"]
IDS = [UUID(int=n) for n in (1, 2, 3)]

records_table = Table(
    "condition_records",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text_a", Text),
    Column("text_b", Text),
    Column("choice_a", Text),
    Column("choice_b", Text),
    Column("number_a", Integer),
    Column("number_b", Numeric),
    Column("number_c", Double),
    Column("number_d", BigInteger),
    Column("date_a", Date),
    Column("date_b", Date),
    Column("moment_a", DateTime(timezone=True)),
    Column("moment_b", DateTime(timezone=True)),
    Column("boolean_a", Boolean),
    Column("boolean_b", Boolean),
    Column("reference_a", Uuid),
    Column("reference_b", Uuid),
    Column("tags_a", ARRAY(Text)),
    Column("tags_b", ARRAY(Text)),
    Column("references_a", ARRAY(Uuid)),
    Column("references_b", ARRAY(Uuid), nullable=False),
    prefixes=["TEMPORARY"],
)
FIELDS = {str(name): Field(Kind(name[:-2])) for name in list(records_table.c.keys()) if name != "id"}

# Few different values, so that random questions often meet random records; some awkward ones among them.
texts = st.one_of(
    st.sampled_from(["", "a", "A", "ab", "%", "_", "\\", "李", "李明", "me", "é", "e\u0301", "\U0001f600"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3),
)
choices = st.sampled_from(["retail", "bank", "", "Bank"])
whole = st.one_of(st.integers(-3, 3), st.sampled_from([2**31 - 1, -(2**31)]))
exact = st.one_of(
    st.decimals(-3, 3, places=1, allow_nan=False), st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
)
# Days close to the asking day and moments on the stroke of midnight, where off-by-one mistakes live.
days = st.one_of(st.integers(-8, 8), st.integers(-800, 800)).map(
    lambda n: date(2024, 3, 10) + timedelta(days=n)
)
midnights = st.builds(
    lambda day, zone, micros: datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) + micros,
    days,
    st.sampled_from(ZONES),
    st.sampled_from([timedelta(0), timedelta(microseconds=-1)]),
)
moments = st.one_of(midnights, st.integers(-(10**9), 10**9).map(lambda n: NOW + timedelta(milliseconds=n)))
tag_sets = st.lists(
    st.sampled_from(["vip", "VIP", "", "老客户", "a,b", "{", "NULL"]), max_size=4, unique=True
)
_RECORD_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "choice": choices,
    "number_a": whole,
    "number_b": exact,
    "number_c": st.one_of(st.sampled_from([0.1, 0.5, -0.0, 1e15]), st.floats(-5, 5)),
    "number_d": st.one_of(st.integers(-3, 3), st.sampled_from([2**63 - 1, -(2**63)])),
    "date": days,
    "moment": moments,
    "boolean": st.booleans(),
    "reference": st.sampled_from(IDS),
    "tags": tag_sets,
    "references": st.lists(st.sampled_from(IDS), max_size=3, unique=True),
}


def _written_moment(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("Asia/Kathmandu")).isoformat()


_WRITTEN: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: texts,
    Kind.CHOICE: choices,
    Kind.NUMBER: st.one_of(
        whole, exact.map(str), st.sampled_from([0.1, 0.5, "2147483648", "99999999999999999999", 2**63])
    ),
    Kind.DATE: days.map(date.isoformat),
    Kind.MOMENT: moments.map(_written_moment),
    Kind.BOOLEAN: st.booleans(),
    Kind.REFERENCE: st.sampled_from(["me", *map(str, IDS)]),
    Kind.TAGS: st.sampled_from(["vip", "VIP", "", "老客户", "a,b", "{", "NULL"]),
    Kind.REFERENCES: st.sampled_from(["me", *map(str, IDS)]),
}


def _held(name: str) -> st.SearchStrategy[Any]:
    values = _RECORD_VALUES[name if name in _RECORD_VALUES else name[:-2]]
    return st.none() | values if records_table.c[name].nullable else values


record_lists = st.lists(
    st.fixed_dictionaries({name: _held(name) for name in FIELDS}),
    min_size=1,
    max_size=12,
)
contexts = st.builds(
    Context,
    now=moments,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    me=st.none() | st.sampled_from(IDS),
)


def value_for(kind: Kind, takes: Takes) -> st.SearchStrategy[Any]:
    one = _WRITTEN[kind]
    match takes:
        case Takes.NOTHING:
            return st.none()
        case Takes.DAYS:
            return st.one_of(st.integers(1, 8), st.integers(1, 400))
        case Takes.ONE:
            return one
        case Takes.PAIR:
            return st.lists(one, min_size=2, max_size=2)
        case Takes.MANY:
            return st.lists(one, min_size=1, max_size=4)


def asked(name: str, op: Op) -> st.SearchStrategy[dict[str, object]]:
    """JSON of one question with a random value."""
    takes = FIELDS[name].operators[op]
    data: st.SearchStrategy[dict[str, object]] = st.just({"field": name, "op": str(op)})
    if takes is Takes.NOTHING:
        return data
    value = value_for(FIELDS[name].kind, takes)
    return st.builds(lambda leaf, operand: leaf | {"value": operand}, data, value)


def leaf_data(names: list[str]) -> st.SearchStrategy[dict[str, object]]:
    return st.sampled_from([(name, op) for name in names for op in FIELDS[name].operators]).flatmap(
        lambda pair: asked(*pair)
    )


# One question for every operator of every kind, on columns of every type.
every_question = st.tuples(
    *(asked(name, op) for name in FIELDS if not name.endswith("_b") for op in FIELDS[name].operators)
).map(list)


def condition_data(names: list[str]) -> st.SearchStrategy[dict[str, object]]:
    """JSON of conditions, never deeper than parsing allows."""
    return _nested(leaf_data(names), 4)


def _nested(leaf: st.SearchStrategy[Any], depth: int) -> st.SearchStrategy[Any]:
    if depth == 0:
        return leaf
    part = _nested(leaf, depth - 1)
    group = st.lists(part, max_size=3)
    return st.one_of(
        leaf,
        st.fixed_dictionaries({"all": group}),
        st.fixed_dictionaries({"any": group}),
        st.fixed_dictionaries({"not": part}),
    )


schemas = st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=6, unique=True)
