"""Reading consent: the evidence as a list, entries and preferences of many at once, all for projections."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Uuid, any_, bindparam, false, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from customer.consents.deriving import Entry
from customer.consents.models import Consent, ContactPreference, Wording
from customer.consents.schemas import ConsentRead
from customer.consents.subjects import KINDS, Subject, ids, subject_of
from customer.records import among, table_of
from libs.conditions import Kind

TABLE: Final = table_of(Consent)
PREFERENCES: Final = table_of(ContactPreference)
WORDINGS: Final = table_of(Wording)
SHOWN: Final = [
    *(TABLE.c[name] for name in ConsentRead.model_fields if name != "wording"),
    WORDINGS.c.text.label("wording_text"),
    WORDINGS.c.language.label("wording_language"),
    WORDINGS.c.edition.label("wording_edition"),
]
LISTING: Final = Listing(
    source=TABLE.outerjoin(WORDINGS, WORDINGS.c.id == TABLE.c.wording_id),
    columns=SHOWN,
    key=TABLE.c.id,
    offers={
        "given_at": Offer(Kind.MOMENT, TABLE.c.given_at, nullable=False, sorts=True),
        "channel": Offer(Kind.CHOICE, TABLE.c.channel, nullable=False),
        "purpose": Offer(Kind.CHOICE, TABLE.c.purpose, nullable=False),
        "state": Offer(Kind.CHOICE, TABLE.c.state, nullable=False),
        "basis": Offer(Kind.CHOICE, TABLE.c.basis, nullable=False),
        "source": Offer(Kind.CHOICE, TABLE.c.source, nullable=False),
        "reviewed_at": Offer(Kind.MOMENT, TABLE.c.reviewed_at),
    },
    sort="-given_at",
)
SUBJECT: Final = [f"{kind}_id" for kind in KINDS]
ENTRY: Final = select(*(TABLE.c[name] for name in (*SUBJECT, *Entry._fields)))
ASKED: Final = select(PREFERENCES).where(
    or_(
        *(PREFERENCES.c[one] == any_(bindparam(f"{one}s", type_=ARRAY(Uuid()))) for one in SUBJECT),
    )
)


def shown(row: Row[Any]) -> dict[str, Any]:
    """A row of the listing as an answer."""
    answer = dict(row._mapping)
    text, language, version = (answer.pop(f"wording_{name}") for name in ("text", "language", "edition"))
    answer["wording"] = {"text": text, "language": language, "version": version} if text else None
    return answer


def of(table: Any, subjects: Collection[Subject]) -> ColumnElement[bool]:
    """The rows of these subjects, found along the index of each kind."""
    parts = [among(table.c[f"{kind}_id"], some) for kind in KINDS if (some := ids(subjects, kind))]
    return or_(false(), *parts)


async def entries_of(
    session: AsyncSession,
    subjects: Collection[Subject],
    channel: str | None = None,
    purpose: str | None = None,
) -> dict[Subject, list[Entry]]:
    """What was said by each, about one channel and purpose or all."""
    where = [of(TABLE, subjects)]
    where += [TABLE.c.channel == channel] if channel else []
    where += [TABLE.c.purpose == purpose] if purpose else []
    found: dict[Subject, list[Entry]] = {}
    for row in await session.execute(ENTRY.where(*where)) if subjects else ():
        entry = Entry(*(getattr(row, name) for name in Entry._fields))
        found.setdefault(subject_of(row), []).append(entry)
    return found


async def preferences_of(session: AsyncSession, subjects: Collection[Subject]) -> dict[Subject, Row[Any]]:
    """What each asked for; those who asked for nothing are left out."""
    if not subjects:
        return {}
    rows = await session.execute(ASKED, {f"{kind}_ids": ids(subjects, kind) for kind in KINDS})
    return {subject_of(row): row for row in rows}


async def preferences_after(session: AsyncSession, last: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The preferences of everybody in order of id, for projections."""
    statement = select(PREFERENCES).order_by(PREFERENCES.c.id).limit(limit)
    return (await session.execute(statement.where(PREFERENCES.c.id > last) if last else statement)).all()


async def due(session: AsyncSession, now: datetime, limit: int) -> list[Subject]:
    """Those of whom a consent has ended and the filters do not know it yet."""
    statement = select(PREFERENCES).where(PREFERENCES.c.expires_at <= now)
    rows = await session.execute(statement.order_by(PREFERENCES.c.expires_at).limit(limit))
    return [subject_of(row) for row in rows]
