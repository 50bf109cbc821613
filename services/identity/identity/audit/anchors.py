"""Anchors: after each transaction, position and link of the trail's last line go to a stream of NATS, signed.

They lie outside the database, so whoever cuts off the end of the trail leaves anchors that point at nothing.
They pass through the outbox: committed with the lines, sent within moments.
"""

from typing import Any, NamedTuple

import orjson
from nats.aio.client import Client
from sqlalchemy.orm import Session

from chassis import tables
from chassis.identifiers import new_id
from chassis.outbox import message
from chassis.settings import Settings
from chassis.streams import ensure_stream
from identity.audit import chain

STREAM = "anchors"
SUBJECT = "anchors.audit"
KEPT = 100_000
"""So many of the last anchors stay, however old."""
SIGNED_FOR = b"audit anchor"
SECONDS = 10.0


class Anchor(NamedTuple):
    """That the trail had this link at this position."""

    position: int
    link: bytes


async def ensure(nc: Client, settings: Settings) -> None:
    """The stream, before anything is sent to it."""
    await ensure_stream(nc, settings, STREAM, SUBJECT, last=KEPT)


def drop(session: Session, key: bytes, anchor: Anchor) -> None:
    """Send an anchor when this transaction commits."""
    said = {
        "position": anchor.position,
        "link": anchor.link.hex(),
        "signature": chain.signature(key, SIGNED_FOR, *anchor).hex(),
    }
    event_id = new_id()
    row = message(
        session.info,
        event_id=event_id,
        stream=STREAM,
        subject=SUBJECT,
        record_id=event_id,
        data=orjson.dumps(said),
    )
    session.info["announced"] = True
    session.execute(tables.outbox.insert(), [row | {"bulk": False}])


async def kept(nc: Client, key: bytes) -> list[Anchor]:
    """The anchors that NATS still has, oldest first; what we have not signed is none."""
    js = nc.jetstream()
    waiting = (await js.stream_info(STREAM)).state.messages
    if not waiting:
        return []
    subscription = await js.subscribe(SUBJECT, stream=STREAM, ordered_consumer=True)
    found = []
    try:
        while waiting:
            heard = await subscription.next_msg(timeout=SECONDS)
            waiting = heard.metadata.num_pending
            found.append(_read(key, heard.data))
    finally:
        await subscription.unsubscribe()
    return [one for one in found if one is not None]


def _read(key: bytes, data: bytes) -> Anchor | None:
    try:
        said: dict[str, Any] = orjson.loads(data)
        anchor = Anchor(int(said["position"]), bytes.fromhex(said["link"]))
        signed = bytes.fromhex(said["signature"])
        return anchor if chain.is_signed(key, SIGNED_FOR, *anchor, signed) else None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
