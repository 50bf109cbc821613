"""The calendar of contracts: arithmetic only."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def renewed(last_day: date, months: int) -> date:
    """The last day of another term: one that ends a month's last day ends that of another month again."""
    return later(last_day + DAY, months) - DAY
