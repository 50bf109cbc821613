"""Facts notifications announces. The live stream of the gateway is fed by them."""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from crm.event import Event


class InboxItemChanged(Event):
    """An item entered somebody's inbox, grew by further events of the same cause, or was read."""

    subject: ClassVar[str] = "notifications.inbox-item.changed"
    record: ClassVar[str] = "item_id"
    item_id: UUID
    version: int
    user_id: UUID
    kind: str = Field(
        description="What it is about, stable for translation: customers-assigned, import-finished, …"
    )
    params: dict[str, Any] = Field(description="Values for the translated sentence")
    read: bool = Field(description="Whether the person has read its last state")
    unread: int = Field(description="Unread items of this person after the change")
