"""An order and its rules."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, Sequence, String, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import BY_KEY, UNRECORDED
from libs.money import rounded
from libs.names import search_entry
from libs.references import ContactRef, CustomerRef, Reference
from sales.amounts import in_digits
from sales.lines.service import Kept
from sales.orders.standing import ZERO, Quantities, Share, Standing, require_within, share, total
from sales.owned import Owned
from sales.records import Base

numbers = Sequence("order_number", metadata=Base.metadata)
"""Where order numbers come from; a rolled-back creation leaves a gap."""
TOLD: Final = (
    "version", "number", "state", "customer_id", "opportunity_id", "quote_id", "owner_id", "team_id",
    "currency",
)  # fmt: skip


class OrderState(DomainError):
    """An order in this state cannot do that; `state` is the one it is in."""


class OrderEmpty(DomainError):
    """An order without lines cannot be confirmed."""


class OrderUnderWay(DomainError):
    """What is prepared, delivered or billed stands against it; `delivery` and `billing` say how far it is."""


class Order(Owned):
    """What a customer has ordered. Its lines keep the prices they were written with, and are frozen once it
    is confirmed; from then on it counts how far each of them has come.
    """

    __tablename__ = "order"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    customer_id: Mapped[CustomerRef]
    contact_id: Mapped[ContactRef | None]
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id"))
    quote_id: Mapped[UUID | None] = mapped_column(ForeignKey("quote.id"))
    state: Mapped[str] = mapped_column(String(10))
    delivery: Mapped[str] = mapped_column(String(10))
    billing: Mapped[str] = mapped_column(String(10))
    payment: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(3))
    tax_included: Mapped[bool]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    product_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("product")), info=UNRECORDED)
    net: Mapped[Decimal]
    tax: Mapped[Decimal]
    gross: Mapped[Decimal]
    ordered_on: Mapped[date]
    requested_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    rate: Mapped[Decimal | None] = mapped_column(Numeric(24, 10))
    """So much of the base currency for one of its own, on the day it was confirmed."""
    base_currency: Mapped[str | None] = mapped_column(String(3))
    base_net: Mapped[Decimal | None]
    customer_reference: Mapped[str] = mapped_column(String(100))
    payment_days: Mapped[int]
    shipping_address: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    billing_address: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    note: Mapped[str] = mapped_column(Text)
    tell_customer: Mapped[bool] = mapped_column(server_default=false())
    """Whether the contact, or the customer if there is none, is told how it goes on."""
    ended_because: Mapped[str] = mapped_column(Text)
    """Why it was cancelled or closed."""
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, info=BY_KEY)
    """Line → its Standing, once confirmed."""
    billed: Mapped[Decimal]
    """Gross, of its invoices less their credit notes."""
    paid: Mapped[Decimal]
    """Of that, by payments that were allocated to its invoices."""
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def write(self, kept: Kept) -> None:
        """Have these lines. Raises OrderState when it is no draft any more."""
        self.require("draft")
        self.lines, self.product_ids, self.tax_included = kept.lines, kept.product_ids, kept.tax_included
        self.net, self.tax, self.gross = kept.total.net, kept.total.tax, kept.total.gross

    def require(self, *states: str) -> None:
        """Refuse what only an order in one of these states can do. Raises OrderState."""
        if self.state not in states:
            raise OrderState(number=self.number, state=self.state)

    def confirm(self, on: date, rate: Decimal | None, base_currency: str) -> None:
        """Accept it: lines and amounts stay as they are from now on; without a rate nobody knows what it is
        worth in the base currency. Raises OrderState or OrderEmpty.
        """
        self.require("draft")
        if not self.lines:
            raise OrderEmpty(number=self.number)
        self.state, self.confirmed_on = "confirmed", on
        self.rate, self.base_currency = rate, base_currency
        self.base_net = None if rate is None else rounded(self.net * rate, base_currency)
        self.progress = {one["id"]: Standing(ordered=Decimal(one["quantity"])).kept() for one in self.lines}

    def cancel(self, reason: str) -> None:
        """Call it off while nothing of it has left or was billed. Raises OrderState or OrderUnderWay."""
        self.require("draft", "confirmed")
        if any(one.prepared or one.shipped or one.billed for one in self.standings().values()):
            raise OrderUnderWay(number=self.number, delivery=self.delivery, billing=self.billing)
        self.state, self.ended_because = "cancelled", reason

    def close(self, reason: str) -> None:
        """Nothing more is delivered or billed. Raises OrderState, or OrderUnderWay for what is on its way."""
        self.require("confirmed")
        if any(one.prepared or one.announced for one in self.standings().values()):
            raise OrderUnderWay(number=self.number, delivery=self.delivery, billing=self.billing)
        self.state, self.ended_because = "closed", reason

    def reopen(self) -> None:
        """A closed one goes on after all. Raises OrderState."""
        self.require("closed")
        self.state, self.ended_because = "confirmed", ""

    def standings(self) -> dict[UUID, Standing]:
        """How far each line has come, in their order; nothing before it is confirmed."""
        held = ((one["id"], self.progress.get(one["id"])) for one in self.lines)
        return {UUID(id_): Standing.of(kept) for id_, kept in held if kept}

    def prepare(self, wanted: Quantities) -> None:
        """Set goods aside for a shipment. Raises OrderState or MoreThanOpen."""
        self.require("confirmed")
        self._within(wanted, "to_ship")
        self.move(wanted, prepared=1)

    def announce_return(self, wanted: Quantities) -> None:
        """Goods are to come back. Raises OrderState or MoreThanOpen."""
        self.require("confirmed", "closed")
        self._within(wanted, "to_return")
        self.move(wanted, announced=1)

    def lose(self, quantities: Quantities) -> None:
        """Goods did not arrive and may be sent again. Raises OrderState or MoreThanOpen."""
        self.require("confirmed")
        self._within(quantities, "to_return")
        self.move(quantities, shipped=-1)

    def move(self, quantities: Quantities, **signs: int) -> None:
        """Raise or lower figures of lines by quantities."""
        standings = self.standings()
        for id_, quantity in quantities.items():
            by = {name: sign * quantity for name, sign in signs.items()}
            standings[id_] = standings[id_].moved(**by)
        self._keep(standings)

    def bill(self, wanted: Quantities) -> dict[UUID, Share]:
        """What these quantities cost, billed from now on. Raises OrderState or MoreThanOpen."""
        self.require("confirmed")
        self._within(wanted, "to_bill")
        standings, shares = self.standings(), {}
        whole = {UUID(one["id"]): amounts_of(one) for one in self.lines}
        for id_, quantity in wanted.items():
            now = standings[id_]
            due = share(whole[id_], now.ordered, quantity, now.billed, Share(now.net, now.tax), self.currency)
            shares[id_] = due
            standings[id_] = now.moved(billed=quantity, net=due.net, tax=due.tax)
        self._keep(standings)
        self.settle(billed=total(shares.values()).gross)
        return shares

    def unbill(self, quantities: Quantities, shares: Mapping[UUID, Share]) -> None:
        """Take back what was billed, by a credit note."""
        standings = self.standings()
        for id_, quantity in quantities.items():
            less = {"billed": -quantity, "net": -shares[id_].net, "tax": -shares[id_].tax}
            standings[id_] = standings[id_].moved(**less)
        self._keep(standings)
        self.settle(billed=-total(shares.values()).gross)

    def settle(self, *, billed: Decimal = ZERO, paid: Decimal = ZERO) -> None:
        """More or less of it is billed or paid."""
        self.billed += billed
        self.paid += paid
        done = self.billing == "complete" and self.paid == self.billed
        self.payment = "paid" if done else "partial" if self.paid else "none"

    def _within(self, wanted: Quantities, figure: str) -> None:
        require_within(wanted, {id_: getattr(one, figure) for id_, one in self.standings().items()})

    def _keep(self, standings: Mapping[UUID, Standing]) -> None:
        self.progress = {str(id_): one.kept() for id_, one in standings.items()}
        every = standings.values()
        self.delivery = how_far([(one.shipped, one.ordered) for one in every])
        self.billing = how_far([(one.billed, one.ordered) for one in every])

    def derive(self) -> None:
        """What it is found by."""
        codes = [self.number, self.customer_reference]
        self.search_text, self.search_grams = search_entry([], [one for one in codes if one])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        amounts = {name: in_digits(getattr(self, name), self.currency) for name in ("net", "gross")}
        return {"order_id": self.id, **amounts} | {name: getattr(self, name) for name in TOLD}

    __table_args__ = (
        Index("ix_order_owner_id", "owner_id", "id"),
        Index("ix_order_team_id", "team_id", "id", postgresql_include=["owner_id"]),
        Index("ix_order_customer_id", "customer_id", "id"),
        Index("ix_order_opportunity_id", "opportunity_id", "id"),
        Index("ix_order_quote_id", "quote_id", "id"),
        Index("ix_order_ordered_on", "ordered_on", "id"),
        Index("ix_order_requested_on", "requested_on", "id"),
        Index("ix_order_updated_at", "updated_at", "id"),
        Index("ix_order_base_net", "base_net", "id"),
        Index("ix_order_state", "state", "delivery", "billing", "payment"),
        Index("ix_order_delivery", "delivery", "id"),
        Index("ix_order_billing", "billing", "id"),
        Index("ix_order_payment", "payment", "id"),
        Index("ix_order_product_ids", "product_ids", postgresql_using="gin"),
        Index("ix_order_search", "search_grams", postgresql_using="gin"),
        Index(
            "uq_order_opportunity",
            "opportunity_id",
            unique=True,
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("uq_order_quote", "quote_id", unique=True, postgresql_where=text("state <> 'cancelled'")),
    )


def amounts_of(line: Mapping[str, Any]) -> Share:
    """Net amount and tax of a line as it is kept."""
    return Share(Decimal(line["net"]["amount"]), Decimal(line["tax"]["amount"]))


def how_far(done: list[tuple[Decimal, Decimal]]) -> str:
    """none, partial or complete, from (done, of) of each line."""
    if all(part >= whole for part, whole in done):
        return "complete"
    return "partial" if any(part for part, _ in done) else "none"


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"SO-{year}-{serial:06d}"
