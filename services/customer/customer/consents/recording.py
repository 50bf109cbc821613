"""Writing evidence, one entry or thousands: entries, who stands where after them, and who is told.

Callers hold the locks of the subjects, so that events about one subject leave in the order of their
versions. Which entry decides does not depend on that order, only on the moments that the entries name.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

import orjson
from sqlalchemy import Uuid, bindparam, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.changes import announce_changes
from chassis.copying import write_rows
from chassis.identifiers import new_id
from chassis.outbox import publish
from crm.customer.events import ConsentChanged
from customer import storing
from customer.consents import queries
from customer.consents.deriving import Entry, Pair, current, standing
from customer.consents.models import Wording
from customer.consents.subjects import KINDS, Subject, ids, put_standing, subject_of, timelines
from customer.interactions.facts import Fact, note_facts
from customer.records import table_of

WORDINGS: Final = table_of(Wording)
TEXTS: Final = UUID("3c1e2f60-55f0-5a53-8f0b-6f7c7d1a9c11")
"""The namespace of wordings' ids."""
TOUCH: Final = {
    kind: text(
        f"""
        INSERT INTO contact_preference (id, version, {kind}_id)
        SELECT id, 2, subject FROM unnest(:ids, :subjects) AS given(id, subject)
        ON CONFLICT ({kind}_id) WHERE {kind}_id IS NOT NULL
        DO UPDATE SET version = contact_preference.version + 1, updated_at = now()
        RETURNING contact_id, customer_id, version
        """  # noqa: S608  # one of two names
    ).bindparams(bindparam("ids", type_=ARRAY(Uuid)), bindparam("subjects", type_=ARRAY(Uuid)))
    for kind in KINDS
}
EXPIRES: Final = (
    update(queries.PREFERENCES)
    .where(queries.PREFERENCES.c.id == bindparam("preference"))
    .values(expires_at=bindparam("ends"), updated_at=queries.PREFERENCES.c.updated_at)
)


class Said(NamedTuple):
    """One entry to write: whose it is and its columns, `given_at` among them."""

    subject: Subject
    values: Mapping[str, Any]


class Written(NamedTuple):
    """What became of it: a new entry, or the one that said the same already."""

    id: UUID
    new: bool


Known = Mapping[Subject, Collection[Entry]]
Held = Mapping[Pair, Entry]
"""The entry that decides about each channel and purpose."""
Shown = tuple[str, str | None, str | None]
"""A text that was shown, its language, its version."""


async def record_all(session: AsyncSession, actor: Actor, said: Sequence[Said]) -> list[Written]:
    """Write entries; the same state of the same moment is written once. Results come in the given order."""
    subjects = list(dict.fromkeys(one.subject for one in said))
    before = await queries.entries_of(session, subjects)
    keys = {(subject, *_key(entry)): entry.id for subject, some in before.items() for entry in some}
    rows: list[dict[str, Any]] = []
    added: dict[Subject, list[Entry]] = {}
    written = []
    for one in said:
        key = (one.subject, *(one.values[name] for name in ("channel", "purpose", "given_at", "state")))
        new = key not in keys
        if new:
            keys[key] = new_id()
            row = {"id": keys[key], "version": 1, **one.subject.columns(), **one.values}
            rows.append(row)
            added.setdefault(one.subject, []).append(Entry(*(row[name] for name in Entry._fields)))
        written.append(Written(keys[key], new))
    if rows:
        await write_rows(session, queries.TABLE, rows)
        announce_changes(session, [storing.created(queries.TABLE, row) for row in rows])
        await _settle(session, actor, before, added)
    return written


def _key(entry: Entry) -> tuple[Any, ...]:
    return entry.channel, entry.purpose, entry.given_at, entry.state


async def _settle(session: AsyncSession, actor: Actor, before: Known, added: Known) -> None:
    """Raise the versions of those who said something, keep where they stand, and tell what is different."""
    now = datetime.now(UTC)
    versions = await _touch(session, list(added))
    told: list[tuple[Subject, Entry]] = []
    held: dict[Subject, Held] = {}
    for subject, entries in added.items():
        old = current(before.get(subject, ()), now)
        held[subject] = new = current([*before.get(subject, ()), *entries], now)
        told += [(subject, entry) for pair, entry in new.items() if old.get(pair) != entry]
    await _keep_standing(session, held, now)
    where = await timelines(session, {subject for subject, _ in told})
    publish(
        session,
        *(_event(subject, entry, versions[subject], where.get(subject, ())) for subject, entry in told),
    )
    await _note(session, actor, told, where)


async def _touch(session: AsyncSession, subjects: Sequence[Subject]) -> dict[Subject, int]:
    versions: dict[Subject, int] = {}
    for kind in KINDS:
        if some := sorted(ids(subjects, kind)):
            given = {"ids": [new_id() for _ in some], "subjects": some}
            rows = await session.execute(TOUCH[kind], given)
            versions |= {subject_of(row): row.version for row in rows}
    return versions


async def refresh(session: AsyncSession, subjects: Collection[Subject]) -> None:
    """Derive anew what lists are filtered by."""
    now = datetime.now(UTC)
    entries = await queries.entries_of(session, subjects)
    await _keep_standing(session, {one: current(entries.get(one, ()), now) for one in subjects}, now)


async def _keep_standing(session: AsyncSession, held: Mapping[Subject, Held], now: datetime) -> None:
    preferences = await queries.preferences_of(session, held)
    found = {
        subject: standing(held[subject], row.do_not_contact, now) for subject, row in preferences.items()
    }
    await put_standing(session, [(one, state.consents, state.opt_outs) for one, state in found.items()])
    ends = [
        {"preference": preferences[one].id, "ends": state.expires_at}
        for one, state in found.items()
        if state.expires_at != preferences[one].expires_at
    ]
    if ends:
        await (await session.connection()).execute(EXPIRES, ends)


async def keep_wordings(session: AsyncSession, wordings: Collection[Shown]) -> dict[Shown, UUID]:
    """The ids of texts that were shown; each is kept once."""
    found = {one: uuid5(TEXTS, orjson.dumps(one).decode()) for one in wordings}
    rows = [
        {"id": id_, "text": shown, "language": language, "edition": version}
        for (shown, language, version), id_ in sorted(found.items(), key=lambda one: one[1])
    ]
    if rows:
        await session.execute(insert(WORDINGS).on_conflict_do_nothing(), rows)
    return found


def whose(subject: Subject, customer_ids: Sequence[UUID]) -> dict[str, Any]:
    """Whom an event is about, with the customers of a contact."""
    at = {"customer_ids": customer_ids} if subject.kind == "contact" else {}
    return subject.columns() | at


def _event(subject: Subject, entry: Entry, version: int, customer_ids: Sequence[UUID]) -> ConsentChanged:
    said: dict[str, Any] = entry._asdict()
    return ConsentChanged(consent_id=said.pop("id"), version=version, **whose(subject, customer_ids), **said)


async def _note(
    session: AsyncSession,
    actor: Actor,
    told: Sequence[tuple[Subject, Entry]],
    where: Mapping[Subject, Sequence[UUID]],
) -> None:
    facts = [
        Fact(customer_id, "consent_changed", about(subject) | _words(entry))
        for subject, entry in told
        for customer_id in where.get(subject, ())
    ]
    await note_facts(session, actor, facts)


def about(subject: Subject) -> dict[str, Any]:
    """What a fact on the timeline says of whom it is about."""
    return {"contact_id": str(subject.id)} if subject.kind == "contact" else {}


def _words(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("channel", "purpose", "state", "basis")}
