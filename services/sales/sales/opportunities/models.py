"""Deals and where they have been."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, Sequence, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, validates

from chassis.identifiers import new_id
from chassis.problems import DomainError, InvalidInput
from chassis.records import UNRECORDED
from libs.money import rounded
from libs.names import search_entry, sort_key
from libs.references import NAMING, CustomerRef, Reference
from sales.amounts import plain
from sales.owned import Owned
from sales.pipelines.stages import Stage
from sales.records import Base

LIVE = text("deleted_at IS NULL")
ON_BOARD = text("status = 'open' AND deleted_at IS NULL")
CLOSED = text("closed_at IS NOT NULL AND deleted_at IS NULL")
FIGURED: Final = ("team_id", "amount", "base_amount", "weighted_amount", "rots_at", "push_count")
"""What figures of open deals are made of: they are read from an index, without the deals."""
HUNDRED: Final = Decimal(100)
Status = Literal["open", "won", "lost"]
numbers = Sequence("opportunity_number", metadata=Base.metadata)
"""Where the numbers of opportunities come from; a rolled-back one leaves a gap."""


class NotOpen(DomainError):
    """The deal was won or lost; `status` says which."""


class NotWon(DomainError):
    """Only what was won can be ordered; `status` says how it stands."""


class NotClosed(DomainError):
    """Only what was won or lost can be opened again."""


class Opportunity(Owned):
    """A deal on its way through a pipeline."""

    __tablename__ = "opportunity"

    serial: Mapped[int] = mapped_column(BigInteger, unique=True, info=UNRECORDED)
    """What `number` is made of; sorts by value where the text would not beyond a million."""
    number: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    customer_id: Mapped[CustomerRef]
    contacts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=NAMING)
    """People at the customer and what they have to do with it: contact_id, role."""
    pipeline_id: Mapped[UUID] = mapped_column(ForeignKey("pipeline.id"))
    stage_id: Mapped[UUID] = mapped_column(Reference("stage"))
    """One of the pipeline's stages."""
    stage_since: Mapped[datetime] = mapped_column(info=UNRECORDED)
    rots_at: Mapped[datetime | None] = mapped_column(info=UNRECORDED)
    """From then on it stands there for longer than the stage allows; empty: it may, or is not open."""
    place: Mapped[Decimal] = mapped_column(Numeric, info=UNRECORDED)
    """Where it lies among the open deals of its stage: the smaller, the further up; no two are alike."""
    status: Mapped[str] = mapped_column(String(8), default="open")
    closed_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(24))
    reason_note: Mapped[str | None] = mapped_column(Text)

    currency: Mapped[str] = mapped_column(String(3))
    amount: Mapped[Decimal | None]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    product_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Reference("product")), default=list, info=UNRECORDED
    )
    base_currency: Mapped[str] = mapped_column(String(3), info=UNRECORDED)
    rate: Mapped[Decimal | None] = mapped_column(Numeric(24, 10), info=UNRECORDED)
    base_amount: Mapped[Decimal | None] = mapped_column(Numeric(24, 4), info=UNRECORDED)
    weighted_amount: Mapped[Decimal | None] = mapped_column(Numeric(24, 4), info=UNRECORDED)
    probability: Mapped[int]
    probability_by_hand: Mapped[bool] = mapped_column(default=False)

    expected_close_on: Mapped[date | None]
    push_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often that day was put off."""
    competitors: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    next_step: Mapped[str | None] = mapped_column(Text)
    next_step_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    lead_id: Mapped[UUID | None] = mapped_column(Reference("lead"))
    external_ids: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    """What other systems call it, as `source:id`."""

    name_key: Mapped[str] = mapped_column(String(400, collation="C"), info=UNRECORDED)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    __table_args__ = (
        Index("ix_opportunity_name", "name_key", "id"),
        Index("ix_opportunity_updated_at", "updated_at", "id"),
        Index("ix_opportunity_expected_close_on", "expected_close_on", "id"),
        Index("ix_opportunity_next_step_on", "next_step_on", "id"),
        Index("ix_opportunity_base_amount", "base_amount", "id"),
        Index("ix_opportunity_closed_at", "closed_at", "id"),
        Index("ix_opportunity_owner_id", "owner_id", "updated_at", "id", postgresql_where=LIVE),
        Index("ix_opportunity_team_id", "team_id", "updated_at", "id", postgresql_where=LIVE),
        Index("ix_opportunity_customer_id", "customer_id", "id"),
        Index("ix_opportunity_pipeline_id", "pipeline_id", "closed_at"),
        Index("uq_opportunity_place", "stage_id", "place", unique=True, postgresql_where=ON_BOARD),
        Index(
            "ix_opportunity_board_owner",
            *("owner_id", "stage_id", "place"),
            postgresql_include=FIGURED,
            postgresql_where=ON_BOARD,
        ),
        Index("ix_opportunity_board_team", "team_id", "stage_id", "place", postgresql_where=ON_BOARD),
        Index("ix_opportunity_rots_at", "rots_at", "id", postgresql_where=text("rots_at IS NOT NULL")),
        Index("ix_opportunity_push_count", "push_count", "id", postgresql_where=text("push_count > 0")),
        Index(
            "ix_opportunity_closed",
            *("closed_at", "owner_id"),
            postgresql_include=("team_id", "status", "base_currency", "base_amount", "amount"),
            postgresql_where=CLOSED,
        ),
        Index("ix_opportunity_currency", "currency", "id", postgresql_where=ON_BOARD),
        Index("ix_opportunity_base_currency", "base_currency", postgresql_where=ON_BOARD),
        Index("ix_opportunity_source", "source"),
        Index("ix_opportunity_reason", "reason", postgresql_where=text("reason IS NOT NULL")),
        Index("ix_opportunity_arrays", "product_ids", "competitors", postgresql_using="gin"),
        Index("ix_opportunity_external_ids", "external_ids", postgresql_using="gin"),
        Index("ix_opportunity_search", "search_grams", postgresql_using="gin"),
        Index("ix_opportunity_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("uq_opportunity_lead_id", "lead_id", unique=True),
    )

    def call(self, serial: int) -> None:
        """Give it its number."""
        self.serial, self.number = serial, f"OP-{serial:06d}"
        self.derive()

    def derive(self) -> None:
        """What it is found and sorted by."""
        self.name_key = sort_key(self.name)[:400]
        self.search_text, self.search_grams = search_entry([self.name], [self.number])

    @validates("expected_close_on")
    def _put_off(self, _name: str, day: date | None) -> date | None:
        before = self.expected_close_on
        if before is not None and day is not None and day > before:
            self.push_count = (self.push_count or 0) + 1
        return day

    def require_open(self) -> None:
        """Refuse to go on with what was won or lost."""
        if self.status != "open":
            raise NotOpen(status=self.status, id=str(self.id))

    def require_won(self) -> None:
        """Refuse what only a deal can have that the customer has decided for."""
        if self.status != "won":
            raise NotWon(status=self.status, id=str(self.id))

    def enter(self, stage: Stage, at: datetime) -> None:
        """Stand in a stage from now on. Raises InvalidInput naming the fields it asks for."""
        if errors := stage.missing({name: getattr(self, name) for name in stage.required_fields}):
            raise InvalidInput(errors=errors)
        self._stand(stage, at)

    def recall(self, stage: Stage, at: datetime) -> None:
        """Have stood in a stage when it ended, before it came here: nothing is asked of history."""
        self._stand(stage, at)

    def judge(self, probability: int) -> None:
        """Somebody knows better than the stage how likely it is."""
        self.require_open()
        self.probability, self.probability_by_hand = probability, True

    def hand_back(self, stage: Stage) -> None:
        """Let the stage say how likely it is."""
        self.require_open()
        self.probability_by_hand = False
        self._expect(stage)

    def rot(self, stage: Stage) -> None:
        """Let the stage say how long it may stand there."""
        days = stage.rotting_days
        self.rots_at = self.stage_since + timedelta(days=days) if days else None

    def value(self, rate: Decimal | None, base_currency: str) -> None:
        """Round its amount, and work out what that is worth in the base currency and what of it is to be
        expected; without a rate nobody knows.
        """
        self.rate, self.base_currency = rate, base_currency
        if self.amount is not None:
            self.amount = rounded(self.amount, self.currency)
        if self.amount is None or rate is None:
            self.base_amount = self.weighted_amount = None
            return
        self.base_amount = rounded(self.amount * rate, base_currency)
        self.weighted_amount = rounded(self.base_amount * self.probability / HUNDRED, base_currency)

    def win(self, at: datetime, reason: str | None, note: str | None) -> None:
        """The customer buys. Raises NotOpen."""
        self._close("won", 100, at, reason, note)

    def lose(self, at: datetime, reason: str, note: str | None) -> None:
        """The customer does not buy. Raises NotOpen."""
        self._close("lost", 0, at, reason, note)

    def reopen(self, stage: Stage, at: datetime) -> None:
        """It goes on after all, from a stage. Raises NotClosed."""
        if self.status == "open":
            raise NotClosed(id=str(self.id))
        self.status, self.closed_at, self.reason, self.reason_note = "open", None, None, None
        self._stand(stage, at)

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        told = (
            *("version", "number", "name", "customer_id", "owner_id", "team_id", "pipeline_id", "stage_id"),
            *("status", "currency", "base_currency", "probability", "expected_close_on", "lead_id"),
        )
        amounts = {name: getattr(self, name) for name in ("amount", "base_amount")}
        return {
            "opportunity_id": self.id,
            **{name: getattr(self, name) for name in told},
            **{name: None if one is None else plain(one) for name, one in amounts.items()},
        }

    def _close(
        self, status: Status, probability: int, at: datetime, reason: str | None, note: str | None
    ) -> None:
        self.require_open()
        self.status, self.closed_at, self.reason, self.reason_note = status, at, reason, note
        self.probability, self.probability_by_hand = probability, False
        self.rots_at = None

    def _stand(self, stage: Stage, at: datetime) -> None:
        self.stage_id, self.stage_since = stage.id, at
        self.rot(stage)
        self._expect(stage)

    def _expect(self, stage: Stage) -> None:
        if not self.probability_by_hand:
            self.probability = stage.probability


class StageVisit(Base):
    """A deal stood in a stage from `entered_at` until `left_at`; it stands there still without one."""

    __tablename__ = "stage_visit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id"))
    pipeline_id: Mapped[UUID] = mapped_column(Reference("pipeline"))
    stage_id: Mapped[UUID] = mapped_column(Reference("stage"))
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(8))
    """How it was left: on (to a later stage), back, away (to another pipeline, or as the stage was removed),
    won, lost.
    """
    entered_by: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        Index("ix_stage_visit_opportunity_id", "opportunity_id", "entered_at"),
        Index(
            "uq_stage_visit_standing",
            "opportunity_id",
            unique=True,
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_stage_visit_pipeline_id", "pipeline_id", "entered_at"),
    )
