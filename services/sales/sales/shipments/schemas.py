"""Shipments as callers send and see them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Moment, Note, Text
from sales.orders.schemas import LineQuantities, PartShown, QuantityShown

Code = Annotated[Text, Field(max_length=100)]
State = Literal["prepared", "shipped", "delivered", "lost", "cancelled"]


class Carriage(Given):
    """Who carries it."""

    carrier: Code = ""
    tracking_number: Code = ""


class ShipmentCreate(Carriage):
    """Goods to be set aside for a customer."""

    order_id: UUID
    lines: LineQuantities | None = Field(default=None, description="Null: all that is left to ship")
    note: Note = ""


class Departure(Given):
    """A shipment that leaves; what is left out stays as it was prepared."""

    carrier: Code | None = None
    tracking_number: Code | None = None
    at: Moment | None = Field(default=None, description="Null: now")


class Arrival(Given):
    """A shipment that arrives."""

    at: Moment | None = Field(default=None, description="Null: now")


class ShipmentRead(PartShown):
    """A shipment."""

    state: State
    lines: list[QuantityShown]
    carrier: str
    tracking_number: str
    shipped_at: datetime | None
    delivered_at: datetime | None
    note: str
