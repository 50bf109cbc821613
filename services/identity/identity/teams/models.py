"""Teams, a tree."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from identity.records import Record


class TeamCycle(DomainError):
    """A team cannot stand below itself or below one of its own teams."""


class TeamNotEmpty(DomainError):
    """A team with people or teams in it cannot be removed."""


class Team(Record):
    """A group of people; rows of other services belong to a person and a team."""

    __tablename__ = "team"
    __table_args__ = (Index("ix_team_parent_id", "parent_id"), Index("ix_team_name", "sort_name", "id"))

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200, collation="C"), info=UNRECORDED)
    search: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("team.id"))
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))

    def move_below(self, parent_id: UUID | None, own_subtree: set[UUID]) -> None:
        """Change the place in the tree. Raises TeamCycle."""
        if parent_id in own_subtree:
            raise TeamCycle(parent_id=str(parent_id))
        self.parent_id = parent_id
