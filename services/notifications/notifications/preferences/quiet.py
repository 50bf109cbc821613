"""When somebody is to be left alone: hours of the clock on their wall, also when that is changed."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

HOUR: Final = timedelta(hours=1)
SECOND: Final = timedelta(seconds=1)
DAY: Final = timedelta(days=1)


class Hours(NamedTuple):
    """From one time of day until before another, past midnight when that is earlier."""

    starts_at: time
    ends_at: time

    def quiet(self, at: time) -> bool:
        """Whether a time of day lies in them."""
        if self.starts_at <= self.ends_at:
            return self.starts_at <= at < self.ends_at
        return at >= self.starts_at or at < self.ends_at

    def quiet_until(self, local: datetime) -> datetime:
        """The first moment, on a clock that nobody changes, that is not quiet."""
        if not self.quiet(local.time()):
            return local
        ends = datetime.combine(local.date(), self.ends_at)
        return ends if ends > local else ends + DAY


def next_allowed(now: datetime, zone: tzinfo, hours: Hours) -> datetime:
    """The first moment from now on that is not quiet, in the zone of `now`."""
    at = now
    while True:
        changes_at = _next_change(at, zone)
        local = at.astimezone(zone).replace(tzinfo=None, fold=0)
        allowed = at + (hours.quiet_until(local) - local)
        if changes_at is None or allowed < changes_at:
            return allowed
        at = changes_at


def _next_change(at: datetime, zone: tzinfo) -> datetime | None:
    """When the offset from UTC changes, if it does within the next day or so."""
    offset, before = _offset(at, zone), at
    for _ in range(26):
        after = before + HOUR
        if _offset(after, zone) != offset:
            return _change(before, after, zone)
        before = after
    return None


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first second with another offset."""
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if _offset(middle, zone) == _offset(before, zone):
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
