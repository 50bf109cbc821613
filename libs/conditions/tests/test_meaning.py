"""What the answers are, in examples; that SQL agrees is shown by test_same_answer."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import ARRAY, BigInteger, Column, Integer, Text, Uuid, column
from sqlalchemy.dialects import postgresql

from libs.conditions import Context, Field, Kind, matches, parse, to_sql

ME = UUID(int=1)
# A Sunday evening in Shanghai, still Sunday at noon in UTC.
SHANGHAI = Context(datetime(2024, 3, 10, 12, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), ME)


def true_of(value: object, kind: Kind, op: str, operand: object = None, context: Context = SHANGHAI) -> bool:
    data = {"field": "f", "op": op, "value": operand}
    return matches(parse(data, {"f": Field(kind)}), {"f": value}, context)


@pytest.mark.parametrize(
    ("op", "first", "last"),
    [
        ("today", "2024-03-10", "2024-03-10"),
        ("yesterday", "2024-03-09", "2024-03-09"),
        ("tomorrow", "2024-03-11", "2024-03-11"),
        ("this_week", "2024-03-04", "2024-03-10"),
        ("last_week", "2024-02-26", "2024-03-03"),
        ("next_week", "2024-03-11", "2024-03-17"),
        ("this_month", "2024-03-01", "2024-03-31"),
        ("last_month", "2024-02-01", "2024-02-29"),
        ("next_month", "2024-04-01", "2024-04-30"),
        ("this_quarter", "2024-01-01", "2024-03-31"),
        ("last_quarter", "2023-10-01", "2023-12-31"),
        ("next_quarter", "2024-04-01", "2024-06-30"),
        ("this_year", "2024-01-01", "2024-12-31"),
        ("last_year", "2023-01-01", "2023-12-31"),
        ("next_year", "2025-01-01", "2025-12-31"),
    ],
)
def test_calendar_periods_have_these_first_and_last_days(op: str, first: str, last: str) -> None:
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    assert true_of(begins, Kind.DATE, op)
    assert true_of(ends, Kind.DATE, op)
    assert not true_of(date.fromordinal(begins.toordinal() - 1), Kind.DATE, op)
    assert not true_of(date.fromordinal(ends.toordinal() + 1), Kind.DATE, op)


@pytest.mark.parametrize(
    ("op", "days", "inside", "outside"),
    [
        ("last_days", 1, ["2024-03-10"], ["2024-03-09", "2024-03-11"]),
        ("last_days", 7, ["2024-03-04", "2024-03-10"], ["2024-03-03", "2024-03-11"]),
        ("next_days", 7, ["2024-03-10", "2024-03-16"], ["2024-03-09", "2024-03-17"]),
        ("more_than_days_ago", 0, ["2024-03-09"], ["2024-03-10"]),
        ("more_than_days_ago", 30, ["2024-02-08"], ["2024-02-09"]),
        ("more_than_days_ahead", 0, ["2024-03-11"], ["2024-03-10"]),
    ],
)
def test_counted_days_count_today(op: str, days: int, inside: list[str], outside: list[str]) -> None:
    assert all(true_of(date.fromisoformat(day), Kind.DATE, op, days) for day in inside)
    assert not any(true_of(date.fromisoformat(day), Kind.DATE, op, days) for day in outside)


def test_a_moment_belongs_to_the_day_of_the_zone_that_asks() -> None:
    late = datetime(2024, 3, 10, 17, 0, tzinfo=UTC)  # already Monday in Shanghai
    assert not true_of(late, Kind.MOMENT, "today")
    assert true_of(late, Kind.MOMENT, "tomorrow")
    assert true_of(late, Kind.MOMENT, "today", context=Context(SHANGHAI.now, ZoneInfo("America/New_York")))


def test_a_day_that_begins_at_one_o_clock_begins_there() -> None:
    beirut = Context(datetime(2024, 3, 31, 9, 0, tzinfo=UTC), ZoneInfo("Asia/Beirut"))  # 00:00 → 01:00
    assert true_of(datetime(2024, 3, 30, 22, 0, tzinfo=UTC), Kind.MOMENT, "today", context=beirut)
    assert not true_of(datetime(2024, 3, 30, 21, 59, tzinfo=UTC), Kind.MOMENT, "today", context=beirut)


def test_an_empty_field_meets_no_positive_question_and_every_negative_one() -> None:
    for empty in (None,):
        assert not true_of(empty, Kind.TEXT, "eq", "a")
        assert true_of(empty, Kind.TEXT, "ne", "a")
        assert true_of(empty, Kind.TEXT, "not_in", ["a"])
        assert true_of(empty, Kind.TAGS, "has_none", ["vip"])
        assert true_of(empty, Kind.NUMBER, "empty")


def test_text_and_tags_without_content_are_empty() -> None:
    assert true_of("", Kind.TEXT, "empty")
    assert true_of([], Kind.TAGS, "empty")
    assert true_of([], Kind.REFERENCES, "empty")
    assert not true_of(0, Kind.NUMBER, "empty")
    assert not true_of(False, Kind.BOOLEAN, "empty")


def test_me_is_the_one_who_asks_and_nobody_when_no_one_does() -> None:
    nobody = Context(SHANGHAI.now, SHANGHAI.zone)
    assert true_of(ME, Kind.REFERENCE, "eq", "me")
    assert true_of(ME, Kind.REFERENCE, "in", ["me", str(UUID(int=2))])
    assert not true_of(ME, Kind.REFERENCE, "eq", "me", nobody)
    assert true_of(ME, Kind.REFERENCE, "ne", "me", nobody)
    assert not true_of(None, Kind.REFERENCE, "eq", "me", nobody)
    assert true_of([ME, UUID(int=2)], Kind.REFERENCES, "has_all", ["me", str(UUID(int=2))])
    assert not true_of([UUID(int=2)], Kind.REFERENCES, "has_all", ["me", str(UUID(int=2))], nobody)
    assert not true_of([], Kind.REFERENCES, "has_any", ["me"], nobody)
    assert true_of([ME], Kind.REFERENCES, "has_none", ["me"], nobody)


@pytest.mark.parametrize(
    ("kind", "op", "operand", "sql"),
    [
        (Kind.TEXT, "eq", "a", "f = $1::VARCHAR"),
        (Kind.TEXT, "in", ["a", "b"], "f = ANY ($1::TEXT[])"),
        (Kind.TEXT, "starts_with", "a", "f ^@ $1::VARCHAR"),
        (Kind.REFERENCE, "eq", "me", "f = $1::UUID"),
        (Kind.NUMBER, "gt", 5, "f > $1::BIGINT"),
        (Kind.NUMBER, "gt", 5.5, "f > $1::NUMERIC"),
        (Kind.TAGS, "has_any", ["a"], "f && $1::TEXT[]"),
        (Kind.TAGS, "has_all", ["a"], "f @> $1::TEXT[]"),
        (Kind.TAGS, "has_none", ["a"], "(f && $1::TEXT[]) IS NOT true"),
        (Kind.REFERENCES, "has_any", ["me"], "f && $1::UUID[]"),
        (Kind.REFERENCES, "not_empty", None, "f != $1::UUID[]"),
        (Kind.DATE, "today", None, "f >= $1::DATE AND f < $2::DATE"),
    ],
)
def test_positive_questions_leave_the_column_bare_for_its_index(
    kind: Kind, op: str, operand: Any, sql: str
) -> None:
    types: dict[Kind, Any] = {Kind.NUMBER: Integer(), Kind.REFERENCE: Uuid()}
    condition = parse({"field": "f", "op": op, "value": operand}, {"f": Field(kind)})
    predicate = to_sql(condition, {"f": column("f", types.get(kind, Text()))}, SHANGHAI)
    assert str(predicate.compile(dialect=postgresql.asyncpg.dialect())) == sql  # type: ignore[no-untyped-call]


def test_a_list_that_is_never_null_is_asked_by_its_index_whether_it_is_empty() -> None:
    condition = parse({"field": "f", "op": "empty"}, {"f": Field(Kind.REFERENCES)})
    for nullable, sql in ((True, "f IS NULL OR f = $1::UUID[]"), (False, "f = $1::UUID[]")):
        of: Column[Any] = Column("f", ARRAY(Uuid), nullable=nullable)
        predicate = to_sql(condition, {"f": of}, SHANGHAI)
        assert str(predicate.compile(dialect=postgresql.asyncpg.dialect())) == sql  # type: ignore[no-untyped-call]


def test_a_number_too_large_for_the_column_is_compared_as_a_decimal() -> None:
    condition = parse({"field": "f", "op": "lt", "value": 2**63}, {"f": Field(Kind.NUMBER)})
    predicate = to_sql(condition, {"f": column("f", BigInteger())}, SHANGHAI)
    assert "NUMERIC" in str(predicate.compile(dialect=postgresql.asyncpg.dialect()))  # type: ignore[no-untyped-call]
