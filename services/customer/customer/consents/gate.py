"""The gate's rules: may somebody be contacted on a channel for a purpose at a moment, and why.

The first rule that says no decides; their order and sources are in docs/decisions/0016-consent-gate.md.
Nothing here does I/O. Two properties hold and are tested: one more restriction never turns a no into a
yes, and where `not_before` is given the same question then has the answer yes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from customer.consents.deriving import Entry, expired
from customer.consents.terms import ALL, OPT_OUT, RULES, Channel, Purpose

UTC: Final = ZoneInfo("UTC")
ROUNDS: Final = 20
DAYS_AHEAD: Final = 15
MIDNIGHT: Final = time()


class Hours(NamedTuple):
    """When somebody wants to be contacted, on their own clock; `until` is not included."""

    since: time
    until: time
    days: frozenset[int] = frozenset(range(1, 8))
    """1 is Monday."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked for beside consent."""

    do_not_contact: Collection[str] = ()
    paused: tuple[date, date] | None = None
    """First and last day."""
    hours: Hours | None = None
    zone: ZoneInfo = UTC
    """Where they live: days and hours are theirs."""


class Question(NamedTuple):
    """What is asked."""

    channel: Channel
    purpose: Purpose
    at: datetime


class Decision(NamedTuple):
    """The answer, with the rule that decided and the entry it rests on."""

    allowed: bool
    rule: str
    consent_id: UUID | None = None
    basis: str | None = None
    not_before: datetime | None = None


UNKNOWN: Final = Decision(allowed=False, rule="unknown")
"""The answer about somebody who is not there, or not readable."""


def decide(
    question: Question, entry: Entry | None, wishes: Wishes, free_at: datetime | None = None
) -> Decision:
    """The gate's answer. `entry` is the decisive one; `free_at` when the frequency caps allow the next."""
    rule = RULES[question.purpose]
    if not rule.bound:
        return Decision(allowed=True, rule="legal_notice", basis="legal_obligation")
    if question.channel in wishes.do_not_contact or ALL in wishes.do_not_contact:
        return Decision(allowed=False, rule="do_not_contact")
    no = Decision(allowed=False, rule="opted_out")
    if entry is not None:
        no = no._replace(consent_id=entry.id, basis=entry.basis)
        if entry.state in OPT_OUT:
            return no
    missing = _missing(entry, question.at)
    if rule.opt_in and missing:
        return no._replace(rule=missing)
    yes = (
        Decision(allowed=True, rule="not_opted_out") if missing else no._replace(allowed=True, rule="granted")
    )
    if rule.waits and (held := _held(question.at, wishes, free_at)):
        then = _earliest(question.at, wishes, free_at)
        over = rule.opt_in and then is not None and _missing(entry, then) is not None
        return yes._replace(allowed=False, rule=held, not_before=None if over else then)
    return yes


def _missing(entry: Entry | None, at: datetime) -> str | None:
    """Why an entry does not amount to a permission."""
    if entry is None:
        return "no_consent"
    if entry.state == "pending":
        return "pending"
    return "expired" if expired(entry, at) else None


def _held(at: datetime, wishes: Wishes, free_at: datetime | None) -> str | None:
    """What stands in the way for the time being."""
    if _after_pause(at, wishes) > at:
        return "paused"
    if free_at is not None and free_at > at:
        return "frequency"
    return None if _open(at, wishes) else "hours"


def _earliest(at: datetime, wishes: Wishes, free_at: datetime | None) -> datetime | None:
    """The first moment at which nothing stands in the way; None when there is none within reach."""
    moment = max(at, free_at or at)
    for _ in range(ROUNDS):
        later = _next_opening(_after_pause(moment, wishes), wishes)
        if later is None or later == moment:
            return later
        moment = later
    return None


def _after_pause(at: datetime, wishes: Wishes) -> datetime:
    """The moment itself, or the first one after the pause that it lies in."""
    if wishes.paused is None:
        return at
    first, last = wishes.paused
    if not first <= at.astimezone(wishes.zone).date() <= last:
        return at
    return datetime.combine(last + timedelta(days=1), MIDNIGHT, wishes.zone).astimezone(at.tzinfo)


def _open(at: datetime, wishes: Wishes) -> bool:
    if wishes.hours is None:
        return True
    local = at.astimezone(wishes.zone)
    hours = wishes.hours
    return local.isoweekday() in hours.days and hours.since <= local.time() < hours.until


def _next_opening(at: datetime, wishes: Wishes) -> datetime | None:
    """The moment itself when it lies within the hours, else when they begin."""
    if wishes.hours is None or _open(at, wishes):
        return at
    today = at.astimezone(wishes.zone).date()
    for ahead in range(DAYS_AHEAD):
        begins = datetime.combine(today + timedelta(days=ahead), wishes.hours.since, wishes.zone)
        moment = begins.astimezone(at.tzinfo)
        if moment > at and _open(moment, wishes):
            return moment
    return None
