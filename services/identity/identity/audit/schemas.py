"""The trail as it is shown."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from chassis.http.lists import ListQuery
from chassis.schemas import Shown, Text

Word = Annotated[Text, Field(max_length=80)]


class AuditQuery(ListQuery):
    """The trail, narrowed; everything given must hold."""

    actor: Word | None = Field(default=None, description="Who did it: `user:<id>` or `service:<name>`")
    on_behalf_of: Word | None = Field(default=None, description="For whom a service did it")
    service: Word | None = Field(default=None, description="Service that owns the record")
    thing: Word | None = Field(default=None, description="Kind of record, for instance `user`")
    record_id: UUID | None = Field(default=None, description="One record")
    kind: Word | None = Field(
        default=None, description="created, updated, deleted, restored, purged, signed-in, sign-in-failed …"
    )
    cause_id: UUID | None = Field(default=None, description="Everything that one act brought about")
    address: Word | None = Field(default=None, description="IP address somebody acted from")
    since: AwareDatetime | None = Field(default=None, description="From this moment on")
    until: AwareDatetime | None = Field(default=None, description="Before this moment")


class EntryRead(Shown):
    """One line of the trail."""

    id: UUID
    at: datetime
    service: str
    thing: str
    record_id: UUID | None
    version: int | None = Field(description="Version of the record after the change")
    kind: str
    actor: str
    on_behalf_of: str | None
    cause_id: UUID
    before: dict[str, Any] = Field(description="Fields that changed, as they were")
    after: dict[str, Any] = Field(description="Fields that changed, as they became; details of other events")
    address: str | None = Field(description="IP address of whoever acted; null for background work")
    device: str | None = Field(description="User-Agent, likewise")
    session_id: UUID | None = Field(description="Session in which somebody acted")
    job_id: UUID | None = Field(description="Import, export or other background work that did it")
    position: int = Field(description="Place in the chain; a verification names it")
    erased: bool = Field(description="Whether before and after were erased at somebody's request")


class VerificationRead(Shown):
    """One verification of the trail."""

    id: UUID
    version: int
    state: Literal["queued", "running", "done", "failed"]
    requested_by: UUID = Field(description="Who asked for it; identity itself, for those of the calendar")
    lines: int = Field(description="Lines verified so far; those before the first break, once it is found")
    lines_total: int = Field(description="Lines in the trail when it started")
    anchors: int = Field(
        description="Signed heads of the trail, kept outside the database, that it was held against"
    )
    outcome: (
        Literal["whole", "edited", "missing", "inserted", "reordered", "truncated", "unsigned"] | None
    ) = Field(
        description="What the first break is; `unsigned`: the beginning is forged, or the key is another one"
    )
    position: int | None = Field(description="Where the first break is; the lines before it are as written")
    reason: dict[str, Any] | None = Field(description="Why it failed: `kind` and parameters")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
