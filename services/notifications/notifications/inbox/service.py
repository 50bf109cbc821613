"""Filling and reading inboxes.

One at a time: whatever changes somebody's inbox first takes their turn, a lock until the commit. So no item
needs a lock of its own, and two tabs that read two items at the same moment do not both announce that one is
left: how many are unread is counted once in a transaction and kept up from there.

Growing: a transaction applies a whole batch of events. The first of a cause for a person reads the item,
the others change it in memory, and it is written once. So 100,000 customers of one import cost each new
owner one item, and one UPDATE for each batch.

Announcing: what grows is announced at once, but not again within a second; then it only falls due, and
a sweep announces the last state. Each change either announces itself or leaves a due row behind.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.events import Heard
from chassis.outbox import publish
from chassis.problems import NotFound
from crm.customer.events import (
    CustomerEvent,
    ExportFinished,
    ImportFinished,
    OperationFinished,
)
from crm.event import Event
from crm.identity import events as identity
from crm.notifications.events import InboxItemChanged
from crm.sales.events import imports as sales_imports
from crm.sales.events import operations as sales
from notifications import people
from notifications.inbox.models import InboxItem
from notifications.inbox.queries import count_unread, unread_of


class OfOwner(Protocol):
    """A fact about something that somebody looks after."""

    @property
    def owner_id(self) -> UUID | None:
        """Who does."""
        ...


def is_given_by_another(event: OfOwner, heard: Heard) -> bool:
    """Whether an owner is to be told; whoever gives something to themselves knows.

    Something new had no owner before; and when the owner stays, only the team is another one.
    """
    return event.owner_id not in (None, heard.person, getattr(event, "previous_owner_id", None))


def is_awaited(event: OperationFinished | sales.OperationFinished, _heard: Heard) -> bool:
    """Whether whoever asked has yet to hear of the end."""
    return not event.at_once


async def tell_owner(session: AsyncSession, event: CustomerEvent, heard: Heard) -> None:
    """Somebody was given a customer."""
    item = event.owner_id and await open_item(session, event.owner_id, "customers-assigned", heard, event)
    if not item:
        return
    if not item.count:
        giver = heard.person
        item.params = {"by": giver and str(giver), "by_name": await name_of(session, giver)}
    grow(
        session,
        item,
        customer_ids=item.sampled("customer_ids", str(event.customer_id)),
        names=item.sampled("names", event.name),
    )


async def tell_requester(
    session: AsyncSession,
    event: ImportFinished
    | ExportFinished
    | OperationFinished
    | identity.ExportFinished
    | sales.OperationFinished
    | sales_imports.ImportFinished,
    heard: Heard,
    kind: str,
) -> None:
    """The work that somebody asked for has ended."""
    item = await open_item(session, event.requested_by, kind, heard, event)
    if item is None or (item.record_id == event.record_id and event.version <= item.record_version):
        return
    item.record_id, item.record_version = event.record_id, event.version
    grow(session, item, **event.model_dump(mode="json", exclude={"version", "requested_by"}))


async def tell_of_second_factor(
    session: AsyncSession, event: identity.SecondFactorReset, heard: Heard
) -> None:
    """Somebody's account is less safe than they think."""
    item = await open_item(session, event.user_id, "second-factor-reset", heard, event)
    if item is not None:
        taker = heard.person
        grow(session, item, by=taker and str(taker), by_name=await name_of(session, taker))


async def open_item(
    session: AsyncSession,
    user_id: UUID,
    kind: str,
    heard: Heard,
    event: Event,
) -> InboxItem | None:
    """The item for such news of this cause, made when missing; None for who has left."""
    opened: dict[tuple[UUID, str, UUID], InboxItem | None] = session.info.setdefault("inbox", {})
    key = user_id, kind, heard.cause_id
    if key not in opened:
        known = await _known(session, user_id)
        left = known is not None and not known["active"]
        opened[key] = None if left else await _find_or_make(session, user_id, kind, heard, event)
    return opened[key]


