"""Routes and a task that go wrong on purpose, or take their time."""

import asyncio
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.runtime import Runtime
from chassis.schemas import Given
from chassis.tasks import later, task
from chassis.tests.example.notes import Base, Heardof, NoteCreate, write
from chassis.wake import hint

log = structlog.get_logger(__name__)
router = Router(prefix="/trials", tags=["trials"])


class Errand(Base):
    """A row that a worker works off."""

    __tablename__ = "errand"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    hangs: Mapped[bool]
    runs: Mapped[int] = mapped_column(default=0)
    trace: Mapped[str | None]


class Late(Base):
    """Its reference is checked when the transaction commits."""

    __tablename__ = "late"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    heard_id: Mapped[UUID] = mapped_column(
        ForeignKey(Heardof.note_id, deferrable=True, initially="DEFERRED"),
    )


class Anything(Given):
    value: Any = None


class Wait(Given):
    seconds: float = 1


@router.post("/errands/{errand_id}", status_code=202)
async def run_errand(errand_id: UUID, actor: Caller, session: Writing, runtime: Opened) -> None:
    session.add(Errand(id=errand_id, hangs=False))
    await session.flush()
    hint(session, later(runtime, "errands.run", str(errand_id)))


@router.post("/late/{late_id}", status_code=201)
async def keep_late(late_id: UUID, actor: Caller, session: Writing) -> None:
    """Refused at commit: what it refers to is not there."""
    session.add(Late(id=late_id, heard_id=late_id))
    await session.flush()


@router.post("/wait")
async def wait_and_write(body: Wait, actor: Caller, session: Writing) -> None:
    """Takes its time with a transaction open, then writes a note."""
    await session.execute(text("SELECT 1"))
    await asyncio.sleep(body.seconds)
    await write(session, actor, NoteCreate(title="waited"))


@router.get("/pause")
async def pause(session: Reading, seconds: float) -> str:
    """For everybody: answers after a while."""
    await session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})
    return "rested"


@router.post("/echo")
async def echo(body: Anything) -> Any:
    """For everybody: the same again."""
    return body.value


@router.get("/crash")
async def crash() -> None:
    """For everybody: a mistake, with a secret in a local variable."""
    password = "hunter2"
    log.info("about to crash")
    raise RuntimeError(f"crashed with {len(password)} characters")


@task("errands.run")
async def run(runtime: Runtime, errand_id: str) -> None:
    """Done at once, or at the second run when it hangs."""
    begun = """UPDATE errand SET runs = runs + 1, trace = :trace WHERE id = :id RETURNING runs, hangs"""
    from opentelemetry import trace

    span = trace.get_current_span().get_span_context()
    async with runtime.database.engine.begin() as connection:
        values = {"id": UUID(errand_id), "trace": trace.format_trace_id(span.trace_id)}
        runs, hangs = (await connection.execute(text(begun), values)).one()
    if hangs and runs == 1:
        await asyncio.sleep(60)
