"""The trail's chain: what the owner of the database does to it is found, what we do ourselves holds."""

import asyncio
import base64
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import orjson
import pytest
import pytest_asyncio
from alembic import command
from pydantic import SecretStr
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from chassis import migrations, relay, streams
from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.runtime import opened
from chassis.testing import scratch_database
from identity.audit import anchors, appending, breaks, chain, erasing, retention, service, verifying
from identity.main import service as identity_service
from identity.origins import Origin

WE = service_actor("identity")
CASES = 1_000
KILL = """
import asyncio, asyncpg, sys
async def kill():
    connection = await asyncpg.connect(sys.argv[1])
    await connection.execute("SELECT pg_terminate_backend($1)", int(sys.argv[2]))
asyncio.run(kill())
"""


class Trail:
    """The trail under test, and a few ways to treat it."""

    def __init__(self, identity: Any) -> None:
        self.identity = identity
        self.runtime = identity.runtime
        self.key = chain.key(self.runtime.settings)

    async def write(self, *sizes: int) -> None:
        """Transactions with so many lines each, and their anchors."""
        for size in sizes:
            async with self.runtime.database.writing(WE, origin=ORIGIN) as session:
                for number in range(size):
                    service.record(session, "customer", changed(number))
        await self.relay()

    async def relay(self) -> None:
        """Let NATS have what is in the outbox."""
        connection = await asyncpg.connect(self.runtime.settings.database_dsn)
        await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=orjson.loads)
        while await relay.send_some(connection, self.runtime.nats):
            pass
        await connection.close()

    async def verify(self) -> Any:
        """A whole verification, as the worker makes it."""
        database, settings = self.runtime.database, self.runtime.settings
        return await verifying.verify(database, self.runtime.nats, settings, _silent)

    async def tamper(self, *statements: str) -> None:
        """What the owner of the database may do, and nobody else."""
        async with self.runtime.database.engine.begin() as connection:
            for table in ("audit", "audit_seal", "audit_beginning"):
                await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER append_only"))
            for statement in statements:
                await connection.execute(text(statement))
            for table in ("audit", "audit_seal", "audit_beginning"):
                await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER append_only"))

    async def kept(self) -> list[anchors.Anchor]:
        return await anchors.kept(self.runtime.nats, self.key)


ORIGIN = {"address": "192.0.2.7", "device": "Phone"}


def changed(number: int, **fields: Any) -> bytes:
    """A change row as a service sends it."""
    row: dict[str, Any] = {
        "id": new_id(),
        "thing": "customer",
        "record_id": new_id(),
        "version": number,
        "kind": "updated",
        "actor": f"user:{new_id()}",
        "on_behalf_of": None,
        "cause_id": new_id(),
        "before": {"name": f"Old {number}"},
        "after": {"name": f"New {number}"},
        "at": datetime.now(UTC),
        "origin": ORIGIN | {"session_id": new_id()},
    }
    return orjson.dumps(row | fields, default=str)


async def _silent(_done: int, _of: int) -> None:
    """No progress is shown."""


@pytest_asyncio.fixture(loop_scope="session")
async def trail(identity: Any) -> Trail:
    runtime = identity.runtime
    await streams.ensure_streams(runtime.nats, runtime.settings, "identity")
    await runtime.nats.jetstream().purge_stream(anchors.STREAM)
    return Trail(identity)


class Tampered:
    """The database as one transaction sees it, in place of the pool."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One at a time."""
        async with (
            self._lock,
            AsyncSession(bind=self.connection, join_transaction_mode="create_savepoint") as one,
        ):
            yield one


