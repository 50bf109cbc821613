"""Writing the trail."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from chassis.actors import Actor
from chassis.identifiers import new_id
from identity.audit.models import Entry
from identity.origins import Origin

NOBODY = "anonymous"
_ADD = insert(Entry.__table__).on_conflict_do_nothing(index_elements=["id"])  # type: ignore[arg-type]
COPIED = ("thing", "version", "kind", "actor", "on_behalf_of", "before", "after")


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
    row = {
        "id": new_id(),
        "at": datetime.now(UTC),
        "service": "identity",
        "thing": thing,
        "record_id": record_id,
        "version": None,
        "kind": kind,
        "actor": actor or str(acting),
        "on_behalf_of": acting.on_behalf_of,
        "cause_id": session.info["cause_id"],
        "before": {},
        "after": details,
        "address": origin.address if origin else None,
        "device": origin.device if origin else None,
    }
    await session.execute(_ADD, row)


def record(session: AsyncSession, service: str, change: bytes) -> None:
    """Add a change row of any service when the transaction commits; one that is there stays as it is."""
    data = orjson.loads(change)
    row: dict[str, Any] = {name: data[name] for name in COPIED} | {
        "id": UUID(data["id"]),
        "at": datetime.fromisoformat(data["at"]),
        "service": service,
        "record_id": UUID(data["record_id"]),
        "cause_id": UUID(data["cause_id"]),
        "address": None,
        "device": None,
    }
    waiting = session.info.setdefault("trail", [])
    if not waiting:  # an import brings them by the hundred: one statement writes a whole batch
        event.listen(session.sync_session, "before_commit", _write, once=True)
    waiting.append(row)


def _write(session: Session) -> None:
    session.execute(_ADD, session.info.pop("trail"))
