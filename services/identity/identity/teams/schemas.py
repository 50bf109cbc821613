"""Teams as they are sent and shown."""

from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Name, RecordShown, absent


class TeamCreate(Given):
    """A new team."""

    name: Name
    parent_id: UUID | None = Field(default=None, description="The team above; null at the top")
    manager_id: UUID | None = Field(default=None, description="Who leads it")


class TeamUpdate(Given):
    """What to change of a team; absent fields stay."""

    name: Name = Field(default_factory=absent)
    parent_id: UUID | None = Field(default=None, description="Moves the team with everything below it")
    manager_id: UUID | None = None


class TeamRead(RecordShown):
    """A team."""

    name: str
    parent_id: UUID | None
    manager_id: UUID | None