class Owner:
    """Somebody who owns the database, and knows everything but the key."""

    def __init__(self, connection: AsyncConnection, chance: random.Random, seals: list[int]) -> None:
        self.connection, self.chance, self.seals = connection, chance, seals
        self.last = seals[-1]

    async def sql(self, statement: str, **values: Any) -> None:
        await self.connection.execute(text(statement), values)

    def anywhere(self) -> int:
        return self.chance.randint(1, self.last)

    async def move(self, table: str, after: int, by: int) -> None:
        """Renumber what lies behind a position; the index is unique at each moment."""
        where = f"UPDATE {table} SET position = %s WHERE position %s"
        await self.sql(where % ("-position", "> :after"), after=after)
        await self.sql(where % ("-position + :by", "< 0"), by=by)

    async def edit(self) -> tuple[int, set[str]]:
        at = self.anywhere()
        change = self.chance.choice(
            [
                "actor = 'user:somebody'",
                "at = at + interval '1 microsecond'",
                "service = 'sales'",
                "thing = 'contact'",
                "record_id = gen_random_uuid()",
                "version = coalesce(version, 0) + 1",
                "kind = 'deleted'",
                "on_behalf_of = 'user:somebody'",
                "cause_id = gen_random_uuid()",
                """before = before || '{"name": "Older"}'""",
                """after = '{"tax_number": "1"}'""",
                "before = after || '{\"_\": 1}', after = before",
                "address = '192.0.2.99'",
                "device = 'Another'",
                "session_id = gen_random_uuid()",
                "job_id = gen_random_uuid()",
                "id = gen_random_uuid()",
                "before = '{\"a\": 1}', values_salt = uuid_send(gen_random_uuid())",
                "values_salt = NULL",
                "origin_salt = NULL, address = '192.0.2.9'",
                "values_digest = values_salt",
                "values_salt = NULL, before = '{}', after = '{}', values_digest = 'forged'",
            ]
        )
        await self.sql(f"UPDATE audit SET {change} WHERE position = :at", at=at)
        return at, {"edited"}

    async def erase(self) -> tuple[int, set[str]]:
        """As we do it ourselves, but without saying so."""
        at = self.anywhere()
        statement = erasing.VALUES.text.split("WHERE")[0] + "WHERE position = :at"
        await self.sql(statement, at=at)
        return at, {"edited"}

    async def delete(self) -> tuple[int, set[str]]:
        at = self.anywhere()
        await self.sql("DELETE FROM audit WHERE position = :at", at=at)
        return at, {"missing"} if at < self.last else {"truncated"}

    async def delete_and_close_the_gap(self) -> tuple[int, set[str]]:
        at, _ = await self.delete()
        await self.move("audit", at, -1)
        return at, {"missing", "truncated"}

    async def insert(self) -> tuple[int, set[str]]:
        at = self.chance.randint(1, self.last + 1)
        await self.move("audit", at - 1, 1)
        await self._forge(at)
        return at, {"inserted", "edited"}

    async def append(self) -> tuple[int, set[str]]:
        """With a link of their own making, or without."""
        await self._forge(self.last + 1)
        if self.chance.random() < 0.5:
            await self.sql("INSERT INTO audit_seal VALUES (:at, :links)", at=self.last + 1, links=b"x" * 32)
        return self.last + 1, {"inserted"}

    async def _forge(self, at: int) -> None:
        await self.sql(
            """INSERT INTO audit (id, position, at, service, thing, kind, actor, cause_id, before, after)
            VALUES (gen_random_uuid(), :at, now(), 'customer', 'customer', 'updated', 'user:somebody',
            gen_random_uuid(), '{"a": 1}', '{"a": 2}')""",
            at=at,
        )

    async def reorder(self) -> tuple[int, set[str]]:
        first, second = sorted(self.chance.sample(range(1, self.last + 1), 2))
        for old, new in ((first, 0), (second, first), (0, second)):
            await self.sql("UPDATE audit SET position = :new WHERE position = :old", old=old, new=new)
        return first, {"reordered"}

    async def rotate(self) -> tuple[int, set[str]]:
        """One line is moved behind others."""
        first, second = sorted(self.chance.sample(range(1, self.last + 1), 2))
        await self.sql("UPDATE audit SET position = 0 WHERE position = :first", first=first)
        between = "WHERE position > :first AND position <= :second"
        await self.sql(f"UPDATE audit SET position = -position {between}", first=first, second=second)
        await self.sql("UPDATE audit SET position = -position - 1 WHERE position < 0")
        await self.sql("UPDATE audit SET position = :second WHERE position = 0", second=second)
        return first, {"reordered"}

    async def truncate(self) -> tuple[int, set[str]]:
        after = self.chance.randint(0, self.last - 1)
        await self.sql("DELETE FROM audit WHERE position > :after", after=after)
        return after + 1, {"truncated"}

    async def truncate_with_links(self) -> tuple[int, set[str]]:
        after = self.chance.choice([0, *self.seals[:-1]])
        for table in ("audit", "audit_seal"):
            await self.sql(f"DELETE FROM {table} WHERE position > :after", after=after)
        return after + 1, {"truncated"}

    async def unseal(self) -> tuple[int, set[str]]:
        index = self.chance.randrange(len(self.seals) - 1)
        await self.sql("DELETE FROM audit_seal WHERE position = :at", at=self.seals[index])
        return (self.seals[index - 1] if index else 0) + 1, {"missing"}

    async def behead(self) -> tuple[int, set[str]]:
        """The oldest part goes, behind a beginning that nobody signed."""
        until = self.chance.choice(self.seals[:-1])
        await self.sql(
            """INSERT INTO audit_beginning (position, link, signature)
            SELECT position, substring(links FROM length(links) - 31), 'signed' FROM audit_seal
            WHERE position = :until""",
            until=until,
        )
        for table in ("audit", "audit_seal"):
            await self.sql(f"DELETE FROM {table} WHERE position <= :until", until=until)
        return until, {"unsigned"}


