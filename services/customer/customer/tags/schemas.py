"""Tags as callers send and see them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, RecordShown, Shown, Text, absent

TagName = Annotated[Text, Field(min_length=1, max_length=60)]
Colour = Annotated[Text, Field(pattern="^#[0-9a-f]{6}$", description="#rrggbb in small letters")]


class TagCreate(Given):
    """A new tag."""

    name: TagName
    colour: Colour = "#64748b"


class TagUpdate(Given):
    """What to change about a tag."""

    name: TagName = Field(default_factory=absent)
    colour: Colour = Field(default_factory=absent)


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
