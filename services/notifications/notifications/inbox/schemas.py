"""Requests and answers of the inbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Moment, Page, Shown


class InboxItemRead(Shown):
    """One item: news of one kind that one act brought."""

    id: UUID
    version: int = Field(description="Raised by every change, also by reading; the live stream names it")
    kind: str = Field(
        description="customers-assigned, import-finished, export-finished, operation-finished, "
        "second-factor-reset, leads-assigned, lead-overdue, deals-assigned, deal-won, quote-submitted, "
        "quote-approved, quote-rejected, quote-viewed, quote-accepted, quote-declined, quote-expired, "
        "order-confirmed or contract-ending; stable for translation"
    )
    params: dict[str, Any] = Field(
        description="Values for the translated sentence. customers-assigned: count, customer_ids and names "
        "(the first five), by (a person's id or null), by_name. import-finished: import_id, file_name, "
        "target, outcome, created, updated, failed. export-finished: export_id, target, outcome, rows. "
        "operation-finished: operation_id, kind, target, outcome, done, issues, at_once. "
        "second-factor-reset: by, by_name. Of leads, deals, quotes, orders and contracts: count, number, "
        "name (a quote's, order's or contract's is its number), title (of a quote or contract), last_day, "
        "notice_by and renewal (of a contract), names (the first five), by_name, "
        "owner_name and, for the owner alone, amount and currency"
    )
    count: int = Field(description="How many events it stands for")
    thing: str = Field(
        description="Of what: customer, import, export, operation, user, lead, opportunity, quote, "
        "order or contract"
    )
    record_id: UUID = Field(description="The first thing it is about")
    cause_id: UUID = Field(description="The act that brought all of this about")
    created_at: datetime = Field(description="The first of its events")
    updated_at: datetime = Field(description="The last of its events; reading does not change it")
    read_at: datetime | None = Field(description="When it was read; null again when it grows")


class Unread(Shown):
    """The number at the bell."""

    unread: int = Field(description="Unread items of the caller")


class Inbox(Page[InboxItemRead], Unread):
    """One page of the caller's inbox, newest first."""


class ReadAll(Given):
    """Which items to mark as read; without a moment all of them."""

    before: Moment | None = Field(
        default=None,
        description="Leave what is newer than this unread: send the `updated_at` of the first item shown",
    )
