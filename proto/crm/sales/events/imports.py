"""Facts about files that were imported."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class ImportFinished(Event):
    """An import ended; the numbers say how."""

    subject: ClassVar[str] = "sales.import.finished"
    record: ClassVar[str] = "import_id"
    import_id: UUID
    version: int
    requested_by: UUID
    file_name: str
    target: str = Field(description="What was imported: leads, opportunities")
    outcome: Literal["done", "failed", "cancelled"]
    created: int = Field(description="Records made")
    updated: int = Field(description="Records that were there and were changed")
    failed: int = Field(description="Rows refused; the error file says why")