ACTS = [name for name, one in vars(Owner).items() if asyncio.iscoroutinefunction(one)]
ACTS = [name for name in ACTS if name not in ("sql", "move", "_forge")]


async def test_whatever_the_owner_of_the_database_does_is_found_and_named(
    trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chain is checked in stretches of a few lines, so that their ends are met too."""
    monkeypatch.setattr(verifying, "LINES", 16)
    monkeypatch.setattr(breaks, "LINES", 7)
    chance = random.Random(20261122)
    await trail.write(*(chance.randint(1, 9) for _ in range(9)))
    kept = await trail.kept()
    seals = [row.position for row in await trail.identity.rows("SELECT position FROM audit_seal ORDER BY 1")]
    async with trail.runtime.database.engine.connect() as connection:
        database: Any = Tampered(connection)
        for table in ("audit", "audit_seal", "audit_beginning"):
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER append_only"))
        whole = await verifying.inspect(database, trail.key, kept, _silent)
        assert (whole.broken, whole.lines, whole.anchors) == (None, seals[-1], len(seals))
        for case in range(CASES):
            act = ACTS[case % len(ACTS)]
            savepoint = await connection.begin_nested()
            position, kinds = await getattr(Owner(connection, chance, seals), act)()
            found = (await verifying.inspect(database, trail.key, kept, _silent)).broken
            assert found is not None, (case, act, position)
            assert (found.position, {found.kind} <= kinds) == (position, True), (case, act, position, found)
            await savepoint.rollback()
        await connection.rollback()
    assert (await trail.verify()).broken is None


async def test_what_happens_to_accounts_and_what_services_send_is_one_chain(
    trail: Trail, administrator: Any
) -> None:
    await trail.write(3, 100, 1)
    await trail.identity.hear_changes()
    found = await trail.verify()
    (row,) = await trail.identity.rows("SELECT count(*), min(position), max(position) FROM audit")
    assert (found.broken, found.lines) == (None, row.count)
    assert (row.min, row.max) == (1, row.count)


async def test_a_line_that_comes_again_leaves_no_gap(trail: Trail) -> None:
    again, new = changed(1), changed(2)
    for lines in ([again], [again, new, new], [again]):
        async with trail.runtime.database.writing(WE) as session:
            for line in lines:
                service.record(session, "customer", line)
    await trail.relay()
    found = await trail.verify()
    assert (found.broken, found.lines) == (None, 2)


async def test_writers_at_the_same_moment_make_one_chain(trail: Trail) -> None:
    async def act(number: int) -> None:
        async with trail.runtime.database.writing(WE) as session:
            for _ in range(number % 4 + 1):
                await service.note(session, "signed-in", "session", new_id(), Origin("192.0.2.1", "Phone"))

    await asyncio.gather(*(act(number) for number in range(40)))
    await trail.relay()
    found = await trail.verify()
    assert (found.broken, found.lines, found.anchors) == (None, 100, 40)


async def test_a_writer_that_dies_before_its_commit_leaves_nothing_and_the_next_goes_on(trail: Trail) -> None:
    await trail.write(2)
    with pytest.raises(DBAPIError):
        await _write_and_die(trail)
    assert len(await trail.identity.rows("SELECT id FROM audit")) == 2
    await trail.write(1)
    found = await trail.verify()
    assert (found.broken, found.lines, found.anchors) == (None, 3, 2)


async def _write_and_die(trail: Trail) -> None:
    """The connection is gone after the lines were written, before they are committed."""
    dsn = trail.runtime.settings.database_dsn
    async with trail.runtime.database.writing(WE) as session:
        service.record(session, "customer", changed(1))
        pid = str(await session.scalar(text("SELECT pg_backend_pid()")))
        command = [sys.executable, "-c", KILL, dsn, pid]
        event.listen(session.sync_session, "before_commit", lambda _: subprocess.run(command, check=True))


async def test_an_anchor_that_was_not_sent_yet_is_sent_by_whoever_comes_next(trail: Trail) -> None:
    async with trail.runtime.database.writing(WE) as session:
        service.record(session, "customer", changed(1))
    assert await trail.kept() == []  # as after a kill between commit and sending
    assert (await trail.verify()).broken is None
    await trail.relay()
    assert [one.position for one in await trail.kept()] == [1]


async def test_erased_values_leave_the_chain_verifiable_and_cannot_be_guessed(trail: Trail) -> None:
    record_id = new_id()
    async with trail.runtime.database.writing(WE) as session:
        for number in range(3):
            service.record(session, "customer", changed(number, record_id=record_id if number else new_id()))
    async with trail.runtime.database.writing(WE) as session:
        await erasing.erase_values(session, "customer", record_id)
    await trail.relay()
    assert (await trail.verify()).broken is None
    rows = await trail.identity.rows(
        "SELECT before, after, values_salt, address, kind FROM audit WHERE record_id = :id ORDER BY position",
        id=record_id,
    )
    assert [tuple(row) for row in rows] == [
        ({}, {}, None, "192.0.2.7", "updated"),
        ({}, {}, None, "192.0.2.7", "updated"),
        ({}, {}, rows[2].values_salt, None, "values-erased"),
    ]


async def test_what_is_written_where_values_were_erased_is_found(trail: Trail) -> None:
    record_id = new_id()
    async with trail.runtime.database.writing(WE) as session:
        service.record(session, "customer", changed(1, record_id=record_id))
    async with trail.runtime.database.writing(WE) as session:
        await erasing.erase_values(session, "customer", record_id)
    await trail.tamper('UPDATE audit SET after = \'{"name": "Another"}\' WHERE position = 1')
    assert (await trail.verify()).broken == (1, "edited")


async def test_erased_origins_leave_the_chain_verifiable(trail: Trail) -> None:
    user_id = new_id()
    async with trail.runtime.database.writing(WE) as session:
        service.record(session, "customer", changed(1, actor=f"user:{user_id}"))
        service.record(session, "customer", changed(2))
    async with trail.runtime.database.writing(WE) as session:
        await erasing.erase_origins(session, user_id)
    await trail.relay()
    assert (await trail.verify()).broken is None
    rows = await trail.identity.rows("SELECT address, origin_salt IS NULL FROM audit ORDER BY position")
    assert [tuple(row) for row in rows][:2] == [(None, True), ("192.0.2.7", False)]


async def test_the_database_refuses_everything_but_an_erasure_that_keeps_the_digest(trail: Trail) -> None:
    await trail.write(2)
    for statement in (
        "UPDATE audit SET before = '{}', after = '{}'",
        "UPDATE audit SET before = '{}', after = '{}', values_digest = sha256('another')",
        "UPDATE audit SET values_salt = uuid_send(gen_random_uuid())",
        "UPDATE audit SET position = position + 10",
        "UPDATE audit SET values_digest = sha256('kept')",
        "DELETE FROM audit",
        "UPDATE audit_seal SET links = 'links'",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_beginning",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            async with trail.runtime.database.engine.begin() as connection:
                await connection.execute(text(statement))


async def test_the_oldest_part_can_be_removed_and_the_rest_is_verified_from_there(trail: Trail) -> None:
    old, new = datetime.now(UTC) - timedelta(days=30), datetime.now(UTC)
    for at in (old, old, new, old):
        async with trail.runtime.database.writing(WE) as session:
            for number in range(3):
                service.record(session, "customer", changed(number, at=at))
    async with trail.runtime.database.writing(WE) as session:
        assert await retention.cut(session, old + timedelta(days=1)) == 6
    async with trail.runtime.database.writing(WE) as session:
        assert await retention.cut(session, old + timedelta(days=1)) is None
    await trail.relay()
    found = await trail.verify()
    assert (found.broken, found.begins_after, found.lines) == (None, 6, 7)
    kinds = [row.kind for row in await trail.identity.rows("SELECT kind FROM audit ORDER BY position")]
    assert kinds == ["updated"] * 6 + ["trail-cut"]


async def test_removing_the_oldest_part_during_a_verification_breaks_nothing(
    trail: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "LINES", 5)
    await trail.write(*[5] * 6)

    before = datetime.now(UTC)
    await trail.write(1)

    async def cut(_done: int, _of: int) -> None:
        async with trail.runtime.database.writing(WE) as session:
            await retention.cut(session, before)

    runtime = trail.runtime
    found = await verifying.verify(runtime.database, runtime.nats, runtime.settings, cut)
    assert (found.broken, found.begins_after) == (None, 30)
    assert found.lines == 2  # the newer one, and that the others were removed


async def test_a_trail_that_was_cut_off_and_went_on_growing_is_found(trail: Trail) -> None:
    await trail.write(2, 2, 2)
    await trail.tamper("DELETE FROM audit WHERE position > 2", "DELETE FROM audit_seal WHERE position > 2")
    await trail.write(2, 2, 2, 2)
    assert (await trail.verify()).broken == (3, "truncated")


async def test_with_another_key_the_trail_counts_as_unsigned(trail: Trail) -> None:
    await trail.write(2)
    runtime, another = trail.runtime, base64.b64encode(bytes(32)).decode()
    settings = runtime.settings.model_copy(update={"audit_key": SecretStr(another)})
    found = await verifying.verify(runtime.database, runtime.nats, settings, _silent)
    assert (found.broken, found.anchors) == ((0, "unsigned"), 0)


async def test_lines_from_before_there_was_a_chain_are_sealed_at_the_next_start(trail: Trail) -> None:
    await trail.write(3)
    await trail.tamper("DELETE FROM audit_seal", "DELETE FROM audit_beginning")
    await trail.runtime.nats.jetstream().purge_stream(anchors.STREAM)
    async with trail.runtime.database.writing(WE) as session:
        await session.run_sync(appending.begin)
    await trail.write(1)
    found = await trail.verify()
    assert (found.broken, found.lines, found.anchors) == (None, 4, 2)


async def test_a_trail_written_before_there_were_positions_is_numbered_by_its_moments(
    trail: Trail, infrastructure: Any
) -> None:
    url = await scratch_database(infrastructure.postgres_url, "identity")
    settings = trail.runtime.settings.model_copy(update={"database_url": SecretStr(url)})
    await asyncio.to_thread(_migrate, settings.sqlalchemy_url, "0002")
    connection = await asyncpg.connect(url)
    await connection.execute(OLD_LINES)
    await asyncio.to_thread(_migrate, settings.sqlalchemy_url, "head")
    async with opened("identity", settings) as runtime:
        async with runtime.database.writing(WE) as session:
            await session.run_sync(appending.begin)
        found = await verifying.inspect(runtime.database, chain.key(settings), [], _silent)
    assert (found.broken, found.lines) == (None, 5)
    kinds = await connection.fetch("SELECT kind FROM audit ORDER BY position")
    assert [row["kind"] for row in kinds] == ["k5", "k4", "k3", "k2", "k1"]
    await connection.close()


def _migrate(url: str, to: str) -> None:
    command.upgrade(migrations.config(identity_service.folder, url), to)


OLD_LINES = """
    INSERT INTO audit (id, at, service, thing, kind, actor, cause_id, before, after)
    SELECT gen_random_uuid(), now() - at * interval '1 day', 'customer', 'customer', 'k' || at, 'user:x',
        gen_random_uuid(), '{}', '{"a": 1}'
    FROM generate_series(1, 5) AS at
"""
