"""Base classes and field types of request and answer schemas."""

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")


def _printable(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul_character", "text may not contain the character U+0000")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # JSON can spell half a surrogate pair, which is no character
            raise PydanticCustomError("string_unicode", "text holds half a surrogate pair") from None
    return value


def _of_these_times(value: datetime) -> datetime:
    if not 1900 <= value.year <= 2199:  # PostgreSQL takes the first and the last moment for infinity
        raise PydanticCustomError("moment_out_of_range", "between 1900 and 2199")
    return value.astimezone(UTC)


Text = Annotated[str, AfterValidator(_printable)]
"""Text that PostgreSQL can keep: everything but U+0000; it comes back exactly as it was sent."""
Name = Annotated[Text, Field(min_length=1, max_length=200)]
"""One line that names something."""
Note = Annotated[Text, Field(max_length=20_000)]
"""Free text of some pages."""
Whole = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
"""A whole number that a PostgreSQL integer holds."""
Moment = Annotated[
    AwareDatetime, AfterValidator(_of_these_times), Field(description="RFC 3339 with offset, 1900 to 2199")
]


def absent() -> Any:
    """The default of fields that may be left out of a PATCH but not be null; it is never read."""
    return None


class Given(BaseModel):
    """A request body: unknown fields are an error, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")

    def changes(self) -> dict[str, object]:
        """The fields that the caller sent, for PATCH: absent is not the same as null."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Shown(BaseModel):
    """An answer."""

    model_config = ConfigDict(from_attributes=True)


class RecordShown(Shown):
    """What every record shows of itself."""

    id: UUID
    version: int = Field(description="Raised by every change; send it as If-Match to edit")
    created_at: datetime
    updated_at: datetime


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(default=None, description="Cursor of the next page; absent on the last one")
    total: int | None = Field(default=None, description="Number of all items, when asked for with total=true")
    total_capped: bool = Field(default=False, description="True when there are more than `total` (10,000)")
