"""The lead, and what may become of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Sequence, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from libs.names import search_entry, sort_key
from libs.references import NAMING, ContactRef, CustomerRef, PersonRef, Reference
from sales.owned import Owned
from sales.records import Base

NEW: Final = "new"
WORKING: Final = "working"
QUALIFIED: Final = "qualified"
DISQUALIFIED: Final = "disqualified"
CONVERTED: Final = "converted"
OPEN: Final = (NEW, WORKING, QUALIFIED)
FROM: Final[Mapping[str, tuple[str, ...]]] = {
    WORKING: (DISQUALIFIED,),
    QUALIFIED: (NEW, WORKING),
    DISQUALIFIED: OPEN,
}
"""Status that somebody can give to a lead → those that it can have before."""
LIVE = text("deleted_at IS NULL")
numbers = Sequence("lead_number", metadata=Base.metadata)
"""Where lead numbers come from; a rolled-back creation leaves a gap."""


class AlreadyConverted(DomainError):
    """The lead is a customer already: it changes no more."""


class BeingConverted(DomainError):
    """The lead is about to become a customer: it does not change meanwhile. Try again in half a minute."""


class WrongStatus(DomainError):
    """That cannot be done to a lead of this status; `expected` names those to which it can."""


class LeadLearning(Base):
    """What became of earlier leads, by what was known of them; one row, learned anew by a periodic task."""

    __tablename__ = "lead_learning"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    learned_at: Mapped[datetime]
    won: Mapped[int]
    lost: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    error: Mapped[float | None]
    """Of probabilities told of leads that were held back; null: there was too little to learn from."""
    error_of_guessing: Mapped[float | None]


class Lead(Owned):
    """Somebody who may come to buy: a person, a company, or only a way to reach somebody."""

    __tablename__ = "lead"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(Text)
    emails: Mapped[list[str]] = mapped_column(ARRAY(Text))
    phones: Mapped[list[str]] = mapped_column(ARRAY(Text))
    website: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(Text)
    street: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(35))
    source: Mapped[str | None] = mapped_column(Text)
    campaign: Mapped[str | None] = mapped_column(Text)
    utm: Mapped[dict[str, Any]] = mapped_column(JSONB)
    message: Mapped[str | None] = mapped_column(Text)
    product_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("product")))
    form_id: Mapped[UUID | None] = mapped_column(ForeignKey("lead_form.id"))
    external_ids: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    """What other systems call it, as `source:id`."""

    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    """Why nothing will come of it."""
    assigned_by: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What the assignment rules said, when they were asked."""
    respond_by: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
    response_channel: Mapped[str | None] = mapped_column(String(16))
    overdue_at: Mapped[datetime | None]
    """When it was said that the first response is overdue."""

    customer_id: Mapped[CustomerRef | None]
    contact_id: Mapped[ContactRef | None]
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id"))
    converted_at: Mapped[datetime | None]
    conversion: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), info=NAMING)
    """What it is to be converted to, as it was asked for, and why that was refused, if it was."""
    conversion_by: Mapped[PersonRef | None]
    conversion_due_at: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    """While it is being converted: when a sweep takes that up, unless whoever is at it has ended."""

    duplicates: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info={**UNRECORDED, **NAMING})
    """Empty: what may be the same is told to who writes a lead, and not kept for others to read."""
    score: Mapped[int] = mapped_column(Integer, info=UNRECORDED)
    score_reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=UNRECORDED)
    scored_with: Mapped[int] = mapped_column(BigInteger, info=UNRECORDED)
    """The generation of the score rules that the score is of."""
    handles: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)
    name_key: Mapped[str] = mapped_column(Text(collation="C"), info=UNRECORDED)
    company_key: Mapped[str] = mapped_column(Text(collation="C"), info=UNRECORDED)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    __table_args__ = (
        Index("ix_lead_owner_id", "owner_id", "id", postgresql_include=["status"], postgresql_where=LIVE),
        Index("ix_lead_team_id", "team_id", "id", postgresql_include=["owner_id"], postgresql_where=LIVE),
        Index("ix_lead_status", "status", "id", postgresql_where=LIVE),
        Index("ix_lead_name", "name_key", "id"),
        Index("ix_lead_company", "company_key", "id"),
        Index("ix_lead_score", "score", "id"),
        Index("ix_lead_updated_at", "updated_at", "id"),
        Index("ix_lead_respond_by", "respond_by", "id"),
        Index("ix_lead_responded_at", "responded_at", "id"),
        Index("ix_lead_converted_at", "converted_at", "id"),
        Index("ix_lead_source", "source"),
        Index("ix_lead_campaign", "campaign"),
        Index("ix_lead_country", "country"),
        Index("ix_lead_region", "region"),
        Index("ix_lead_city", "city"),
        Index("ix_lead_form_id", "form_id"),
        Index("ix_lead_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_lead_customer_id", "customer_id"),
        Index("ix_lead_opportunity_id", "opportunity_id"),
        Index("ix_lead_arrays", "handles", "product_ids", postgresql_using="gin"),
        Index("ix_lead_external_ids", "external_ids", postgresql_using="gin"),
        Index("ix_lead_search", "search_grams", postgresql_using="gin"),
        Index(
            "ix_lead_conversion_due_at",
            "conversion_due_at",
            postgresql_where=text("conversion_due_at IS NOT NULL"),
        ),
        Index(
            "ix_lead_unanswered",
            "respond_by",
            postgresql_where=text("responded_at IS NULL AND overdue_at IS NULL AND deleted_at IS NULL"),
        ),
        Index(
            "ix_lead_waiting",
            *("owner_id", "respond_by", "id"),
            postgresql_include=["team_id"],
            postgresql_where=text(
                "responded_at IS NULL AND status IN ('new', 'working', 'qualified') AND deleted_at IS NULL"
            ),
        ),
        Index(
            "ix_lead_scored_with",
            "scored_with",
            postgresql_where=text("status IN ('new', 'working', 'qualified') AND deleted_at IS NULL"),
        ),
    )

    @property
    def shown_name(self) -> str:
        """What it is called: the person, or else the company, or how they are reached."""
        return self.name or self.company or next(iter([*self.emails, *self.phones]), self.number)

    def derive(self) -> None:
        """What is found and sorted by, from what it says."""
        names = [one for one in (self.name, self.company) if one]
        self.handles = [*self.phones, *self.emails]
        self.name_key, self.company_key = sort_key(self.shown_name), sort_key(self.company or "")
        self.search_text, self.search_grams = search_entry(names, [self.number], self.phones, self.emails)

    def be_changeable(self) -> None:
        """A converted lead changes no more, and one that is being converted not meanwhile."""
        if self.status == CONVERTED:
            raise AlreadyConverted(id=str(self.id), customer_id=str(self.customer_id))
        if self.conversion_due_at is not None:
            error = BeingConverted(id=str(self.id))
            error.headers["Retry-After"] = "30"
            raise error

    def move(self, status: str, reason: str | None = None) -> None:
        """Give it another status; `reason` says why nothing will come of it. Raises WrongStatus where the
        present one does not allow it.
        """
        self.be_changeable()
        if self.status not in FROM[status]:
            raise WrongStatus(status=self.status, expected=list(FROM[status]))
        self.status, self.reason = status, reason

    def respond(self, at: datetime, channel: str) -> bool:
        """Note the first response; False when there was one before."""
        self.be_changeable()
        if self.responded_at is not None:
            return False
        self.responded_at, self.response_channel = at, channel
        if self.status == NEW:
            self.status = WORKING
        return True

    def begin_conversion(self, asked: dict[str, Any], by: UUID, until: datetime) -> None:
        """It is to become a customer; until then whoever asked is at it. Not one that was disqualified."""
        self.be_changeable()
        if self.status not in OPEN:
            raise WrongStatus(status=self.status, expected=list(OPEN))
        self.conversion = {"state": "running", "asked": asked, "refusal": None}
        self.conversion_by, self.conversion_due_at = by, until

    def refuse_conversion(self, problem: dict[str, Any]) -> None:
        """It does not become one now."""
        self.conversion = {**(self.conversion or {}), "state": "refused", "refusal": problem}
        self.conversion_due_at = None

    def convert(self, at: datetime, made: Mapping[str, UUID | None]) -> None:
        """It is one, with a contact and an opportunity if they were wished for."""
        for name, id_ in made.items():
            setattr(self, name, id_)
        self.conversion = {**(self.conversion or {}), "state": "done"}
        self.conversion_due_at, self.converted_at, self.status = None, at, CONVERTED

    @property
    def answered_in_time(self) -> bool:
        """Whether the first response came before it was due, if it ever was."""
        return self.respond_by is None or (
            self.responded_at is not None and self.responded_at <= self.respond_by
        )

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        told = ("version", "number", "status", "source", "owner_id", "team_id")
        return {"lead_id": self.id, "name": self.shown_name} | {name: getattr(self, name) for name in told}
