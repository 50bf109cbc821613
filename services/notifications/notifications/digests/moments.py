"""When somebody's digest is sent."""

from datetime import UTC, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)


def next_digest(now: datetime, zone: tzinfo, at: time) -> datetime:
    """The first moment after now when the clock on their wall shows the hour; on a day that leaves it out,
    when it would have.
    """
    today = now.astimezone(zone).date()
    coming = (datetime.combine(today + days * DAY, at, zone).astimezone(UTC) for days in range(3))
    return next(one for one in coming if one > now)
