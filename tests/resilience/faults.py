"""Mistakes that would lose or double something. The product has no switch for them: tests patch them in.

Each takes the way of patching: `monkeypatch.setattr` within a test, `setattr` in a launcher of its own.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import nats
from sqlalchemy import Table, func
from sqlalchemy.dialects.postgresql import insert

from chassis import (
    access,
    access_feed,
    applying,
    consumer,
    copying,
    database,
    outbox,
    relay,
    tables,
    tasks,
    wake,
    work,
)
from chassis.http import idempotency

Patch = Callable[[Any, str, Any], None]
FIRST = """
    SELECT position, id, stream, subject, headers, data FROM outbox WHERE position > $1
    ORDER BY position LIMIT 500
"""
SLOW = 0.02
"""Seconds that a commit takes on a slow disk: the time in which these mistakes are dangerous."""
CURSOR = "CREATE TABLE IF NOT EXISTS relay_cursor (position bigint)"


def publish_without_outbox(patch: Patch) -> None:
    """Facts go to NATS after the commit; nothing outlives the process."""

    def at_commit(session: Any, table: Table, rows: Sequence[Any]) -> None:
        wake.hint(session, partial(send, rows))

    async def send(rows: Sequence[Any]) -> None:
        nc = await nats.connect(os.environ["CRM_NATS_URL"], allow_reconnect=False, connect_timeout=1)
        for row in rows:
            headers = row["headers"] | {"Nats-Msg-Id": str(row["id"])}
            await nc.jetstream().publish(row["subject"], row["data"], timeout=1, headers=headers)
        await nc.close()

    patch(outbox, "at_commit", at_commit)


def relay_by_cursor(patch: Patch) -> None:
    """The relay goes on after the last position it has seen, and tidies up behind it."""
    really = copying.write_waiting

    async def send_some(connection: Any, nc: Any, **_: Any) -> int:
        await connection.execute(CURSOR)
        cursor = await connection.fetchval("SELECT coalesce(max(position), 0) FROM relay_cursor")
        rows = await connection.fetch(FIRST, cursor)
        for stream in {row["stream"] for row in rows}:
            await relay._publish(nc, [row for row in rows if row["stream"] == stream])
        if rows:
            await connection.execute("INSERT INTO relay_cursor VALUES ($1)", rows[-1]["position"])
        await connection.execute("DELETE FROM outbox WHERE position <= $1", cursor)
        return len(rows)

    async def write_waiting(session: Any) -> None:
        await really(session)
        await asyncio.sleep(SLOW)

    patch(database, "write_waiting", write_waiting)
    patch(relay, "send_some", send_some)


def delete_before_publish(patch: Patch) -> None:
    """The relay removes what it is about to send."""

    async def send_some(connection: Any, nc: Any, **_: Any) -> int:
        rows = await connection.fetch(FIRST, 0)
        await connection.execute(
            "DELETE FROM outbox WHERE position = ANY($1)", [row["position"] for row in rows]
        )
        for row in rows:
            await relay._publish(nc, [row])
        return len(rows)

    patch(relay, "send_some", send_some)


def ack_before_commit(patch: Patch) -> None:
    """What was fetched is acknowledged at once, and then applied."""
    really = applying.apply

    async def apply(service: Any, database: Any, durable: Any, handlers: Any, messages: Any) -> None:
        for one in messages:
            await one._client.publish(one.reply, b"+ACK")
        await really(service, database, durable, handlers, messages)

    patch(consumer, "apply", apply)


def no_inbox(patch: Patch) -> None:
    """Whatever arrives is applied, however often."""

    async def enter(_session: Any, _durable: str, ids: Sequence[UUID]) -> set[UUID]:
        return set(ids)

    patch(applying, "_enter", enter)


def no_version_check(patch: Patch) -> None:
    """A projection takes the news in whatever order they come."""

    async def project_rows(session: Any, rows: Sequence[Any]) -> None:
        statement = insert(tables.access)
        taken = {"version": statement.excluded.version, "data": statement.excluded.data, "at": func.now()}
        await session.execute(
            statement.on_conflict_do_update(index_elements=["kind", "id"], set_=taken), list(rows)
        )
        await session.execute(func.pg_notify("access", "").select())
        await asyncio.sleep(SLOW)

    patch(access, "project_rows", project_rows)
    patch(access_feed, "project_rows", project_rows)


def key_kept_afterwards(patch: Patch) -> None:
    """The answer to an Idempotency-Key is kept in a second transaction, after the one that did the work."""

    def keep(request: Any, response: Any) -> None:
        if request.state.idempotency is None or not 200 <= response.status_code < 300:
            return
        session, principal, key, request_hash = request.state.idempotency
        row = {
            "principal": principal,
            "key": key,
            "request": request_hash,
            "status": response.status_code,
            "headers": {"content-type": "application/json"},
            "body": bytes(response.body),
        }

        async def save() -> None:
            await asyncio.sleep(SLOW)
            async with request.app.state.runtime.database.engine.begin() as connection:
                await connection.execute(insert(tables.idempotency).values(row).on_conflict_do_nothing())

        wake.hint(session, save)

    patch(idempotency, "_keep", keep)


def given_up_at_once(patch: Patch) -> None:
    """What cannot be applied at the moment is terminated instead of put off."""

    async def terminate(message: Any) -> None:
        await message.term()

    patch(applying, "_put_off", terminate)


def hint_is_all(patch: Patch) -> None:
    """Workers acknowledge a task as they take it, and nobody looks for work that was left."""
    really = tasks.celery_app

    def celery_app(service: str, broker: str) -> Any:
        app = really(service, broker)
        app.conf.update(task_acks_late=False, task_reject_on_worker_lost=False)
        return app

    async def look_away(*_: object) -> None:
        """As if there were no reconciler."""

    patch(tasks, "celery_app", celery_app)
    patch(work, "hint_again", look_away)


PROTOCOL = {
    fault.__name__: fault
    for fault in (
        publish_without_outbox,
        relay_by_cursor,
        delete_before_publish,
        ack_before_commit,
        no_inbox,
        no_version_check,
        key_kept_afterwards,
        given_up_at_once,
    )
}
"""What the state machine must find."""
ALL = PROTOCOL | {hint_is_all.__name__: hint_is_all}
"""What the running suite must show when its processes are killed."""
