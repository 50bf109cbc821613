"""Sendings as callers ask for and see them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import EmailStr, Field

from chassis.schemas import Given, Shown
from sales.quotes.schemas import Remark


class SendingCreate(Given):
    """To whom a quote is to be sent."""

    address: Annotated[EmailStr, Field(max_length=254, description="Mail address")]
    contact_id: UUID | None = Field(default=None, description="Whose address it is; null: the customer's")
    note: Remark = Field(default="", description="Something to say in the mail")


class SendingRead(Shown):
    """A sending."""

    id: UUID
    contact_id: UUID | None
    address: str | None = Field(description="Null when mail addresses are hidden from you")
    note: str
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
    requested_by: UUID
    created_at: datetime
    finished_at: datetime | None


class SendingsRead(Shown):
    """The last fifty sendings of a quote, newest first."""

    items: list[SendingRead]
