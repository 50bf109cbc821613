"""Asking the gate: what it needs to know about some subjects is read in a handful of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import defaults_of
from customer.consents import queries
from customer.consents.clocks import zones
from customer.consents.deriving import decisive
from customer.consents.gate import UNKNOWN, UTC, Decision, Hours, Question, Wishes, decide
from customer.consents.subjects import KINDS, REACH, Subject, ids
from customer.consents.terms import ON_TIMELINE, RULES
from customer.interactions.outward import Window, nth_newest

Preferences = Mapping[Subject, Any]


async def may_contact(
    session: AsyncSession, actor: Actor, access: Access, subjects: Sequence[Subject], question: Question
) -> list[Decision]:
    """The gate's answer about each; about those that are not there, or not readable, it is `unknown`."""
    rows = await found(session, actor, subjects)
    preferences = await queries.preferences_of(session, list(rows))
    entries = await queries.entries_of(session, list(rows), question.channel, question.purpose)
    waits = RULES[question.purpose].waits
    free = await _free(session, preferences, question) if waits else {}
    on_clock = {
        subject: rows[subject] for subject, row in preferences.items() if row.hours or row.paused_from
    }
    ours = defaults_of(access).zone
    clocks = await zones(session, on_clock, ours) if waits else {}

    def answer(subject: Subject) -> Decision:
        if subject not in rows:
            return UNKNOWN
        wishes = _wishes(preferences.get(subject), clocks.get(subject))
        entry = decisive(entries.get(subject, ()), question.at)
        return decide(question, entry, wishes, free.get(subject))

    return [answer(subject) for subject in subjects]


async def found(
    session: AsyncSession, actor: Actor, subjects: Collection[Subject]
) -> dict[Subject, Mapping[Any, Any]]:
    """The live ones that the actor may read, with what their clock is told by."""
    rows: dict[Subject, Mapping[Any, Any]] = {}
    for kind in KINDS:
        if some := ids(subjects, kind):
            here = await REACH[kind].found(session, actor, some)
            rows |= {Subject(kind, id_): row for id_, row in here.items()}
    return rows


def _wishes(row: Any, zone: ZoneInfo | None) -> Wishes:
    if row is None:
        return Wishes()
    paused: tuple[date, date] | None = (row.paused_from, row.paused_until) if row.paused_from else None
    return Wishes(row.do_not_contact, paused, _hours(row.hours), zone or UTC)


def _hours(given: Mapping[str, Any] | None) -> Hours | None:
    if given is None:
        return None
    since, until = time.fromisoformat(given["since"]), time.fromisoformat(given["until"])
    return Hours(since, until, frozenset(given["days"]))


async def _free(
    session: AsyncSession, preferences: Preferences, question: Question
) -> dict[Subject, datetime]:
    """When the frequency caps of each allow the next contact; only where they stand in the way."""
    caps = [
        (subject, cap)
        for subject, row in preferences.items()
        for cap in row.frequency_caps
        if cap["channel"] == question.channel
    ]
    free: dict[Subject, datetime] = {}
    for kind in KINDS:
        some = [(subject, cap) for subject, cap in caps if subject.kind == kind]
        windows = [
            Window(subject.id, question.at - timedelta(days=cap["days"]), cap["most"])
            for subject, cap in some
        ]
        moments = await nth_newest(session, kind, ON_TIMELINE[question.channel], windows) if windows else []
        for (subject, cap), at in zip(some, moments, strict=True):
            if at is not None:
                until = at + timedelta(days=cap["days"])
                free[subject] = max(until, free.get(subject, until))
    return free
