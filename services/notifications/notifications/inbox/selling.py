"""What people who sell hear: which fact is news of which kind, whom it concerns, and what it says.

Names and numbers only; an amount goes to nobody but whoever looks after the thing.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events import Heard
from crm.event import Event
from crm.sales.events.contracts import ContractEnding, ContractEvent
from crm.sales.events.leads import LeadAssigned, LeadCreated, LeadEvent, LeadResponseOverdue
from crm.sales.events.opportunities import (
    OpportunityAssigned,
    OpportunityCreated,
    OpportunityEvent,
    OpportunityWon,
)
from crm.sales.events.orders import OrderConfirmed, OrderEvent
from crm.sales.events.quotes import (
    QuoteAccepted,
    QuoteApproved,
    QuoteDeclined,
    QuoteEvent,
    QuoteExpired,
    QuoteRejected,
    QuoteSubmitted,
    QuoteViewed,
)
from notifications import people
from notifications.inbox import service
from notifications.inbox.holders import holders

Sold = LeadEvent | OpportunityEvent | QuoteEvent | OrderEvent | ContractEvent
Whom = Callable[[AsyncSession, Any], Awaitable[Iterable[UUID | None]]]


async def _owner(_session: AsyncSession, event: Sold) -> Iterable[UUID | None]:
    return [event.owner_id]


async def _team(session: AsyncSession, event: Sold) -> Iterable[UUID | None]:
    return await people.members(session, event.team_id) if event.team_id else []


async def _owner_or_team(session: AsyncSession, event: Sold) -> Iterable[UUID | None]:
    return await (_owner if event.owner_id else _team)(session, event)


async def _owner_and_team(session: AsyncSession, event: Sold) -> Iterable[UUID | None]:
    return [event.owner_id, *await _team(session, event)]


async def _asker(_session: AsyncSession, event: QuoteApproved | QuoteRejected) -> Iterable[UUID | None]:
    return [event.asked_by]


async def _approvers(session: AsyncSession, event: QuoteSubmitted) -> Iterable[UUID | None]:
    return await holders(session, "quote.approve", event.owner_id, event.team_id, but=event.asked_by)


NEWS: Final[Mapping[type[Event], tuple[str, Whom]]] = {
    LeadCreated: ("leads-assigned", _owner),
    LeadAssigned: ("leads-assigned", _owner),
    LeadResponseOverdue: ("lead-overdue", _owner_or_team),
    OpportunityCreated: ("deals-assigned", _owner),
    OpportunityAssigned: ("deals-assigned", _owner),
    OpportunityWon: ("deal-won", _owner_and_team),
    QuoteSubmitted: ("quote-submitted", _approvers),
    QuoteApproved: ("quote-approved", _asker),
    QuoteRejected: ("quote-rejected", _asker),
    QuoteViewed: ("quote-viewed", _owner),
    QuoteAccepted: ("quote-accepted", _owner),
    QuoteDeclined: ("quote-declined", _owner),
    QuoteExpired: ("quote-expired", _owner),
    OrderConfirmed: ("order-confirmed", _owner),
    ContractEnding: ("contract-ending", _owner_or_team),
}
"""Fact → kind of the item, and whom it concerns; whoever did it knows and hears nothing."""


def is_news(event: Sold, heard: Heard) -> bool:
    """Whether it may concern somebody. What was imported as history is none."""
    if getattr(event, "imported", False):
        return False
    return NEWS[type(event)][1] is not _owner or service.is_given_by_another(event, heard)


async def concerned(session: AsyncSession, event: Sold, heard: Heard) -> list[UUID]:
    """Whom it concerns, in a steady order."""
    found = await NEWS[type(event)][1](session, event)
    return sorted({one for one in found if one and one != heard.person})


async def tell(session: AsyncSession, event: Sold, heard: Heard) -> None:
    """Everybody whom it concerns finds it in the inbox, in a steady order of locks."""
    kind, _ = NEWS[type(event)]
    for user_id in await concerned(session, event, heard):
        item = await service.open_item(session, user_id, kind, heard, event)
        # A lead that the rules give away is created and assigned at once.
        if item is None or (item.record_id == event.record_id and event.version <= item.record_version):
            continue
        if item.record_id == event.record_id:
            item.record_version = event.version
        known, worth = about(event), _worth(event) if user_id == event.owner_id else {}
        doer = await service.name_of(session, heard.person)
        owner = await service.name_of(session, event.owner_id)
        names = item.sampled("names", known["name"])
        service.grow(session, item, **known, **worth, names=names, by_name=doer, owner_name=owner)


def about(event: Sold) -> dict[str, str]:
    """The number, the name among others of its kind, what a quote or contract is about, and until when."""
    if isinstance(event, LeadEvent | OpportunityEvent):
        return {"number": event.number, "name": event.name}
    title = {"title": event.title} if isinstance(event, QuoteEvent | ContractEvent) else {}
    until: dict[str, str] = {}
    if isinstance(event, ContractEnding):
        until = {"last_day": str(event.last_day), "notice_by": str(event.notice_by), "renewal": event.renewal}
    return {"number": event.number, "name": event.number, **title, **until}


def _worth(event: Sold) -> dict[str, str | None]:
    if isinstance(event, LeadEvent):
        return {}
    amount = event.amount if isinstance(event, OpportunityEvent) else event.gross
    return {"amount": amount, "currency": event.currency}
