"""Writing the trail: whatever a transaction notes is added, in one go, when it commits."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from chassis.actors import Actor
from chassis.identifiers import new_id
from identity.audit import appending
from identity.origins import Origin

NOBODY = "anonymous"
COPIED = ("id", "at", "thing", "record_id", "version", "kind", "actor", "on_behalf_of", "cause_id")
ORIGIN = ("address", "device", "session_id", "job_id")


async def note(
    session: AsyncSession,
    kind: str,
    thing: str,
    record_id: UUID | None,
    origin: Origin | None = None,
    *,
    actor: str | None = None,
    **details: Any,
) -> None:
    """Add what happened to an account, in the transaction in which it happens."""
    acting: Actor = session.info["actor"]
    came_from = dict(session.info.get("origin") or {})
    if origin is not None:
        came_from |= {"address": origin.address, "device": origin.device}
    row = {
        "id": new_id(),
        "at": datetime.now(UTC),
        "service": "identity",
        "thing": thing,
        "record_id": record_id,
        "kind": kind,
        "actor": actor or str(acting),
        "on_behalf_of": acting.on_behalf_of,
        "cause_id": session.info["cause_id"],
        "before": {},
        "after": details,
    }
    _add_at_commit(session, row | _origin(came_from))


def record(session: AsyncSession, service: str, change: bytes) -> None:
    """Add a change row of any service when the transaction commits; one that is there stays as it is."""
    data = orjson.loads(change)
    row = {name: data[name] for name in COPIED} | _origin(data.get("origin") or {})
    row |= {"service": service, "before": data["before"], "after": data["after"]}
    _add_at_commit(session, row)


def _origin(origin: dict[str, Any]) -> dict[str, Any]:
    return {name: origin.get(name) for name in ORIGIN}


def _add_at_commit(session: AsyncSession, row: dict[str, Any]) -> None:
    """Lines wait for the commit: then every other lock is held, and the trail's is held for a moment."""
    waiting = session.info.setdefault("trail", [])
    if not waiting:
        event.listen(session.sync_session, "before_commit", _write)
    waiting.append(row)


def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return  # only a savepoint; the transaction is still to come
    session.flush()
    if waiting := session.info.pop("trail", None):
        appending.append(session, waiting)
