"""Whether a row says that its deal has ended: in a column of its own, or where the stage stands."""

from datetime import UTC, datetime, time
from typing import Final, Literal, cast, get_args
from zoneinfo import ZoneInfo

from chassis.imports.cells import folded
from chassis.imports.declaration import Act, ReadRow
from chassis.organisation import defaults_of, today
from sales.imports.words import OUTCOMES, REASONS
from sales.opportunities.bulk import Ending
from sales.opportunities.schemas import LostReason, WonReason

KNOWN: Final = {"won": get_args(WonReason), "lost": get_args(LostReason)}
Outcome = Literal["open", "won", "lost"]
NOON: Final = time(12)


def meant(text: str | None) -> Outcome | None:
    """open, won or lost, by any of their words."""
    return cast("Outcome | None", OUTCOMES.get(folded(text).casefold().strip())) if text else None


def said_to_end(row: ReadRow, act: Act) -> Ending | None:
    """How the deal of a row ended; None: it is open, or its stage says so."""
    status = meant(row.values.get("status"))
    if "status" in row.values and status is None:
        row.remark("status", "choice_unknown", expected=["open", *KNOWN])
    return ending(row, act, status)


def ending(row: ReadRow, act: Act, status: Outcome | None) -> Ending | None:
    """How it ended, on the day of closing, or on the one that was expected if that has passed."""
    if status is None or status == "open":
        return None
    now_on, values = today(act.access), row.values
    day = values.get("closed_on") or min(values.get("expected_close_on", now_on), now_on)
    if day > now_on:
        row.remark("closed_on", "in_the_future")
        day = now_on
    at = datetime.combine(day, NOON, ZoneInfo(defaults_of(act.access).zone))
    return Ending(status, day, min(at, datetime.now(UTC)), *_reason(status, values.get("reason")))


def _reason(status: str, text: str | None) -> tuple[str | None, str | None]:
    """Why, as one of ours; the words of the file where it is none of them."""
    known = REASONS.get(folded(text).casefold().strip()) if text else None
    if known in KNOWN[status]:
        return known, None
    return ("other" if text or status == "lost" else None), text
