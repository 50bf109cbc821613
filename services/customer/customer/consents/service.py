"""What is done with consent: recording and reviewing evidence, reading what holds, asking the gate."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor, Kind
from chassis.organisation import defaults_of
from chassis.problems import DomainError, InvalidInput, NotFound
from customer.consents import asking, clocks, preferences, queries, subjects
from customer.consents.deriving import Entry, current, expired
from customer.consents.models import Consent
from customer.consents.recording import Said, Shown, keep_wordings, record_all, refresh
from customer.consents.schemas import ConsentCreate
from customer.consents.subjects import Subject, subject_of

AHEAD: Final = timedelta(minutes=5)
"""How far other clocks may be ahead of ours."""
TOGETHER: Final = 500


class SaidOtherwise(DomainError):
    """An entry of this state and moment is there and names other evidence."""

    status = 409


class ReviewedByPeople(DomainError):
    """A review is the judgement of a person."""

    status = 403


async def record(
    session: AsyncSession, actor: Actor, subject: Subject, body: ConsentCreate
) -> tuple[Any, bool]:
    """Add an entry, and whether it is new: the same one sent again is answered with what is there."""
    await subjects.lock(session, actor, subject)
    require_possible(body)
    shown = wording_of(body)
    kept = await keep_wordings(session, [shown] if shown else [])
    values = columns(actor, body, kept[shown] if shown else None, datetime.now(UTC))
    (written,) = await record_all(session, actor, [Said(subject, values)])
    row = await _row(session, written.id)
    if not written.new and not _same(row, values, shown):
        raise SaidOtherwise(consent_id=str(written.id))
    return queries.shown(row), written.new


def _same(row: Row[Any], values: Mapping[str, Any], shown: Shown | None) -> bool:
    """Whether the entry that is there rests on what was sent now."""
    wording = (row.wording_text, row.wording_language, row.wording_edition)
    same = ("basis", "source", "valid_until", "evidence")
    return wording == (shown or (None,) * 3) and all(getattr(row, name) == values[name] for name in same)


def require_possible(body: ConsentCreate) -> None:
    """Refuse (InvalidInput) moments that cannot be."""
    now = datetime.now(UTC)
    given_at = body.given_at or now
    if given_at > now + AHEAD:
        raise InvalidInput.at("/given_at", "in_the_future")
    if body.valid_until and body.valid_until <= given_at:
        raise InvalidInput.at("/valid_until", "before_start")


def wording_of(body: ConsentCreate) -> Shown | None:
    """The text that was shown, as it is kept."""
    return (body.wording.text, body.wording.language, body.wording.version) if body.wording else None


def columns(actor: Actor, body: ConsentCreate, wording_id: UUID | None, now: datetime) -> dict[str, Any]:
    """The columns of an entry."""
    values = {name: getattr(body, name) for name in ("channel", "purpose", "state", "basis", "source")}
    return values | {
        "given_at": min(body.given_at or now, now),
        "valid_until": body.valid_until,
        "wording_id": wording_id,
        "evidence": body.evidence.model_dump(mode="json", exclude_none=True),
        "recorded_by": actor.id if actor.kind is Kind.USER else None,
    }


async def get(session: AsyncSession, actor: Actor, consent_id: UUID) -> dict[str, Any]:
    """An entry about somebody the actor may see. Raises NotFound."""
    row = await _row(session, consent_id)
    await _require(session, actor, row, consent_id)
    return queries.shown(row)


async def review(session: AsyncSession, actor: Actor, consent_id: UUID) -> dict[str, Any]:
    """Note that the actor looked at the evidence and found it good; needs customer.update."""
    row = await _row(session, consent_id)
    await _require(session, actor, row, consent_id)
    if actor.kind is not Kind.USER:
        raise ReviewedByPeople()
    await subjects.lock(session, actor, subject_of(row))
    record = await session.get_one(Consent, consent_id)
    record.reviewed_by, record.reviewed_at = actor.id, datetime.now(UTC)
    await session.flush()
    return queries.shown(await _row(session, consent_id))


async def _row(session: AsyncSession, consent_id: UUID) -> Row[Any]:
    statement = select(*queries.SHOWN).select_from(queries.LISTING.source)
    row = (await session.execute(statement.where(queries.TABLE.c.id == consent_id))).one_or_none()
    if row is None:
        raise NotFound(thing="consent", id=str(consent_id))
    return row


async def _require(session: AsyncSession, actor: Actor, row: Row[Any], consent_id: UUID) -> None:
    try:
        await subjects.require(session, actor, subject_of(row))
    except NotFound:
        raise NotFound(thing="consent", id=str(consent_id)) from None


async def holding(session: AsyncSession, some: Sequence[Subject]) -> dict[Subject, list[dict[str, Any]]]:
    """What holds now for each, by channel and purpose."""
    now = datetime.now(UTC)
    entries = await queries.entries_of(session, some)
    return {
        subject: [_current(entry, now) for entry in current(entries.get(subject, ()), now).values()]
        for subject in some
    }


def _current(entry: Entry, now: datetime) -> dict[str, Any]:
    said = entry._asdict()
    over = entry.state == "granted" and expired(entry, now)
    return {"consent_id": said.pop("id"), **said, "expired": over}


async def summary(
    session: AsyncSession, customer_id: UUID, contact_ids: Sequence[UUID]
) -> list[dict[str, Any]]:
    """Where a customer and some of its contacts stand; those who said nothing are left out."""
    some = [Subject("customer", customer_id), *(Subject("contact", one) for one in contact_ids)]
    asked = await queries.preferences_of(session, some)
    held = await holding(session, [one for one in some if one in asked])
    return [
        subject.columns() | {"items": items, "do_not_contact": asked[subject].do_not_contact}
        for subject, items in held.items()
    ]


async def preferred(session: AsyncSession, actor: Actor, access: Access, subject: Subject) -> dict[str, Any]:
    """What somebody asked for beside consent, with their language and clock if the actor may see them."""
    said = await preferences.read(session, subject)
    return said | await whose_clock(session, actor, access, subject)


async def whose_clock(
    session: AsyncSession, actor: Actor, access: Access, subject: Subject
) -> dict[str, Any]:
    """Language and zone of a subject; what is hidden from the actor tells them nothing."""
    rows = await asking.found(session, actor, [subject])
    if subject not in rows:
        return {"language": None, "time_zone": None}
    zones = await clocks.zones(session, rows, defaults_of(access).zone)
    told = {"language": rows[subject]["language"], "time_zone": zones[subject].key}
    hidden = actor.masked(subject.kind)
    if "phones" in hidden or "addresses" in actor.masked("customer"):
        hidden |= {"time_zone"}
    return {name: None if name in hidden else value for name, value in told.items()}


async def expire(session: AsyncSession) -> int:
    """Derive anew where some stand of whom a consent has ended; returns how many there were."""
    some = await queries.due(session, datetime.now(UTC), TOGETHER)
    await subjects.lock_all(session, some)
    await refresh(session, some)
    return len(some)
