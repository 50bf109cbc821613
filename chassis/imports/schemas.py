"""Bodies and answers of the import routes."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, Field, field_validator

from chassis.imports.cells import Reading
from chassis.schemas import Given, Shown, Text

State = Literal["uploaded", "ready", "queued", "running", "paused", "done", "failed", "cancelled"]
MOST_FIELDS = 500


class Options(Given):
    """How rows are read and matched."""

    match_by: list[Text] = Field(
        default_factory=list,
        max_length=10,
        description="Keys to find existing records by, in this order; empty for the usual one",
    )
    on_match: Literal["create", "update", "skip"] = Field(
        default="update", description="What to do with a row whose record exists already"
    )
    source: Text = Field(
        default="import",
        min_length=1,
        max_length=64,
        description="Name of the system the file's own ids come from; later files resolve them by it",
    )
    date_order: Literal["ymd", "dmy", "mdy"] = Field(
        default="ymd", description="How 03/04/2023 is meant; ymd takes only what is unambiguous"
    )
    zone: Text | None = Field(
        default=None,
        max_length=64,
        description="IANA zone of times without one; the organisation's when left out",
    )
    defaults: dict[Text, Text] = Field(
        default_factory=dict,
        max_length=50,
        description="Field → text, read like a cell, for rows that give none: owner, tags, country",
    )

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError("not an IANA time zone")
        return value

    def reading(self, zone: str, currency: str) -> Reading:
        """How cells are read; `zone` and `currency` are the organisation's."""
        return Reading(self.date_order, ZoneInfo(self.zone or zone), currency)


class Sheet(BaseModel):
    """One sheet, or the whole of a CSV file."""

    name: str
    header_row: int = Field(description="Row number of the headers, counted from 1")
    headers: list[str] = Field(description="The columns: repeated names numbered, empty ones by letter")
    samples: list[list[str]] = Field(description="The first rows, cells cut at 200 characters")
    rows_total: int = Field(description="Estimate of the rows below the headers")
    target: str | None = Field(description="What the rows seem to be")
    mapping: dict[str, str | None] = Field(description="Suggested column → field")
    remembered: bool = Field(default=False, description="The suggestion is what was used the last time")


class Layout(BaseModel):
    """What the file was found to be."""

    format: Literal["csv", "xlsx", "vcard"]
    encoding: str | None = None
    delimiter: str | None = None
    sheets: list[Sheet]


class ImportUpdate(Given):
    """What a person chooses; fields left out stay as they are."""

    encoding: Text | None = Field(default=None, max_length=20, description="CSV only: reads the file anew")
    delimiter: Literal[",", ";", "\t", "|"] | None = Field(default=None, description="CSV only")
    sheet: Text | None = Field(default=None, max_length=100)
    header_row: int | None = Field(default=None, ge=1, le=100)
    target: Text | None = Field(default=None, max_length=40)
    mapping: dict[Text, Text | None] | None = Field(
        default=None, max_length=MOST_FIELDS, description="Column → field, null to ignore the column"
    )
    options: Options | None = None


class Counts(BaseModel):
    """How far it is."""

    rows_total: int = Field(description="Estimate until the end")
    rows_read: int
    created: int
    updated: int
    skipped: int
    failed: int = Field(description="Rows left out")
    errors: int = Field(description="Cells and rows with an error")


class ImportShown(Shown):
    """One import."""

    id: UUID
    version: int
    state: State
    file_name: str
    requested_by: UUID
    sheet: str
    target: str | None
    counts: Counts
    progress: float = Field(description="0 to 1")
    reason: dict[str, Any] | None = Field(description="Why it failed: `kind` and parameters")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class SheetChoice(Given):
    """Which sheet of the same file is wanted."""

    sheet: Text = Field(max_length=100)


class SheetShown(BaseModel):
    """One sheet of an uploaded file, and whether an import of it was begun."""

    name: str
    target: str | None = Field(description="What its rows seem to be")
    rows_total: int = Field(description="Estimate of the rows below the headers")
    import_id: UUID | None = Field(description="The latest import that reads it, cancelled ones apart")
    state: State | None = Field(description="Of that import")


class FieldShown(BaseModel):
    """A field that columns can be mapped to."""

    name: str
    required: bool
    several: bool = Field(description="More than one column may be mapped to it")


class TargetShown(BaseModel):
    """An object that can be imported."""

    name: str
    belongs_to: str | None = Field(description="The service to import it into, when it is another one")
    fields: list[FieldShown]
    match_keys: dict[str, list[str]] = Field(description="Key → fields it reads")
    usual_keys: list[str] = Field(description="What rows are matched by when no key is chosen")


class ImportDetailed(ImportShown):
    """One import with what the file is and what was chosen."""

    layout: Layout
    mapping: dict[str, str | None]
    options: Options


class FaultShown(Shown):
    """One error in one row."""

    row_number: int = Field(description="As a spreadsheet counts it, the header included")
    column: str | None
    field: str | None
    kind: str = Field(description="Stable for translation")
    params: dict[str, Any]
    value: str = Field(description="What stands in the cell, cut at 200 characters")
    fatal: bool = Field(description="True when the row was left out, false when only the cell was")


class PreviewRow(BaseModel):
    """How one row would be read."""

    number: int
    action: Literal["create", "update", "skip", "fail"]
    record_id: UUID | None = Field(description="The record it would update")
    values: dict[str, Any]
    errors: list[FaultShown]


class Preview(BaseModel):
    """The first rows as they would be read."""

    rows: list[PreviewRow]
