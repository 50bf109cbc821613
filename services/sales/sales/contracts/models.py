"""A contract and its rules."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Sequence, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError, FieldError, InvalidInput
from chassis.records import UNRECORDED
from libs.names import search_entry
from libs.references import ContactRef, CustomerRef
from sales.amounts import in_digits
from sales.contracts.terms import renewed
from sales.lines.service import Kept
from sales.owned import Owned
from sales.records import Base

numbers = Sequence("contract_number", metadata=Base.metadata)
"""Where contract numbers come from; a rolled-back creation leaves a gap."""
LIVE: Final = text("state IN ('draft', 'active') AND deleted_at IS NULL")
AUTOMATIC: Final = "automatic"
TOLD: Final = (
    "version", "number", "title", "state", "customer_id", "contact_id", "quote_id", "owner_id", "team_id",
    "currency", "starts_on", "last_day",
)  # fmt: skip


class ContractState(DomainError):
    """A contract in this state cannot do that; `state` is the one it is in."""


class ContractNoticeGiven(DomainError):
    """Notice was given already; `last_day` says until when the contract is in force."""


class Contract(Owned):
    """What was agreed with a customer for a time: draft → active → ended, or terminated by notice.

    What a signed contract says never changes, neither here nor (by a trigger) in the database. Beside it
    stands its last day, which renewals and notice move. References follow merges.
    """

    __tablename__ = "contract"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    customer_id: Mapped[CustomerRef]
    contact_id: Mapped[ContactRef | None]
    quote_id: Mapped[UUID | None] = mapped_column(ForeignKey("quote.id"))
    currency: Mapped[str] = mapped_column(String(3))
    tax_included: Mapped[bool]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    net: Mapped[Decimal]
    tax: Mapped[Decimal]
    gross: Mapped[Decimal]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    """Last day as it was agreed; empty: open-ended."""
    renewal: Mapped[str] = mapped_column(String(10))
    renewal_months: Mapped[int | None]
    notice_days: Mapped[int]
    terms: Mapped[str] = mapped_column(Text)
    signed_on: Mapped[date | None]
    signed_by: Mapped[str] = mapped_column(String(200))

    last_day: Mapped[date | None]
    """Last day as things stand."""
    notice_by: Mapped[date | None] = mapped_column(info=UNRECORDED)
    """Last day to give notice in time; empty when it is open-ended, or notice was given."""
    warned: Mapped[bool] = mapped_column(info=UNRECORDED)
    """Whether it was told that this last day comes."""
    terminated_on: Mapped[date | None]
    """The last day by notice."""
    terminated_because: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def require(self, *states: str) -> None:
        """Refuse what only a contract in one of these states can do. Raises ContractState."""
        if self.state not in states:
            raise ContractState(number=self.number, state=self.state)

    def write(self, kept: Kept) -> None:
        """Have these lines."""
        self.lines, self.tax_included = kept.lines, kept.tax_included
        self.net, self.tax, self.gross = kept.total.net, kept.total.tax, kept.total.gross

    def edit(self, values: Mapping[str, Any]) -> None:
        """Have other terms. Raises ContractState when it is signed, InvalidInput for days the wrong way."""
        self.require("draft")
        for name, value in values.items():
            setattr(self, name, value)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InvalidInput.at("/ends_on", "ends_before_start")
        self._runs_to(self.ends_on)
        self.derive()

    def activate(self, on: date, signed_on: date, signed_by: str) -> None:
        """It is signed: what it says stays. Raises ContractState, or InvalidInput for what it lacks."""
        self.require("draft")
        if errors := list(self._lacking(on, signed_on)):
            raise InvalidInput(errors=errors)
        self.state, self.signed_on, self.signed_by = "active", signed_on, signed_by

    def _lacking(self, on: date, signed_on: date) -> Iterator[FieldError]:
        needed: dict[str, Any] = {"lines": self.lines, "starts_on": self.starts_on}
        if self.renewal == AUTOMATIC:
            needed |= {"ends_on": self.ends_on, "renewal_months": self.renewal_months}
        yield from (FieldError(pointer=f"/{name}", kind="missing") for name, one in needed.items() if not one)
        if self.ends_on and self.ends_on < on:
            yield FieldError(pointer="/ends_on", kind="date_past")
        if signed_on > on:
            yield FieldError(pointer="/signed_on", kind="in_the_future")

    def terminate(self, on: date, last_day: date, reason: str) -> bool:
        """Give notice as of a day; whether that is over already. Raises ContractState, ContractNoticeGiven,
        InvalidInput for a day before it was signed, or after it ends anyway.
        """
        self.require("active")
        if self.terminated_on:
            raise ContractNoticeGiven(number=self.number, last_day=str(self.last_day))
        if self.signed_on and last_day < self.signed_on:
            raise InvalidInput.at("/last_day", "before_signed", on=str(self.signed_on))
        if self.last_day and last_day > self.last_day:
            raise InvalidInput.at("/last_day", "ends_before_that", on=str(self.last_day))
        self.last_day = self.terminated_on = last_day
        self.notice_by, self.terminated_because = None, reason
        if last_day < on:
            self.end()
        return last_day < on

    def end(self) -> None:
        """Its last day is over. Raises ContractState."""
        self.require("active")
        self.state = "terminated" if self.terminated_on else "ended"

    def renew(self) -> bool:
        """Go on for another term; whether it does so by itself."""
        if self.renewal != AUTOMATIC or self.terminated_on or not (self.last_day and self.renewal_months):
            return False
        self._runs_to(renewed(self.last_day, self.renewal_months))
        return True

    def _runs_to(self, last_day: date | None) -> None:
        self.last_day, self.warned = last_day, False
        self.notice_by = last_day - timedelta(days=self.notice_days) if last_day else None

    def derive(self) -> None:
        """What it is found by."""
        names = [self.title] if self.title.strip() else []
        self.search_text, self.search_grams = search_entry(names, [self.number])

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        amounts = {name: in_digits(getattr(self, name), self.currency) for name in ("net", "gross")}
        return {"contract_id": self.id, **amounts} | {name: getattr(self, name) for name in TOLD}

    __table_args__ = (
        Index("uq_contract_quote", "quote_id", unique=True, postgresql_where=LIVE),
        Index("ix_contract_owner_id", "owner_id", "id"),
        Index("ix_contract_team_id", "team_id", "id", postgresql_include=["owner_id"]),
        Index("ix_contract_customer_id", "customer_id", "id"),
        Index("ix_contract_quote_id", "quote_id", "id"),
        Index("ix_contract_starts_on", "starts_on", "id"),
        Index("ix_contract_last_day", "last_day", "id"),
        Index("ix_contract_notice_by", "notice_by", "id"),
        Index("ix_contract_updated_at", "updated_at", "id"),
        Index("ix_contract_state", "state", "id"),
        Index("ix_contract_renewal", "renewal", "id"),
        Index("ix_contract_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_contract_over", "last_day", postgresql_where=text("state = 'active'")),
        Index("ix_contract_ending", "notice_by", postgresql_where=text("state = 'active' AND NOT warned")),
        Index("ix_contract_search", "search_grams", postgresql_using="gin"),
    )


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"CT-{year}-{serial:06d}"
