"""Pipelines as callers send and see them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from chassis.identifiers import new_id
from chassis.schemas import Given, Name, RecordShown, Shown, absent

Required = Literal[
    "amount",
    "lines",
    "contacts",
    "competitors",
    "expected_close_on",
    "next_step",
    "next_step_on",
    "source",
    "description",
]


class StageGiven(Given):
    """A stage of a pipeline; one that keeps its id stays the same stage."""

    id: UUID = Field(default_factory=new_id, description="Left out: a new stage")
    name: Name
    probability: int = Field(ge=0, le=100, description="Percent, of deals that nobody has judged by hand")
    required_fields: list[Required] = Field(
        default_factory=list, max_length=9, description="Fields of a deal that must be filled in to enter it"
    )
    rotting_days: int | None = Field(
        default=None, ge=1, le=3650, description="A deal that stands here for more days rots; null: never"
    )


def _once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


Stages = Annotated[list[StageGiven], Field(min_length=1, max_length=20, description="In their order")]
TeamIds = Annotated[
    list[UUID],
    Field(max_length=100, description="Whose it is, and of the teams below them; empty: everybody's"),
    AfterValidator(_once),
]


class PipelineCreate(Given):
    """A new pipeline."""

    name: Name
    team_ids: TeamIds = Field(default_factory=list)
    stages: Stages


class PipelineUpdate(Given):
    """What to change of a pipeline; absent fields stay."""

    name: Name = Field(default_factory=absent)
    team_ids: TeamIds = Field(default_factory=absent)
    stages: Stages = Field(default_factory=absent)
    moves_to: dict[UUID, UUID] = Field(
        default_factory=dict,
        max_length=20,
        description="Stage that is removed → stage that its open deals are moved to",
    )


class FormerStage(Shown):
    """A stage that was removed."""

    id: UUID
    name: str


class PipelineRead(RecordShown):
    """A pipeline."""

    name: str
    team_ids: list[UUID]
    stages: list[StageGiven]
    former_stages: list[FormerStage] = Field(description="Removed ones, in which deals have been")
