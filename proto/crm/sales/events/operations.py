"""Facts about acts on many records at once."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class OperationFinished(Event):
    """A bulk edit, or the undo of an operation, ended; the numbers say how."""

    subject: ClassVar[str] = "sales.operation.finished"
    record: ClassVar[str] = "operation_id"
    operation_id: UUID = Field(description="The cause_id of everything it changed")
    version: int
    requested_by: UUID
    kind: str = Field(description="bulk_edit, undo")
    target: str = Field(description="What it was about: leads, opportunities")
    outcome: Literal["done", "failed", "cancelled"]
    done: int = Field(description="Records dealt with")
    issues: int = Field(description="Conflicts and refusals")
    at_once: bool = Field(default=False, description="Whether whoever asked was answered with the end")
