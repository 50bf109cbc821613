"""The inbox over REST. Everybody has one and sees only their own."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from chassis.http.lists import Listed, page
from libs.conditions import Context
from notifications.inbox import service
from notifications.inbox.queries import LISTING, count_unread
from notifications.inbox.schemas import Inbox, InboxItemRead, ReadAll, Unread

router = Router(prefix="/inbox", tags=["inbox"])


@router.get("")
async def listed(query: Listed, actor: User, session: Reading, runtime: Opened) -> Inbox:
    """Your items, those with the latest news first, and how many of all are unread.

    Filters: `read` (boolean), `kind`, `updated_at`; for instance
    `{"field": "read", "op": "eq", "value": false}`. An item that grows moves to the front.
    """
    known = runtime.access.user(actor.id)
    context = Context(datetime.now(UTC), ZoneInfo(known["time_zone"] if known else "UTC"), actor.id)
    found = await page(session, LISTING, query, context, [LISTING.source.c.user_id == actor.id])
    items = [InboxItemRead.model_validate(dict(row._mapping)) for row in found.rows]
    return Inbox(**found.as_page(items), unread=await count_unread(session, actor.id))


@router.get("/unread")
async def unread(actor: User, session: Reading) -> Unread:
    """How many of your items are unread."""
    return Unread(unread=await count_unread(session, actor.id))


@router.post("/read-all")
async def read_all(actor: User, session: Writing, body: ReadAll | None = None) -> Unread:
    """Mark your items as read, those with news after `before` excepted; tells how many stay unread."""
    return Unread(unread=await service.mark_all_read(session, actor, body.before if body else None))


@router.get("/{item_id}")
async def read(item_id: UUID, actor: User, session: Reading) -> InboxItemRead:
    """One of your items, as the live stream named it; 404 for somebody else's."""
    return InboxItemRead.model_validate(await service.find(session, actor, item_id))


@router.post("/{item_id}/read")
async def mark_read(item_id: UUID, actor: User, session: Writing) -> InboxItemRead:
    """Mark one of your items as read; no change when it is. 404 for somebody else's."""
    return InboxItemRead.model_validate(await service.mark(session, actor, item_id, read=True))


@router.post("/{item_id}/unread")
async def mark_unread(item_id: UUID, actor: User, session: Writing) -> InboxItemRead:
    """Mark one of your items as unread again; no change when it is. 404 for somebody else's."""
    return InboxItemRead.model_validate(await service.mark(session, actor, item_id, read=False))
