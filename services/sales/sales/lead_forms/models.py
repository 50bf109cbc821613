"""A form on somebody's web page."""

from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.records import UNRECORDED
from libs.references import PersonRef, TeamRef
from sales.records import Record


class LeadForm(Record):
    """What a form asks, who may send it, and to whom its leads go. Its key is public."""

    __tablename__ = "lead_form"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    fields: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    source: Mapped[str | None] = mapped_column(Text)
    campaign: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[PersonRef | None]
    """With a team instead, or neither: then the assignment rules say who gets the leads."""
    team_id: Mapped[TeamRef | None]
    thanks_url: Mapped[str | None] = mapped_column(Text)
    allowed_origins: Mapped[list[str]] = mapped_column(ARRAY(Text))
    least_seconds: Mapped[int]
    active: Mapped[bool]
    received: Mapped[int] = mapped_column(Integer, server_default="0", info=UNRECORDED)
    caught: Mapped[int] = mapped_column(Integer, server_default="0", info=UNRECORDED)

    __table_args__ = (Index("ix_lead_form_name", "name", "id"),)
