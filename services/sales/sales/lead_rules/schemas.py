"""Rules about leads as callers send and see them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Name, RecordShown, Shown, absent

Condition = Annotated[
    dict[str, Any],
    Field(
        description='A condition on fields of a lead; `{"all": []}` is every lead. A wrong field or '
        "op is answered with the right ones",
        examples=[{"field": "country", "op": "in", "value": ["CN", "TW"]}],
    ),
]
Hours = Annotated[int, Field(ge=1, le=1000, description="Hours until the first response is due")]
Points = Annotated[int, Field(ge=-1000, le=1000)]
Position = Annotated[int, Field(ge=0, le=10_000, description="Rules are tried from the lowest on")]


class Member(Given):
    """Somebody who takes leads of a rule."""

    user_id: UUID
    weight: int = Field(default=1, ge=1, le=100, description="Twice the weight, twice the leads")
    capacity: int | None = Field(
        default=None, ge=1, le=10_000, description="Open leads at which they get no more; null: no limit"
    )


Members = Annotated[
    list[Member],
    Field(max_length=50, description="Who gets them in turn; none: the team alone, without owner"),
]


class AssignmentRuleCreate(Given):
    """A new assignment rule; it needs members or a team."""

    name: Name
    position: Position = 0
    condition: Condition = Field(default_factory=lambda: {"all": []})
    members: Members = Field(default_factory=list)
    team_id: UUID | None = Field(default=None, description="Null: the first team of whoever gets the lead")
    respond_within_hours: Hours | None = None
    active: bool = True


class AssignmentRuleUpdate(Given):
    """What to change of an assignment rule; absent fields stay."""

    name: Name = Field(default_factory=absent)
    position: Position = Field(default_factory=absent)
    condition: Condition = Field(default_factory=absent)
    members: Members = Field(default_factory=absent)
    team_id: UUID | None = None
    respond_within_hours: Hours | None = None
    active: bool = Field(default_factory=absent)


class AssignmentRuleRead(RecordShown):
    """An assignment rule."""

    name: str
    position: int
    condition: dict[str, Any]
    members: list[Member]
    team_id: UUID | None
    respond_within_hours: int | None
    active: bool


class ScoreRuleCreate(Given):
    """A new score rule."""

    name: Name
    condition: Condition
    points: Points
    active: bool = True


class ScoreRuleUpdate(Given):
    """What to change of a score rule; absent fields stay."""

    name: Name = Field(default_factory=absent)
    condition: Condition = Field(default_factory=absent)
    points: Points = Field(default_factory=absent)
    active: bool = Field(default_factory=absent)


class ScoreRuleRead(RecordShown):
    """A score rule. Open leads get their new score within a minute of a change."""

    name: str
    condition: dict[str, Any]
    points: int
    active: bool


class Considered(Shown):
    """Somebody whom the rule looked at, in the order of their turns."""

    user_id: UUID
    outcome: str = Field(description="chosen, full (has as many open leads as they take), away (not active)")
    open_leads: int | None = Field(
        description="How many they had; null: nobody asked, for they have no limit"
    )
    capacity: int | None
    weight: int


class RuleTried(Shown):
    """An assignment rule that the lead met."""

    rule_id: UUID
    name: str = Field(description="As it was then")
    considered: list[Considered]


class Decision(Shown):
    """What the assignment rules said, from the first that the lead met; the last one decided, if any did."""

    rule_id: UUID | None = Field(description="The rule that decided; null: none did")
    tried: list[RuleTried]


class ScoreReason(Shown):
    """A score rule that a lead met."""

    rule_id: UUID
    name: str = Field(description="As it was then")
    points: int
