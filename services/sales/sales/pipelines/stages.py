"""Stages in their order, without any database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from chassis.problems import FieldError, InvalidInput


class Stage(NamedTuple):
    """One step of a pipeline. Where a deal stands is not whether it is open, won or lost."""

    id: UUID
    name: str
    probability: int
    """Percent, of deals that nobody has judged by hand."""
    required_fields: Sequence[str]
    """What must be filled in to enter it."""
    rotting_days: int | None
    """A deal that stands here for more days is said to rot; None: never."""

    @classmethod
    def kept(cls, row: dict[str, Any]) -> "Stage":
        """As the pipeline's row keeps it."""
        return cls(UUID(row["id"]), *(row[name] for name in cls._fields[1:]))

    def missing(self, values: Mapping[str, Any]) -> list[FieldError]:
        """The fields that it asks for in which there is nothing."""
        return [
            FieldError(pointer=f"/{name}", kind="required_by_stage", params={"stage": self.name})
            for name in self.required_fields
            if values.get(name) in (None, "", [])
        ]

    def lenient(self) -> "Stage":
        """The same for deals that nobody puts there: it asks for nothing, as nobody could fill it in."""
        return self._replace(required_fields=())


class Track(NamedTuple):
    """What deals see of a pipeline."""

    id: UUID
    version: int
    name: str
    team_ids: Collection[UUID]
    stages: Sequence[Stage]

    def serves(self, team_path: Sequence[UUID]) -> bool:
        """Whether it is for the deals of a team, given with those above it."""
        return not self.team_ids or not set(self.team_ids).isdisjoint(team_path)

    def has(self, stage_id: UUID) -> bool:
        """Whether one of its stages is that one."""
        return any(one.id == stage_id for one in self.stages)

    def stage(self, stage_id: UUID | None) -> Stage:
        """One of its stages, the first one unless one is named. Raises InvalidInput."""
        if stage_id is None:
            return self.stages[0]
        found = next((one for one in self.stages if one.id == stage_id), None)
        if found is None:
            raise InvalidInput.at("/stage_id", "stage_unknown")
        return found

    def stage_again(self, stage_id: UUID) -> Stage:
        """The stage where a deal was, or the first one where that was removed."""
        return self.stage(stage_id if self.has(stage_id) else None)

    def way(self, before: UUID, after: UUID) -> str:
        """How a deal goes from one stage to another: on, back, or away from a stage that is none of these."""
        order = [one.id for one in self.stages]
        if before not in order:
            return "away"
        return "on" if order.index(before) < order.index(after) else "back"
