"""Consent in bulk, for imports: the same evidence by the same rules, its entries in a few statements."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.consents import preferences, queries, service
from customer.consents.deriving import Entry, current
from customer.consents.recording import Said, keep_wordings, record_all
from customer.consents.schemas import ConsentCreate
from customer.consents.subjects import Subject, changeable, lock_all

Outcome = Literal["recorded", "unchanged", "not_allowed"]


class Given(NamedTuple):
    """What one row says: entries, and channels that are off limits."""

    entries: Sequence[ConsentCreate]
    barred: Sequence[str] = ()


async def record_many(
    session: AsyncSession, actor: Actor, given: Sequence[tuple[Subject, Given]]
) -> list[Outcome]:
    """Write what many said; needs customer.update on each. What is so already is not written again: an
    entry of the same moment, and a word without a date that changes nothing.
    """
    some = {subject for subject, _ in given}
    await lock_all(session, some)
    allowed = await changeable(session, actor, some)
    known = await queries.entries_of(session, allowed)
    now = datetime.now(UTC)
    rows = [
        (at, entry)
        for at, (subject, one) in enumerate(given)
        if subject in allowed
        for entry in one.entries
        if entry.given_at or not _says(known.get(subject, ()), entry, now)
    ]
    said = await _said(session, actor, [(given[at][0], entry) for at, entry in rows], now)
    written = await record_all(session, actor, said)
    changed = {at for (at, _), one in zip(rows, written, strict=True) if one.new}
    for at, (subject, one) in enumerate(given):
        if subject in allowed and one.barred and await preferences.bar(session, actor, subject, one.barred):
            changed.add(at)
    return [
        "not_allowed" if subject not in allowed else "recorded" if at in changed else "unchanged"
        for at, (subject, _) in enumerate(given)
    ]


def _says(entries: Sequence[Entry], entry: ConsentCreate, now: datetime) -> bool:
    """Whether that is what holds already."""
    found = current(entries, now).get((entry.channel, entry.purpose))
    return found is not None and found.state == entry.state


async def _said(
    session: AsyncSession, actor: Actor, entries: Sequence[tuple[Subject, ConsentCreate]], now: datetime
) -> list[Said]:
    shown = [service.wording_of(entry) for _, entry in entries]
    kept = await keep_wordings(session, {one for one in shown if one})
    return [
        Said(subject, service.columns(actor, entry, kept[one] if one else None, now))
        for (subject, entry), one in zip(entries, shown, strict=True)
    ]
