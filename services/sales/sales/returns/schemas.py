"""Returns as callers send and see them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Note, Shown
from sales.orders.schemas import LineQuantities, PartShown, QuantityShown

Because = Literal["damaged", "wrong", "unwanted", "other"]


class ReturnCreate(Given):
    """Goods that are to come back."""

    order_id: UUID
    lines: LineQuantities
    reason: Because = "other"
    note: Note = ""


class ReturnRead(PartShown):
    """A return."""

    state: Literal["announced", "received", "refused"]
    lines: list[QuantityShown]
    reason: Because
    note: str
    settled_at: datetime | None = Field(description="When it was received or refused")


class Creditable(Shown):
    """What a credit note could take back of an invoice: the body of its `/invoices/{id}/credit`."""

    invoice_id: UUID
    number: str
    lines: list[QuantityShown]


class CreditSuggestion(Shown):
    """The invoices that billed what came back, the newest first; nothing for what was not billed."""

    items: list[Creditable]
