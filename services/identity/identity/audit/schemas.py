"""The trail as it is shown."""

from datetime import datetime
from typing import Annotated, Any
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
    address: str | None = Field(description="IP address, where a sign-in or a session is concerned")
    device: str | None = Field(description="User-Agent, likewise")
