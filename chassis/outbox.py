"""Announcing a fact: `publish(session, TeamChanged(...))`, one line inside the transaction.

The row is written with the change it tells of, so both happen or neither. The relay sends it.
Announce after `await session.flush()`, when the record has its new version.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from opentelemetry import propagate
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import tables
from chassis.copying import at_commit
from chassis.identifiers import new_id
from chassis.problems import DomainError
from crm.event import Event

LARGEST = 900_000
"""Bytes of one message: NATS takes a megabyte with headers, and one it refuses would block the others."""


class MessageTooLarge(DomainError):
    """What changed at once is too much to announce."""

    status = 413


def publish(session: AsyncSession, *events: Event) -> None:
    """Announce facts when this transaction commits."""
    info = session.info
    info["announced"] = True
    rows = [
        message(
            info,
            event_id=new_id(),
            stream=event.service(),
            subject=event.subject,
            record_id=event.record_id,
            data=event.model_dump_json().encode(),
        )
        for event in events
    ]
    at_commit(session, tables.outbox, rows)


def message(
    info: dict[Any, Any], *, event_id: UUID, stream: str, subject: str, record_id: UUID, data: bytes
) -> dict[str, Any]:
    """An outbox row: a CloudEvents 1.0 message in binary mode."""
    if len(data) > LARGEST:
        raise MessageTooLarge(subject=subject, size=len(data), largest=LARGEST)
    actor = info["actor"]
    headers = {
        "ce-specversion": "1.0",
        "ce-id": str(event_id),
        "ce-source": f"/{info['service']}",
        "ce-type": f"crm.{subject}" if stream != "changes" else "crm.change",
        "ce-time": datetime.now(UTC).isoformat(),
        "ce-subject": str(record_id),
        "ce-actor": str(actor),
        "ce-causeid": str(info["cause_id"]),
        "content-type": "application/json",
    }
    if actor.on_behalf_of:
        headers["ce-onbehalfof"] = actor.on_behalf_of
    propagate.inject(headers)
    return {
        "id": event_id,
        "stream": stream,
        "subject": subject,
        "headers": headers,
        "data": data,
        "bulk": info.get("bulk", False),
    }
