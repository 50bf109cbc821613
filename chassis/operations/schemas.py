"""Answers of the operation routes."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from chassis.schemas import Shown

OUTCOMES = "changed, removed (created by the undone act), unchanged, refused"


class OperationShown(Shown):
    """One act on many records; `id` is the cause_id of everything it changed."""

    id: UUID
    version: int
    kind: str = Field(description="bulk_edit, assignment, import, undo")
    target: str = Field(description="What it is about: the name of a list")
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    requested_by: UUID
    total: int = Field(description="Records it is about")
    done: int = Field(description="Records dealt with so far")
    counts: dict[str, int] = Field(description=f"Records by outcome: {OUTCOMES}; an import's are its own")
    issues: int = Field(description="Conflicts and refusals; see its issues")
    undoes_id: UUID | None = Field(description="The operation that this one takes back")
    undone_by_id: UUID | None = Field(description="The undo in force")
    reason: dict[str, Any] | None = Field(description="Why it failed: `kind` and parameters")
    request: dict[str, Any] = Field(description="What was to be done to the records")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ChangesShown(BaseModel):
    """Change rows of one kind."""

    thing: str
    kind: Literal["created", "updated", "deleted", "restored", "purged"]
    changes: int


class OperationDetailed(OperationShown):
    """An operation with what it changed."""

    changes: list[ChangesShown]


class IssueShown(Shown):
    """What was left as it was. Values are absent where the caller may not read the record or field."""

    thing: str
    record_id: UUID
    kind: str = Field(
        description="conflict (changed by others since), used (by others since), not_allowed, not_found, "
        "deleted, gone (purged), masked, group_circle, external_id_taken"
    )
    field: str | None
    params: dict[str, Any] = Field(
        description="conflict: `original`, `made` by the act, `current`; used: how many records by kind"
    )


class UndoneRecord(BaseModel):
    """What undo would do to one record."""

    thing: str
    record_id: UUID
    outcome: Literal["changed", "removed"]
    before: dict[str, Any] = Field(description="The fields as they are now")
    after: dict[str, Any] = Field(description="The fields as they would be")


class UndoPreview(BaseModel):
    """What undo would do; nothing is written."""

    total: int = Field(description="Records that the operation touched")
    examined: int = Field(description="Records that were looked at: the first 2,000")
    counts: dict[str, int] = Field(description=f"Of those examined, by outcome: {OUTCOMES}")
    records: list[UndoneRecord] = Field(description="The first 50 that would change")
    issues: list[IssueShown] = Field(description="The first 100 conflicts and refusals")
