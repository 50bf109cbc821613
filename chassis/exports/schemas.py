"""Bodies and answers of the export routes."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.exports.catalogue import Language
from chassis.schemas import Given, Shown, Text


class ExportCreate(Given):
    """What to export: a list as it is filtered and sorted on a screen."""

    target: Text = Field(max_length=40, description="What to export; GET /exports/targets names them")
    format: Literal["csv", "xlsx"] = "csv"
    filter: dict[str, Any] | None = Field(default=None, description="A condition, as lists take it")
    q: Text | None = Field(default=None, max_length=100, description="Free text, as lists take it")
    ids: list[UUID] | None = Field(
        default=None, min_length=1, max_length=10_000, description="Of these only; unknown ones are left out"
    )
    sort: Text | None = Field(
        default=None, max_length=64, description="A field; with `-` in front descending"
    )
    columns: list[Text] = Field(default_factory=list, max_length=100, description="Empty for all columns")
    language: Language | None = Field(
        default=None, description="Of headers and choices; unless given, the requester's own"
    )


class ExportShown(Shown):
    """One export."""

    id: UUID
    version: int
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    requested_by: UUID
    target: str
    format: str
    rows: int = Field(description="Rows written so far")
    reason: dict[str, Any] | None = Field(description="Why it failed: `kind` and parameters")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ColumnShown(BaseModel):
    """A column of an export."""

    name: str
    titles: dict[str, str] = Field(description="Header by language")


class ExportedShown(BaseModel):
    """An object that can be exported."""

    name: str
    columns: list[ColumnShown]
