"""What somebody asked for beside consent: channels off limits, pauses, frequency, hours."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.outbox import publish
from chassis.problems import InvalidInput
from crm.customer.events import ContactPreferenceChanged
from customer.consents import queries, recording, subjects
from customer.consents.models import ContactPreference
from customer.consents.schemas import PreferenceUpdate, barred
from customer.consents.subjects import Subject
from customer.interactions.facts import Fact, note_facts

FIELDS: Final = tuple(PreferenceUpdate.model_fields)
UNSAID: Final[Mapping[str, Any]] = {
    "version": 1,
    "do_not_contact": [],
    "paused_from": None,
    "paused_until": None,
    "preferred_channel": None,
    "frequency_caps": [],
    "hours": None,
}
"""What holds for somebody who asked for nothing."""


async def read(session: AsyncSession, subject: Subject) -> dict[str, Any]:
    """The preferences of a subject that the actor may see."""
    row = (await queries.preferences_of(session, [subject])).get(subject)
    return {name: getattr(row, name) for name in UNSAID} if row else dict(UNSAID)


async def update(
    session: AsyncSession, actor: Actor, subject: Subject, base: int, body: PreferenceUpdate
) -> dict[str, Any]:
    """Change fields; two people's edits of different fields merge, of the same field conflict (412)."""
    await subjects.lock(session, actor, subject)
    record = await _ensured(session, subject)
    wanted = await reconcile(session, record, base, _columns(body))
    changed = {name: value for name, value in wanted.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    _require_whole_pause(record)
    if changed:
        await _changed(session, actor, subject, record, sorted(changed))
    return {name: getattr(record, name) for name in UNSAID}


async def bar(session: AsyncSession, actor: Actor, subject: Subject, channels: Sequence[str]) -> bool:
    """Put channels off limits, beside those that are; whether that is new. The caller holds the lock."""
    record = await _ensured(session, subject)
    wanted = barred([*record.do_not_contact, *channels])
    if wanted == record.do_not_contact:
        return False
    record.do_not_contact = wanted
    await _changed(session, actor, subject, record, ["do_not_contact"])
    return True


async def _ensured(session: AsyncSession, subject: Subject) -> ContactPreference:
    where = queries.of(queries.PREFERENCES, [subject])
    record = await session.scalar(select(ContactPreference).where(where).with_for_update())
    if record is None:
        record = ContactPreference(**subject.columns(), do_not_contact=[], frequency_caps=[])
        session.add(record)
        await session.flush()
    return record


def _columns(body: PreferenceUpdate) -> dict[str, Any]:
    given = body.model_dump(mode="python", include=body.model_fields_set)
    if "do_not_contact" in given:
        given["do_not_contact"] = barred(given["do_not_contact"])
    if given.get("hours"):
        hours = given["hours"]
        given["hours"] = {
            "since": hours["since"].isoformat(),
            "until": hours["until"].isoformat(),
            "days": sorted(set(hours["days"])),
        }
    return given


def _require_whole_pause(record: ContactPreference) -> None:
    first, last = record.paused_from, record.paused_until
    if (first is None) != (last is None):
        raise InvalidInput.at(f"/paused_{'from' if first is None else 'until'}", "missing")
    if first and last and last < first:
        raise InvalidInput.at("/paused_until", "before_start")


async def _changed(
    session: AsyncSession, actor: Actor, subject: Subject, record: ContactPreference, fields: list[str]
) -> None:
    await session.flush()
    if "do_not_contact" in fields:
        await recording.refresh(session, [subject])
    said = {name: getattr(record, name) for name in FIELDS}
    where = (await subjects.timelines(session, [subject])).get(subject, ())
    publish(
        session,
        ContactPreferenceChanged(
            preference_id=record.id,
            version=record.version,
            fields=fields,
            **recording.whose(subject, where),
            **said,
        ),
    )
    params = recording.about(subject) | {"fields": fields}
    facts = [Fact(one, "contact_preference_changed", params) for one in where]
    await note_facts(session, actor, facts)
