"""Notes with an owner and a team: model, events, use cases, routes and handlers of the example service."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Response
from sqlalchemy import Index, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.actors import Actor
from chassis.events import Heard, on
from chassis.http.app import Router
from chassis.http.doors import Caller, Reading, Writing
from chassis.http.edits import BaseVersion, reconcile, tag
from chassis.http.lists import Listed, Listing, Offer, page
from chassis.outbox import publish
from chassis.problems import DomainError, NotFound
from chassis.records import COLUMN_TYPES, UNRECORDED, Recorded, service_metadata
from chassis.schemas import Given, Name, Note, Page, RecordShown, Whole
from crm.event import Event
from libs.conditions import Context, Kind


class Base(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = COLUMN_TYPES


class Record(Recorded, Base):
    __abstract__ = True


class NoteRecord(Record):
    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_owner", "owner_id", "title", "id"),
        Index("ix_note_team", "team_id", "title", "id"),
    )

    title: Mapped[str]
    body: Mapped[str | None]
    rank: Mapped[int | None]
    colour: Mapped[str] = mapped_column(default="grey")
    secret: Mapped[str | None] = mapped_column(info=UNRECORDED)
    owner_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]


class Heardof(Base):
    __tablename__ = "heard_of"
    note_id: Mapped[UUID] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)


class NoteWritten(Event):
    """A note was written."""

    subject: ClassVar[str] = "example.note.written"
    record: ClassVar[str] = "note_id"
    note_id: UUID
    version: int
    title: str


class TitleForbidden(DomainError):
    """Such a title is not allowed."""

    status = 409


class NoteCreate(Given):
    title: Name
    body: Note | None = None
    rank: Whole | None = None
    team_id: UUID | None = None
    secret: str | None = None


class NoteUpdate(Given):
    title: Name | None = None
    body: Note | None = None
    rank: Whole | None = None


class NoteRead(RecordShown):
    title: str
    body: str | None
    rank: int | None
    owner_id: UUID | None
    team_id: UUID | None


LISTING = Listing(
    source=NoteRecord.__table__,
    columns=list(NoteRecord.__table__.c),
    key=NoteRecord.__table__.c.id,
    offers={
        "title": Offer(Kind.TEXT, NoteRecord.__table__.c.title, nullable=False, sorts=True),
        "rank": Offer(Kind.NUMBER, NoteRecord.__table__.c.rank, sorts=True),
    },
    sort="title",
    deleted_at=NoteRecord.__table__.c.deleted_at,
)
router = Router(prefix="/notes", tags=["notes"])


async def write(session: AsyncSession, actor: Actor, wanted: NoteCreate) -> NoteRecord:
    actor.require("note.create")
    note = NoteRecord(**wanted.model_dump(), owner_id=actor.id)
    session.add(note)
    await session.flush()
    publish(session, NoteWritten(note_id=note.id, version=note.version, title=note.title))
    if wanted.title == "forbidden":
        raise TitleForbidden(title=wanted.title)
    return note


async def find(session: AsyncSession, actor: Actor, note_id: UUID, *, lock: bool = False) -> NoteRecord:
    scope = actor.require("note.read").predicate(NoteRecord.owner_id, NoteRecord.team_id)
    query = select(NoteRecord).where(NoteRecord.id == note_id, scope)
    note = await session.scalar(query.with_for_update() if lock else query)
    if note is None:
        raise NotFound(thing="note", id=str(note_id))
    return note


@router.post("", status_code=201)
async def create(body: NoteCreate, actor: Caller, session: Writing, response: Response) -> NoteRead:
    """Write a note."""
    note = await write(session, actor, body)
    tag(response, note)
    return NoteRead.model_validate(note)


@router.get("")
async def listed(query: Listed, actor: Caller, session: Reading) -> Page[NoteRead]:
    """Notes in the caller's scope."""
    scope = actor.require("note.read").halves(LISTING.source.c.owner_id, LISTING.source.c.team_id)
    found = await page(session, LISTING, query, Context(datetime.now(UTC), ZoneInfo("UTC"), actor.id), scope)
    return Page[NoteRead].model_validate(found.as_page([NoteRead.model_validate(row) for row in found.rows]))


@router.get("/{note_id}")
async def read(note_id: UUID, actor: Caller, session: Reading, response: Response) -> NoteRead:
    """One note."""
    note = await find(session, actor, note_id)
    tag(response, note)
    return NoteRead.model_validate(note)


@router.patch("/{note_id}")
async def change(
    note_id: UUID, body: NoteUpdate, base: BaseVersion, actor: Caller, session: Writing
) -> NoteRead:
    """Edit a note."""
    note = await find(session, actor, note_id, lock=True)
    actor.require_on("note.update", note.owner_id, note.team_id)
    for name, value in (await reconcile(session, note, base, body.changes())).items():
        setattr(note, name, value)
    await session.flush()
    return NoteRead.model_validate(note)


failing: set[str] = set()


@on(NoteWritten)
async def count(session: AsyncSession, event: NoteWritten, heard: Heard) -> None:
    known: Any = await session.get(Heardof, event.note_id)
    if known is None:
        known = Heardof(note_id=event.note_id, times=0)
        session.add(known)
    known.times += 1
    await session.flush()
    if event.title in failing:
        raise ValueError(event.title)
