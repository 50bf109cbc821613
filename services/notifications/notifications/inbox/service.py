"""Filling and reading inboxes.

Growing: a transaction applies a whole batch of events. The first of a cause for a person locks the item,
the others change it in memory, and it is written once. So 100,000 customers of one import cost each new
owner one item, and one UPDATE for each batch.

Announcing: what grows is announced at once, but not again within a second; then it only falls due, and
a sweep announces the last state. Each change either announces itself or leaves a due row behind.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.events import Heard
from chassis.outbox import publish
from chassis.problems import NotFound
from crm.customer.events import (
    CustomerAssigned,
    CustomerCreated,
    CustomerEvent,
    ExportFinished,
    ImportFinished,
    OperationFinished,
)
from crm.event import Event
from crm.identity.events import SecondFactorReset
from crm.notifications.events import InboxItemChanged
from notifications.inbox.models import InboxItem
from notifications.inbox.queries import count_unread, person, unread_of


def is_given_by_another(event: CustomerAssigned | CustomerCreated, heard: Heard) -> bool:
    """Whether an owner is to be told; whoever gives a customer to themselves knows."""
    if isinstance(event, CustomerAssigned) and event.owner_id == event.previous_owner_id:
        return False  # only the team is another one
    return event.owner_id not in (None, _person_behind(heard))


def is_awaited(event: OperationFinished, _heard: Heard) -> bool:
    """Whether whoever asked has yet to hear of the end."""
    return not event.at_once


async def tell_owner(session: AsyncSession, event: CustomerEvent, heard: Heard) -> None:
    """Somebody was given a customer."""
    item = event.owner_id and await _open(session, event.owner_id, "customers-assigned", heard, event)
    if not item:
        return
    if not item.count:
        giver = _person_behind(heard)
        item.params = {"by": giver and str(giver), "by_name": await _name(session, giver)}
    item.grow(
        customer_ids=item.sampled("customer_ids", str(event.customer_id)),
        names=item.sampled("names", event.name),
    )
    await _announce_sparingly(session, item)


async def tell_requester(
    session: AsyncSession,
    event: ImportFinished | ExportFinished | OperationFinished,
    heard: Heard,
    kind: str,
) -> None:
    """The work that somebody asked for has ended."""
    item = await _open(session, event.requested_by, kind, heard, event)
    if item is None or (item.record_id == event.record_id and event.version <= item.record_version):
        return
    item.record_id, item.record_version = event.record_id, event.version
    item.grow(**event.model_dump(mode="json", exclude={"version", "requested_by"}))
    await _announce_sparingly(session, item)


async def tell_of_second_factor(session: AsyncSession, event: SecondFactorReset, heard: Heard) -> None:
    """Somebody's account is less safe than they think."""
    item = await _open(session, event.user_id, "second-factor-reset", heard, event)
    if item is not None:
        taker = _person_behind(heard)
        item.grow(by=taker and str(taker), by_name=await _name(session, taker))
        await _announce_sparingly(session, item)


async def _open(
    session: AsyncSession,
    user_id: UUID,
    kind: str,
    heard: Heard,
    event: Event,
) -> InboxItem | None:
    """The item for such news of this cause, made when missing, and locked; None for who has left."""
    opened: dict[tuple[UUID, str, UUID], InboxItem | None] = session.info.setdefault("inbox", {})
    key = user_id, kind, heard.cause_id
    if key not in opened:
        known = await person(session, user_id)
        left = known is not None and not known["active"]
        opened[key] = None if left else await _lock_or_make(session, user_id, kind, heard, event)
    return opened[key]


async def _lock_or_make(
    session: AsyncSession,
    user_id: UUID,
    kind: str,
    heard: Heard,
    event: Event,
) -> InboxItem:
    key = {"user_id": user_id, "kind": kind, "cause_id": heard.cause_id}
    thing = event.subject.split(".")[1]
    made = insert(InboxItem).values(**key, thing=thing, record_id=event.record_id)
    await session.execute(made.on_conflict_do_nothing())
    return (await session.scalars(select(InboxItem).filter_by(**key).with_for_update())).one()


def _person_behind(heard: Heard) -> UUID | None:
    """Who did it, through however many services."""
    kind, _, name = (heard.on_behalf_of or heard.actor).partition(":")
    return UUID(name) if kind == "user" else None


async def _name(session: AsyncSession, user_id: UUID | None) -> str | None:
    known = await person(session, user_id) if user_id else None
    return str(known["name"]) if known else None


async def _announce_sparingly(session: AsyncSession, item: InboxItem) -> None:
    if item.may_be_announced():
        await _announce(session, [item])


async def _announce(session: AsyncSession, items: Sequence[InboxItem]) -> int:
    """Announce items of one person; returns how many they have not read.

    One transaction at a time counts for a person, or two tabs that read two items at the same moment
    would both announce that one is left.
    """
    await session.flush()
    user_id = items[0].user_id
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(user_id), 0))))
    unread = await count_unread(session, user_id)
    for item in items:
        item.announced()
    publish(session, *(_changed(item, unread) for item in items))
    return unread


def _changed(item: InboxItem, unread: int) -> InboxItemChanged:
    return InboxItemChanged(
        item_id=item.id,
        version=item.version,
        user_id=item.user_id,
        kind=item.kind,
        params=item.params,
        read=item.read_at is not None,
        unread=unread,
    )


async def announce_due(session: AsyncSession, item_id: UUID) -> None:
    """Announce the last state of an item, unless it is being changed again at this moment."""
    due = select(InboxItem).where(InboxItem.id == item_id, InboxItem.announce_due_at.is_not(None))
    item = await session.scalar(due.with_for_update(skip_locked=True))
    if item is not None:
        await _announce(session, [item])


async def find(session: AsyncSession, actor: Actor, item_id: UUID, *, lock: bool = False) -> InboxItem:
    """One of the actor's own items.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    own = select(InboxItem).where(InboxItem.id == item_id, InboxItem.user_id == actor.id)
    item = await session.scalar(own.with_for_update() if lock else own)
    if item is None:
        raise NotFound(thing="inbox_item", id=str(item_id))
    return item


async def mark(session: AsyncSession, actor: Actor, item_id: UUID, *, read: bool) -> InboxItem:
    """Say whether an item was read; other tabs follow by the announcement."""
    item = await find(session, actor, item_id, lock=True)
    if item.mark(read=read):
        await _announce(session, [item])
    return item


async def mark_all_read(session: AsyncSession, actor: Actor, before: datetime | None) -> int:
    """Mark what the actor has not read, up to a moment; returns how many stay unread."""
    items = (await session.scalars(unread_of(actor.id, before))).all()
    for item in items:
        item.mark(read=True)
    return await _announce(session, items) if items else await count_unread(session, actor.id)


async def forget_some(session: AsyncSession, days: int, limit: int) -> int:
    """Remove some items without news for so many days; returns how many."""
    ended = select(InboxItem.id).where(InboxItem.updated_at < datetime.now(UTC) - timedelta(days=days))
    some = ended.order_by(InboxItem.updated_at).limit(limit).with_for_update(skip_locked=True)
    removed = await session.scalars(delete(InboxItem).where(InboxItem.id.in_(some)).returning(InboxItem.id))
    return len(removed.all())
