"""The ways that deals go."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import Reference
from sales.pipelines.stages import Stage, Track
from sales.records import Record


class Pipeline(Record):
    """Stages in their order, for the deals of some teams or of everybody."""

    __tablename__ = "pipeline"

    name: Mapped[str] = mapped_column(String(200))
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("team")))
    """Whose it is, and of the teams below them; empty: everybody's."""
    stages: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    former_stages: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    """Those that were removed: deals have been there."""

    __table_args__ = (
        Index("ix_pipeline_name", "name", "id"),
        Index(
            "uq_pipeline_name",
            func.lower(text("name")),
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    def track(self) -> Track:
        """What deals see of it."""
        stages = [Stage.kept(one) for one in self.stages]
        return Track(self.id, self.version, self.name, self.team_ids, stages)

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        shown = ("id", "name", "probability", "rotting_days")
        return {
            "pipeline_id": self.id,
            "version": self.version,
            "name": self.name,
            "team_ids": self.team_ids,
            "stages": [{name: one[name] for name in shown} for one in self.stages],
        }
