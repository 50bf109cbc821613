"""Accepting messages, and answering from the ledger what became of them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.identifiers import new_id
from chassis.outbox import publish
from chassis.problems import DomainError, FieldError, InvalidInput, NotFound
from chassis.runtime import Runtime
from chassis.tasks import later
from chassis.wake import hint
from crm.notifications.events import DeliveryChanged
from notifications.addresses import normal, unsaid
from notifications.deliveries import queries
from notifications.deliveries.models import Delivery, DeliveryStep, NotUnknown
from notifications.deliveries.schemas import DeliveryCreate
from notifications.providers.contract import Report
from notifications.suppressions import service as suppressions
from notifications.templates.service import topic_named
from notifications.topics import Topic

TASK: Final = "deliveries.send"
LARGEST: Final = 64 * 1024
"""Bytes of a message's values."""
TOLD: Final = frozenset({"accepted", "delivered", "bounced", "rejected", "suppressed", "expired", "unknown"})
"""States that others hear of."""
ANSWERS: Final[Mapping[str, str]] = {
    "accepted": "got_it",
    "delivered": "got_it",
    "unknown": "not_known",
    **dict.fromkeys(("queued", "claimed", "handed_over"), "on_its_way"),
    "gathered": "in_digest",
}


News = Delivery
"""What a digest knows those by that it gathers."""


class KeyConflict(DomainError):
    """This key was used for another message."""


class Sent(NamedTuple):
    """A message in the ledger, and whether it was not there before."""

    delivery: Delivery
    new: bool


async def send(session: AsyncSession, body: DeliveryCreate) -> Sent:
    """Accept a message: the same key with the same content is the same message. Raises KeyConflict."""
    topic = topic_named(body.topic)
    _require_fitting(body, topic)
    row = _row(session, body, topic)
    inserted = insert(Delivery).values(row).on_conflict_do_nothing(index_elements=["requested_by", "key"])
    made = await session.scalar(inserted.returning(Delivery.id))
    kept = select(Delivery).filter_by(requested_by=row["requested_by"], key=body.key)
    delivery = (await session.scalars(kept)).one()
    if made is None and delivery.request_hash != row["request_hash"]:
        raise KeyConflict(key=body.key, delivery_id=str(delivery.id))
    if made is not None:
        session.add(delivery.enter("queued", "requested"))
        await session.flush()
    return Sent(delivery, made is not None)


def wake(session: AsyncSession, runtime: Runtime) -> None:
    """Have a worker look at what is due once this is committed; without it, the sweep does."""
    hint(session, later(runtime, TASK))


