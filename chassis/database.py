"""One PostgreSQL database, two ways in: `writing` is a transaction, `reading` an autocommit session.

The transaction begins and ends at the door and commits before the answer leaves. Sessions carry in
`info` who acts (`actor`), the act's `cause_id` and its `origin`; change rows and events take them from there.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session

from chassis import wake
from chassis.actors import Actor
from chassis.changes import awaits_recording, record_changes
from chassis.copying import write_waiting
from chassis.identifiers import new_id
from chassis.numbers import Numbers
from chassis.origins import Origin
from chassis.settings import Settings

TRANSIENT = {"08", "40", "53", "55", "57"}
"""SQLSTATE classes of what passes: connection, conflict, resources, lock, shutdown."""
STATEMENT_TIMEOUT = "57014"
DISCONNECTED = (
    OSError,
    SQLAlchemyError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What a connection raises when the server goes away under it."""


def is_transient(error: BaseException) -> bool:
    """Whether the same transaction may succeed a moment later; a statement that takes too long will not."""
    if isinstance(error, PoolTimeout | OSError | InterfaceError | asyncpg.InterfaceError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = getattr(error, "orig", None) or error  # a failure to connect arrives as the driver raised it
    state = getattr(cause, "sqlstate", None) or ""
    return state[:2] in TRANSIENT and state != STATEMENT_TIMEOUT


class RecordingSession(Session):
    """The session class whose flushes write change rows."""


def _begun(session: Session, *_: object) -> None:
    session.info["begun"] = True


event.listen(RecordingSession, "after_flush", record_changes)
event.listen(RecordingSession, "after_begin", _begun)


class Database:
    """The engine of one process."""

    def __init__(self, service: str, settings: Settings) -> None:
        self._service, self._settings = service, settings
        self.engine: AsyncEngine = create_async_engine(
            settings.sqlalchemy_url,
            json_serializer=lambda value: orjson.dumps(value, default=str).decode(),
            json_deserializer=orjson.loads,
            hide_parameters=True,  # errors are logged; what people typed is not
            connect_args={
                "server_settings": {
                    "application_name": "crm",
                    "statement_timeout": str(int(settings.statement_timeout * 1000)),
                    "lock_timeout": "5000",
                    "idle_in_transaction_session_timeout": "60000",
                    "jit": "off",
                    "timezone": "UTC",
                }
            },
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=5,
        )
        self._writing = _sessions(self.engine)
        self._reading = _sessions(self.engine.execution_options(isolation_level="AUTOCOMMIT"))
        self._numbers = Numbers(self.reading)
        self._snapshot = _sessions(
            self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @asynccontextmanager
    async def writing(
        self,
        actor: Actor,
        cause_id: UUID | None = None,
        *,
        bulk: bool = False,
        origin: Origin | None = None,
    ) -> AsyncIterator[AsyncSession]:
        """A transaction: commits at the end of the block, rolls back when it raises.

        `bulk` sends what it announces on the slow lane, behind interactive work.
        """
        async with self._writing() as session:
            session.info.update(
                service=self._service,
                settings=self._settings,
                actor=actor,
                cause_id=cause_id or new_id(),
                bulk=bulk,
                origin=origin,
                numbers=self._numbers,
            )
            async with session.begin():
                yield session
                await write_waiting(session)
                await wake.before_commit(session)
            await wake.after_commit(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Reads without a transaction: each statement sees what is committed when it starts."""
        async with self._reading() as session:
            try:
                yield session
            except DBAPIError:
                await _settle(session)
                raise

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """One unchanging view for exports and streams: repeatable read, read only."""
        async with self._snapshot() as session:
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


async def _settle(session: AsyncSession) -> None:
    """End a statement that was announced to the server and whose parameters the driver then refused.

    Nothing rolls back in autocommit, so its locks and snapshot would stay until the connection is used again.
    """
    with suppress(SQLAlchemyError):  # the connection may be gone
        await session.execute(text("SELECT 1"))


async def go_on_as(
    session: AsyncSession, actor: Actor, cause_id: UUID, *, bulk: bool, origin: Origin | None
) -> None:
    """Give the rest of a transaction another actor and cause; what was changed so far keeps its own."""
    acts_otherwise = (session.info["actor"], session.info["cause_id"]) != (actor, cause_id)
    if acts_otherwise and awaits_recording(session.sync_session):
        await session.flush()
    session.info.update(actor=actor, cause_id=cause_id, bulk=bulk, origin=origin)


def _sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, expire_on_commit=False, sync_session_class=RecordingSession)
