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


class DeliveryChanged(Event):
    """A message to somebody has ended, or nobody knows whether it has; a delivered one may still bounce."""

    subject: ClassVar[str] = "notifications.delivery.changed"
    record: ClassVar[str] = "delivery_id"
    delivery_id: UUID
    version: int
    state: str = Field(
        description="accepted: a provider has it; delivered, bounced: as the provider reported; rejected, "
        "suppressed, expired: it was not sent; unknown: it may have been"
    )
    reason: str = Field(description="Why, stable for translation: accepted, refused, consent, not_wanted, …")
    params: dict[str, str] = Field(
        default={}, description="rule: of consent, for the reason consent; because: why nothing is sent there"
    )
    channel: str = Field(description="email or sms")
    topic: str = Field(description="What it was about, for instance quote-sent")
    key: str = Field(description="The sender's own key of the message")
    requested_by: str = Field(description="The sender: service:<name>, user:<id>, …")
    user_id: UUID | None
    contact_id: UUID | None
    customer_id: UUID | None
