"""Bulk edits as callers send them, and their previews. A service says what can be changed by subclassing."""

from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Text

MOST_IDS = 10_000


class Selection(Given):
    """Which records: those named, or those that a list with this filter and text shows the caller."""

    ids: list[UUID] | None = Field(default=None, min_length=1, max_length=MOST_IDS)
    filter: dict[str, Any] | None = Field(default=None, description="A condition, as in the list's `filter`")
    q: Text | None = Field(
        default=None, min_length=1, max_length=100, description="Free text, as in the list"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.ids is None) == (self.filter is None and self.q is None):
            raise PydanticCustomError("selection_unclear", "say ids, or filter and q")
        return self


class Edit(Given):
    """What is to be done to each record; each is checked by itself."""

    deleted: bool | None = Field(
        default=None, description="true deletes, false restores deleted ones; then nothing else is changed"
    )

    def asks(self) -> set[str]:
        """What it wants changed."""
        asked: set[str] = set()
        for name in self.model_fields_set - {"selection"}:
            value = getattr(self, name)
            asked |= value.model_fields_set if isinstance(value, BaseModel) else {name} if value else set()
        return asked | ({"deleted"} if self.deleted is not None else set())

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        asked = self.asks()
        if not asked:
            raise PydanticCustomError("nothing_asked", "say what is to change")
        if "deleted" in asked and len(asked) > 1:
            raise PydanticCustomError("deleting_alone", "deleting and restoring go without other changes")
        return self


class EditedRecord(BaseModel):
    """What a bulk edit would do to one record."""

    record_id: UUID
    name: str
    before: dict[str, Any] = Field(description="The fields that would change, as they are")
    after: dict[str, Any] = Field(description="The same as they would be")


class EditPreview(BaseModel):
    """What a bulk edit would do now; nothing is written."""

    matched: int = Field(description="Records chosen that the caller can read")
    changed: int = Field(description="Of those, how many would change")
    not_allowed: int = Field(description="Of those, how many the caller may not change so")
    not_possible: int = Field(
        description="Of those the caller may change, how many cannot be changed so as they stand"
    )
    not_found: int = Field(description="Ids of no record that the caller can read")
    fields: dict[str, int] = Field(description="Field → records in which it would change")
    records: list[EditedRecord] = Field(description="The first 20 that would change")
