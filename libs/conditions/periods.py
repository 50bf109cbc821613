"""Calendar periods relative to today, as half-open ranges of days."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from libs.conditions.fields import Op
from libs.conditions.tree import Context

MAX_DAYS = 36_500


class Days(NamedTuple):
    """From `first` (included) to `end` (not included); None is without limit."""

    first: date | None
    end: date | None


class Moments(NamedTuple):
    first: datetime | None
    end: datetime | None


def days_of(op: Op, value: object, context: Context) -> Days:
    """The days that a relative operator means on the context's calendar.

    `last_days` and `next_days` count today as one of the days; weeks begin on Monday.
    """
    today = context.now.astimezone(context.zone).date()
    if op in _CALENDAR:
        return _CALENDAR[op](today)
    assert isinstance(value, int)  # noqa: S101 — parsing lets nothing else through
    return _COUNTED[op](today, value)


def moments_of(op: Op, value: object, context: Context) -> Moments:
    days = days_of(op, value, context)
    return Moments(_start_of(days.first, context.zone), _start_of(days.end, context.zone))


def _start_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    # Through UTC: where clocks jump over midnight, this is the jump itself, the day's true beginning.
    return None if day is None else datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _week(today: date, offset: int) -> Days:
    monday = _plus(today, 7 * offset - today.weekday())
    return Days(monday, _plus(monday, 7))


def _months(today: date, size: int, offset: int) -> Days:
    first = ((today.year * 12 + today.month - 1) // size + offset) * size
    return Days(_first_of_month(first), _first_of_month(first + size))


def _first_of_month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


_COUNTED: Mapping[Op, Callable[[date, int], Days]] = {
    Op.LAST_DAYS: lambda today, n: Days(_plus(today, 1 - n), _plus(today, 1)),
    Op.NEXT_DAYS: lambda today, n: Days(today, _plus(today, n)),
    Op.MORE_THAN_DAYS_AGO: lambda today, n: Days(None, _plus(today, -n)),
    Op.MORE_THAN_DAYS_AHEAD: lambda today, n: Days(_plus(today, n + 1), None),
}
_CALENDAR: Mapping[Op, Callable[[date], Days]] = {
    Op.YESTERDAY: lambda today: Days(_plus(today, -1), today),
    Op.TODAY: lambda today: Days(today, _plus(today, 1)),
    Op.TOMORROW: lambda today: Days(_plus(today, 1), _plus(today, 2)),
    Op.LAST_WEEK: lambda today: _week(today, -1),
    Op.THIS_WEEK: lambda today: _week(today, 0),
    Op.NEXT_WEEK: lambda today: _week(today, 1),
    Op.LAST_MONTH: lambda today: _months(today, 1, -1),
    Op.THIS_MONTH: lambda today: _months(today, 1, 0),
    Op.NEXT_MONTH: lambda today: _months(today, 1, 1),
    Op.LAST_QUARTER: lambda today: _months(today, 3, -1),
    Op.THIS_QUARTER: lambda today: _months(today, 3, 0),
    Op.NEXT_QUARTER: lambda today: _months(today, 3, 1),
    Op.LAST_YEAR: lambda today: _months(today, 12, -1),
    Op.THIS_YEAR: lambda today: _months(today, 12, 0),
    Op.NEXT_YEAR: lambda today: _months(today, 12, 1),
}
