"""A quote and its rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, Text, UniqueConstraint, text
from sqlalchemy import Sequence as Numbers
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError, FieldError, InvalidInput
from chassis.records import UNRECORDED
from libs.names import search_entry
from libs.references import ContactRef, CustomerRef, PersonRef
from sales.discount_limits.rules import ApprovalRequired
from sales.owned import Owned
from sales.records import Base

numbers = Numbers("quote_number", metadata=Base.metadata)
"""Where quote numbers come from; a rolled-back creation leaves a gap."""
BEFORE_ISSUE: Final = ("draft", "awaiting_approval", "approved")
ANSWERED: Final = ("accepted", "declined")
TOLD: Final = (
    "version", "number", "revision", "title", "state", "customer_id", "contact_id", "opportunity_id",
    "owner_id", "team_id", "language", "currency", "valid_until",
)  # fmt: skip
UNDECIDED: Final = text("state IN ('draft', 'awaiting_approval', 'approved') AND deleted_at IS NULL")
Excess = Sequence[Mapping[str, Any]]
"""Lines with more discount than may be given freely, and how much that is."""


class QuoteState(DomainError):
    """A quote in this state cannot do that; `state` is the one it is in."""


class QuoteOver(DomainError):
    """The quote can be answered no more; `state` says why: expired, superseded or withdrawn."""

    status = 410


class ApprovalNotNeeded(DomainError):
    """Its discounts are within what may be given freely: it can be issued as it is."""


class OwnApproval(DomainError):
    """Whoever asks for an approval cannot give it."""


class Quote(Owned):
    """An offer to a customer, one row for each of its versions, which share a number.

    It is a draft until it is issued. What was issued never changes, neither here nor (by a trigger) in the
    database: another offer is a new version. References follow merges all the same; what is printed does not.
    """

    __tablename__ = "quote"

    serial: Mapped[int] = mapped_column(BigInteger, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24))
    revision: Mapped[int]
    latest: Mapped[bool]
    """Whether it is the last version of its number."""
    state: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    customer_id: Mapped[CustomerRef]
    contact_id: Mapped[ContactRef | None]
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id"))
    addressee: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    currency: Mapped[str] = mapped_column(String(3))
    tax_included: Mapped[bool]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    discount_percent: Mapped[Decimal]
    """Off the whole; each line has its share of it."""
    net: Mapped[Decimal]
    tax: Mapped[Decimal]
    gross: Mapped[Decimal]
    intro: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    valid_until: Mapped[date | None]

    asked_by: Mapped[PersonRef | None]
    asked_at: Mapped[datetime | None]
    ask_note: Mapped[str] = mapped_column(Text)
    excess: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Why it needed approval when it was asked for."""
    decision: Mapped[str | None] = mapped_column(String(10))
    decided_by: Mapped[PersonRef | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(Text)

    issued_at: Mapped[datetime | None]
    issued_by: Mapped[PersonRef | None]
    seller: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Who offers: the organisation's name, the person's name and mail address."""
    base_currency: Mapped[str | None] = mapped_column(String(3))
    exchange_rate: Mapped[Decimal | None] = mapped_column(Numeric(24, 10))
    """So much of the base currency for one of its own; empty when no rate is known."""
    viewed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was answered, or could be answered no more."""
    reason: Mapped[str] = mapped_column(Text)
    """Why it was declined or withdrawn."""
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    def require(self, *states: str) -> None:
        """Refuse what only a quote in one of these states can do. Raises QuoteState."""
        if self.state not in states:
            raise QuoteState(number=self.number, revision=self.revision, state=self.state)

    def submit(self, by: UUID, at: datetime, note: str, excess: Excess) -> None:
        """Ask for approval of its discounts. Raises QuoteState or ApprovalNotNeeded."""
        self.require("draft")
        if not excess:
            raise ApprovalNotNeeded(number=self.number)
        self.state, self.excess = "awaiting_approval", [dict(one) for one in excess]
        self.asked_by, self.asked_at, self.ask_note = by, at, note
        self.decision = self.decided_by = self.decided_at = None
        self.decision_note = ""

    def decide(self, decision: str, by: UUID, at: datetime, note: str) -> None:
        """Approve it, or reject it so that it is a draft again. Raises QuoteState or OwnApproval."""
        self.require("awaiting_approval")
        if by == self.asked_by:
            raise OwnApproval(number=self.number)
        self.state = "approved" if decision == "approved" else "draft"
        self.decision, self.decided_by, self.decided_at, self.decision_note = decision, by, at, note

    def reopen(self) -> None:
        """Take it back from approval to change it, which needs approval anew. Raises QuoteState."""
        self.require("awaiting_approval", "approved")
        self.state, self.decision = "draft", None

    def issue(self, by: UUID, at: datetime, on: date, excess: Excess) -> None:
        """Offer it, bindingly. Raises QuoteState, InvalidInput for what it lacks, ApprovalRequired for a
        draft with more discount than may be given freely.
        """
        self.require("draft", "approved")
        if errors := list(self._lacking(on)):
            raise InvalidInput(errors=errors)
        if excess and self.state != "approved":
            raise ApprovalRequired(number=self.number, lines=[dict(one) for one in excess])
        self.state, self.issued_at, self.issued_by = "issued", at, by

    def _lacking(self, on: date) -> list[FieldError]:
        errors = [] if self.lines else [FieldError(pointer="/lines", kind="missing")]
        if self.valid_until is None or self.valid_until < on:
            kind = "missing" if self.valid_until is None else "date_past"
            errors.append(FieldError(pointer="/valid_until", kind=kind))
        return errors

    def answer(self, state: str, at: datetime, on: date, evidence: dict[str, Any], reason: str = "") -> bool:
        """Accept or decline it; whether that is news. Raises QuoteOver, QuoteState after the other answer."""
        if self.state == state:
            return False
        if self.state not in ANSWERED:
            self.require_open(on)
        self.require("issued")
        self.state, self.ended_at, self.evidence, self.reason = state, at, evidence, reason
        return True

    def require_open(self, on: date) -> None:
        """Refuse when it can be answered no more, whether or not a sweep has noticed. Raises QuoteOver."""
        expired = self.state == "issued" and self.is_past(on)
        if expired or self.state in ("expired", "superseded", "withdrawn"):
            state = "expired" if expired else self.state
            raise QuoteOver(number=self.number, revision=self.revision, state=state)

    def is_past(self, on: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < on

    def end(self, state: str, at: datetime, reason: str = "") -> None:
        """It is expired, superseded or withdrawn. Raises QuoteState."""
        self.require("issued")
        self.state, self.ended_at, self.reason = state, at, reason

    def require_followable(self) -> None:
        """Refuse a new version while this one is not issued yet or is accepted. Raises QuoteState."""
        self.require("issued", "declined", "expired", "superseded", "withdrawn")

    def derive(self) -> None:
        """What it is found by."""
        names = [self.title, *self.addressee.splitlines()[:2]]
        self.search_text, self.search_grams = search_entry(
            [one for one in names if one.strip()], [self.number]
        )

    __table_args__ = (
        UniqueConstraint("number", "revision"),
        Index("uq_quote_undecided", "number", unique=True, postgresql_where=UNDECIDED),
        Index("uq_quote_issued", "number", unique=True, postgresql_where=text("state = 'issued'")),
        Index("ix_quote_owner_id", "owner_id", "id"),
        Index("ix_quote_team_id", "team_id", "id", postgresql_include=["owner_id"]),
        Index("ix_quote_customer_id", "customer_id", "id"),
        Index("ix_quote_opportunity_id", "opportunity_id", "id"),
        Index("ix_quote_updated_at", "updated_at", "id"),
        Index("ix_quote_valid_until", "valid_until", "id"),
        Index("ix_quote_serial", "serial", "id"),
        Index("ix_quote_state", "state", "id"),
        Index("ix_quote_latest", "latest", "id"),
        Index("ix_quote_asked_by", "asked_by", "id", postgresql_where=text("asked_by IS NOT NULL")),
        Index("ix_quote_due", "valid_until", postgresql_where=text("state = 'issued'")),
        Index("ix_quote_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_quote_search", "search_grams", postgresql_using="gin"),
    )


def number_of(year: int, serial: int) -> str:
    """The number people say."""
    return f"QT-{year}-{serial:06d}"