def _row(session: AsyncSession, body: DeliveryCreate, topic: Topic) -> dict[str, Any]:
    settings, now = session.info["settings"], datetime.now(UTC)
    address = normal(body.channel, body.address) if body.address else None
    ids = {f"{body.recipient.thing}_id": body.recipient.id}
    if body.customer_id:
        ids["customer_id"] = body.customer_id
    content = orjson.dumps(body.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
    return {
        "id": new_id(),
        "version": 0,
        "requested_by": str(session.info["actor"]),
        "key": body.key,
        "request_hash": hashlib.sha256(content).digest(),
        "cause_id": session.info["cause_id"],
        **{name: getattr(body, name) for name in ("channel", "topic", "language", "params")},
        "purpose": topic.purpose,
        "urgency": topic.urgency,
        **ids,
        "address": address,
        "address_hash": suppressions.hashed(settings, body.channel, address) if address else None,
        "state": "queued",
        "due_at": max(body.not_before or now, now),
        "expires_at": body.expires_at or now + timedelta(hours=settings.delivery_hours),
        "attempts": 0,
        "tried": [],
    }


def _require_fitting(body: DeliveryCreate, topic: Topic) -> None:
    """Refuse recipients the topic is not for, and values that its templates could not use."""
    if topic.for_people != (body.recipient.thing == "user"):
        raise InvalidInput.at("/recipient/thing", "not_for_them", for_people=topic.for_people)
    if len(orjson.dumps(body.params, default=str)) > LARGEST:
        raise InvalidInput.at("/params", "too_long", max_length=LARGEST)
    errors = [
        FieldError(pointer=f"/params/{name}", kind="missing")
        for name in sorted(topic.required - body.params.keys())
    ]
    for name, value in body.params.items():
        if name not in topic.sample:
            known = {"expected": sorted(topic.sample)}
            errors.append(FieldError(pointer=f"/params/{name}", kind="field_unknown", params=known))
        elif value is not None and not _alike(topic.sample[name], value):
            kind = {"expected": topic.sample[name]}
            errors.append(FieldError(pointer=f"/params/{name}", kind="shape", params=kind))
    if errors:
        raise InvalidInput(errors=errors)


def _alike(sample: Any, value: Any) -> bool:
    """Whether a value has the shape of the sample."""
    if isinstance(sample, Mapping):
        return isinstance(value, Mapping) and all(
            name in sample and _alike(sample[name], one) for name, one in value.items()
        )
    if isinstance(sample, list):
        return isinstance(value, list) and all(_alike(sample[0], one) for one in value)
    return isinstance(value, str)


async def get(session: AsyncSession, delivery_id: UUID, *, lock: bool = False) -> Delivery:
    """A message of the ledger. Raises NotFound."""
    statement = select(Delivery).where(Delivery.id == delivery_id)
    found: Delivery | None = await session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(thing="delivery", id=str(delivery_id))
    return found


async def whole(session: AsyncSession, delivery: Delivery) -> list[DeliveryStep]:
    """Its life."""
    return (await queries.life(session, [delivery.id]))[delivery.id]


async def why(session: AsyncSession, thing: str, id_: UUID, topic: str | None) -> dict[str, Any]:
    """Why somebody did or did not get something, as the ledger knows it."""
    told = select(Delivery).where(queries.told_to(thing, id_))
    if topic:
        told = told.where(Delivery.topic == topic)
    newest = (
        await session.scalars(told.order_by(Delivery.created_at.desc(), Delivery.id.desc()).limit(10))
    ).all()
    if not newest:
        return {"answer": "never_asked", "reason": None, "deliveries": []}
    lives = await queries.life(session, [one.id for one in newest])
    return {
        "answer": ANSWERS.get(newest[0].state, "did_not_get_it"),
        "reason": newest[0].reason,
        "deliveries": [_with(one, lives[one.id]) for one in newest],
    }


def _with(delivery: Delivery, steps: Sequence[DeliveryStep]) -> dict[str, Any]:
    return {column.key: getattr(delivery, column.key) for column in queries.TABLE.c} | {"steps": steps}


async def settle(session: AsyncSession, runtime: Runtime, delivery_id: UUID, *, arrived: bool) -> Delivery:
    """A person says what became of a message of which nobody knew. Raises NotUnknown."""
    delivery = await get(session, delivery_id, lock=True)
    if delivery.state != "unknown":
        raise NotUnknown(state=delivery.state)
    by = {"by": str(session.info["actor"])}
    if arrived:
        keep(session, delivery, delivery.end("accepted", "said_to_have_arrived", **by))
    else:
        keep(session, delivery, delivery.wait(datetime.now(UTC), "said_to_be_lost", **by))
        wake(session, runtime)
    await session.flush()
    return delivery


def keep(session: AsyncSession, delivery: Delivery, step: DeliveryStep | None) -> None:
    """Keep a step of a delivery's life, and tell others of the states that end something."""
    if step is None:
        return
    session.add(step)
    session.info["cause_id"] = delivery.cause_id
    if step.state in TOLD:
        ids = ("user_id", "contact_id", "customer_id")
        publish(
            session,
            DeliveryChanged(
                delivery_id=delivery.id,
                version=delivery.version,
                state=step.state,
                reason=str(step.reason["kind"]),
                params={name: step.reason[name] for name in ("rule", "because") if name in step.reason},
                channel=delivery.channel,
                topic=delivery.topic,
                key=delivery.key,
                requested_by=delivery.requested_by,
                **{name: getattr(delivery, name) for name in ids},
            ),
        )


async def gathered(session: AsyncSession, digest_id: UUID) -> Sequence[Delivery]:
    """What a digest tells of, oldest first."""
    statement = select(Delivery).where(Delivery.digest_id == digest_id)
    return (await session.scalars(statement.order_by(Delivery.id))).all()


def tell_of_digest(session: AsyncSession, news: Sequence[Delivery], delivery_id: UUID) -> None:
    """Note of each by which mail it was told."""
    for one in news:
        keep(session, one, one.enter("gathered", "sent_in_digest", delivery_id=str(delivery_id)))


async def named_by(session: AsyncSession, provider: str, reference: str) -> Delivery | None:
    """The delivery that a provider speaks of, by its reference or ours, locked; None: not known yet."""
    found = select(Delivery).where(Delivery.provider == provider)
    theirs = found.where(Delivery.provider_reference == reference).limit(1).with_for_update()
    delivery: Delivery | None = await session.scalar(theirs)
    if delivery is None:
        try:
            delivery = await session.scalar(found.where(Delivery.id == UUID(reference)).with_for_update())
        except ValueError:
            return None
    return delivery


async def believe(session: AsyncSession, delivery: Delivery, report: Report) -> None:
    """What a provider says later: it knows better than we did. After a bounce or a complaint, nothing more is
    sent there.
    """
    detail = unsaid(report.detail, delivery.address)
    if report.kind in ("bounced", "complained") and delivery.address_hash is not None:
        channel, address = delivery.channel, delivery.address_hash
        await suppressions.suppress(session, channel, address, report.kind, detail)
    if delivery.state in ("bounced", "rejected", "suppressed", "expired", "queued", "claimed"):
        return  # a second report, or one about a message that was given up since
    said = {"at": report.at.isoformat(), "detail": detail}
    if report.kind in ("bounced", "failed"):
        keep(session, delivery, delivery.end("bounced", f"reported_{report.kind}", **said))
    elif delivery.state != "delivered":
        keep(session, delivery, delivery.end("delivered", f"reported_{report.kind}", **said))


async def give_up_late_ones(session: AsyncSession, limit: int) -> int:
    """End some messages that could not be sent in time; returns how many."""
    late = select(Delivery).where(Delivery.state == "queued", Delivery.expires_at <= datetime.now(UTC))
    rows = await session.scalars(
        late.order_by(Delivery.expires_at).limit(limit).with_for_update(skip_locked=True)
    )
    found = rows.all()
    for delivery in found:
        keep(
            session,
            delivery,
            delivery.end("expired", "too_late", waited_for=(delivery.reason or {}).get("kind")),
        )
    return len(found)


async def forget_some(session: AsyncSession, days: int, limit: int) -> int:
    """Remove some messages without news for so many days; returns how many."""
    old = Delivery.updated_at < datetime.now(UTC) - timedelta(days=days)
    ended = (
        select(Delivery.id).where(old, Delivery.due_at.is_(None)).order_by(Delivery.updated_at).limit(limit)
    )
    some = ended.with_for_update(skip_locked=True)
    removed = await session.scalars(delete(Delivery).where(Delivery.id.in_(some)).returning(Delivery.id))
    return len(removed.all())
