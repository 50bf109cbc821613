"""Facts the customer master announces. They are lean: ids, names for display, owner, version."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class CustomerEvent(Event):
    """What every fact about a customer carries: the card that other services may show."""

    record: ClassVar[str] = "customer_id"
    customer_id: UUID
    version: int
    number: str = Field(description="Human number, for instance CU-000123")
    name: str
    owner_id: UUID | None
    team_id: UUID | None


class CustomerCreated(CustomerEvent):
    """A customer entered the master, by hand, by import or by a command of another service."""

    subject: ClassVar[str] = "customer.customer.created"


class CustomerUpdated(CustomerEvent):
    """Fields of a customer changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "customer.customer.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class CustomerAssigned(CustomerEvent):
    """A customer was given to another owner or team."""

    subject: ClassVar[str] = "customer.customer.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None


class CustomerDeleted(CustomerEvent):
    """A customer was deleted; it can be restored for 30 days."""

    subject: ClassVar[str] = "customer.customer.deleted"


class CustomerRestored(CustomerEvent):
    """A deleted customer came back."""

    subject: ClassVar[str] = "customer.customer.restored"


class CustomerPurged(Event):
    """A customer deleted long ago was removed for good, with its timeline and contact roles."""

    subject: ClassVar[str] = "customer.customer.purged"
    record: ClassVar[str] = "customer_id"
    customer_id: UUID
    version: int


class ContactEvent(Event):
    """What every fact about a contact carries."""

    record: ClassVar[str] = "contact_id"
    contact_id: UUID
    version: int
    name: str
    customer_ids: list[UUID] = Field(description="Customers this person works for")


class ContactCreated(ContactEvent):
    """A contact person was added."""

    subject: ClassVar[str] = "customer.contact.created"


class ContactUpdated(ContactEvent):
    """Fields or customers of a contact person changed."""

    subject: ClassVar[str] = "customer.contact.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class ContactDeleted(ContactEvent):
    """A contact person was deleted; it can be restored for 30 days."""

    subject: ClassVar[str] = "customer.contact.deleted"


class ContactRestored(ContactEvent):
    """A deleted contact person came back."""

    subject: ClassVar[str] = "customer.contact.restored"


class ContactPurged(Event):
    """A contact person was removed for good: deleted long ago, or the last customer was purged."""

    subject: ClassVar[str] = "customer.contact.purged"
    record: ClassVar[str] = "contact_id"
    contact_id: UUID
    version: int


class InteractionRecorded(Event):
    """Something happened with a customer: a call, a meeting, a message, or an event elsewhere."""

    subject: ClassVar[str] = "customer.interaction.recorded"
    record: ClassVar[str] = "interaction_id"
    interaction_id: UUID
    version: int
    customer_id: UUID
    contact_id: UUID | None
    channel: str = Field(description="call, email, sms, meeting, visit, web, note, system, …")
    direction: Literal["in", "out", "none"] = Field(description="in: they came to us, out: we went to them")
    kind: str = Field(description="What happened, stable for translation")
    at: datetime


class InteractionUpdated(Event):
    """A timeline entry made by hand was corrected or removed."""

    subject: ClassVar[str] = "customer.interaction.updated"
    record: ClassVar[str] = "interaction_id"
    interaction_id: UUID
    version: int
    customer_id: UUID
    deleted: bool = False


class ImportFinished(Event):
    """An import ended; the numbers say how."""

    subject: ClassVar[str] = "customer.import.finished"
    record: ClassVar[str] = "import_id"
    import_id: UUID
    version: int
    requested_by: UUID
    file_name: str
    target: str = Field(description="What was imported: customers, contacts, interactions")
    outcome: Literal["done", "failed", "cancelled"]
    created: int = Field(description="Records made")
    updated: int = Field(description="Records that were there and were changed")
    failed: int = Field(description="Rows refused; the error file says why")


class ExportFinished(Event):
    """An export ended; its file can be fetched until it expires."""

    subject: ClassVar[str] = "customer.export.finished"
    record: ClassVar[str] = "export_id"
    export_id: UUID
    version: int
    requested_by: UUID
    target: str = Field(description="What was exported: customers, contacts, interactions")
    outcome: Literal["done", "failed"]
    rows: int = Field(description="Rows in the file, without the header")
