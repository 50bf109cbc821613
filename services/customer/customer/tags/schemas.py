"""Tags as callers send and see them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, RecordShown, Shown, Text

TagName = Annotated[Text, Field(min_length=1, max_length=60)]
Colour = Annotated[Text, Field(pattern="^#[0-9a-f]{6}$", description="#rrggbb in small letters")]


def _absent() -> Any:
    """The default of fields that may be left out of a PATCH but not be null."""
    return None


class TagCreate(Given):
    """A new tag."""

    name: TagName
    colour: Colour = "#64748b"


class TagUpdate(Given):
    """What to change about a tag."""

    name: TagName = Field(default_factory=_absent)
    colour: Colour = Field(default_factory=_absent)


class TagMerge(Given):
    """The tag that takes another's place."""

    into_id: UUID


class TagShown(Shown):
    """A tag on a record."""

    id: UUID
    name: str
    colour: str


class TagRead(RecordShown):
    """A tag of the managed list."""

    name: str
    colour: str
