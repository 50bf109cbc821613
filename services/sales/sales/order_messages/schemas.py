"""Messages about orders as callers see them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Shown


class OrderMessageRead(Shown):
    """Something that the customer was to be told."""

    id: UUID
    record_id: UUID = Field(description="The order, the shipment or the invoice")
    topic: str = Field(description="order-confirmed, order-shipped, invoice-issued or invoice-paid")
    channel: Literal["email", "sms"]
    contact_id: UUID | None = Field(description="Null: the customer itself")
    state: Literal["queued", "running", "done", "failed"] = Field(
        description="done: notifications has it, whose ledger says what became of it"
    )
    reason: dict[str, Any] | None = Field(description="Why it failed, as kind and parameters")
    delivery_id: UUID | None = Field(description="Its delivery in the ledger of notifications")
    outcome: str | None = Field(
        description="What the ledger told of it: accepted, delivered, bounced, rejected, suppressed, expired "
        "or unknown; null: nothing yet"
    )
    outcome_reason: dict[str, Any] | None = Field(
        description="Why: `kind` as in the ledger (consent, no_address, …), and its parameters"
    )
    created_at: datetime


class OrderMessagesRead(Shown):
    """The last two hundred messages about an order, newest first."""

    items: list[OrderMessageRead]
