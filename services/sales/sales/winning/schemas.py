"""What is said when a deal is won, and what comes of it."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Shown
from sales.opportunities.schemas import Winning
from sales.orders.schemas import OrderRead


class Ordering(Given):
    """How an order is made of what was agreed."""

    confirm: bool = Field(
        default=False,
        description="Confirm it at once; otherwise it is a draft. Discounts that somebody else must approve "
        "are 409 then",
    )


class DealOrdering(Ordering):
    """The same, of a deal."""

    quote_id: UUID | None = Field(
        default=None,
        description="The accepted quote that is ordered; left out: the deal's own, or else the deal's lines",
    )


class Win(Winning, DealOrdering):
    """Why the customer buys, and what."""

    build_order: bool = Field(default=True, description="False: the deal is won, and nothing is ordered")


class WonDeal(Shown):
    """The deal, won."""

    id: UUID
    version: int
    number: str
    status: str
    closed_at: datetime
    reason: str | None


class Won(Shown):
    """The deal and the order that came of it."""

    opportunity: WonDeal
    order: OrderRead | None = Field(
        description="Null: none was to be made, or the deal has no lines and no accepted quote"
    )