async def _find_or_make(
    session: AsyncSession,
    user_id: UUID,
    kind: str,
    heard: Heard,
    event: Event,
) -> InboxItem:
    await _take_turn(session, user_id)
    key = {"user_id": user_id, "kind": kind, "cause_id": heard.cause_id}
    existing = select(InboxItem).filter_by(**key).execution_options(autoflush=False)
    item = await session.scalar(existing)
    if item is None:
        item = InboxItem.empty(**key, thing=event.subject.split(".")[1], record_id=event.record_id)
        session.add(item)
    return item


async def _take_turn(session: AsyncSession, user_id: UUID) -> None:
    """Be the only one who changes this inbox until the commit, and know how many are unread."""
    unread = _unread(session)
    if user_id not in unread:
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(user_id), 0))))
        unread[user_id] = await count_unread(session, user_id)


def _unread(session: AsyncSession) -> dict[UUID, int]:
    counts: dict[UUID, int] = session.info.setdefault("unread", {})
    return counts


def grow(session: AsyncSession, item: InboxItem, **params: Any) -> None:
    """Take in one more event, and announce it unless the last announcement is too fresh."""
    _unread(session)[item.user_id] += not item.count or item.read_at is not None
    item.grow(**params)
    if item.may_be_announced():
        _announce(session, [item])


async def _known(session: AsyncSession, user_id: UUID) -> dict[str, Any] | None:
    """What identity last said about somebody, asked once in a transaction."""
    kept: dict[UUID, dict[str, Any] | None] = session.info.setdefault("people", {})
    if user_id not in kept:
        kept[user_id] = await people.known(session, user_id)
    return kept[user_id]


async def name_of(session: AsyncSession, user_id: UUID | None) -> str | None:
    """Somebody's name; None for nobody, and while nothing has been heard of them."""
    known = await _known(session, user_id) if user_id else None
    return str(known["name"]) if known else None


def _announce(session: AsyncSession, items: Sequence[InboxItem]) -> None:
    """Announce items of one person, whose turn was taken."""
    unread = _unread(session)[items[0].user_id]
    for item in items:
        item.announced()
    publish(session, *(_changed(item, unread) for item in items))


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


async def announce_due(session: AsyncSession, user_id: UUID, item_id: UUID) -> None:
    """Announce the last state of an item of theirs, unless that has happened in the meantime."""
    await _take_turn(session, user_id)
    due = select(InboxItem).where(InboxItem.id == item_id, InboxItem.announce_due_at <= func.now())
    item = await session.scalar(due)
    if item is not None:
        _announce(session, [item])


async def find(session: AsyncSession, actor: Actor, item_id: UUID) -> InboxItem:
    """One of the actor's own items.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    own = select(InboxItem).where(InboxItem.id == item_id, InboxItem.user_id == actor.id)
    item = await session.scalar(own)
    if item is None:
        raise NotFound(thing="inbox_item", id=str(item_id))
    return item


async def mark(session: AsyncSession, actor: Actor, item_id: UUID, *, read: bool) -> InboxItem:
    """Say whether an item was read; other tabs follow by the announcement."""
    await _take_turn(session, actor.id)
    item = await find(session, actor, item_id)
    if item.mark(read=read):
        _unread(session)[actor.id] += -1 if read else 1
        _announce(session, [item])
    return item


async def mark_all_read(session: AsyncSession, actor: Actor, before: datetime | None) -> int:
    """Mark what the actor has not read, up to a moment; returns how many stay unread."""
    await _take_turn(session, actor.id)
    items = (await session.scalars(unread_of(actor.id, before))).all()
    for item in items:
        item.mark(read=True)
    _unread(session)[actor.id] -= len(items)
    if items:
        _announce(session, items)
    return _unread(session)[actor.id]


async def forget_some(session: AsyncSession, days: int, limit: int) -> int:
    """Remove some items without news for so many days; returns how many."""
    ended = select(InboxItem.id).where(InboxItem.updated_at < datetime.now(UTC) - timedelta(days=days))
    some = ended.order_by(InboxItem.updated_at).limit(limit).with_for_update(skip_locked=True)
    removed = await session.scalars(delete(InboxItem).where(InboxItem.id.in_(some)).returning(InboxItem.id))
    return len(removed.all())
