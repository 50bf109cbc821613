"""Rules about leads, and whose turn it is."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import TeamRef
from sales.records import Base, Record

LIVE = text("deleted_at IS NULL")


class AssignmentRule(Record):
    """Leads that meet a condition go to some people in turn, or to a team; the first rule that fits decides.

    One whose people are all away or full passes the lead on to the next rule.
    """

    __tablename__ = "assignment_rule"

    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(Integer)
    condition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    members: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """People with their weight and how many open leads they take; none: it goes to the team alone."""
    team_id: Mapped[TeamRef | None]
    respond_within_hours: Mapped[int | None]
    active: Mapped[bool]

    __table_args__ = (Index("ix_assignment_rule_position", "position", "id"),)


class AssignmentTurn(Base):
    """How many leads each member of a rule has been given in this round; whoever gives one locks it."""

    __tablename__ = "assignment_turn"

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("assignment_rule.id"), primary_key=True)
    given: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ScoreRule(Record):
    """Leads that meet a condition are worth so many points more, or less."""

    __tablename__ = "score_rule"

    name: Mapped[str] = mapped_column(String(200))
    condition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    points: Mapped[int]
    active: Mapped[bool]

    __table_args__ = (Index("ix_score_rule_name", "name", "id", postgresql_where=LIVE),)
