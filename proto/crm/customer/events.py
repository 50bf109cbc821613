"""Facts the customer master announces. They are lean: ids, names for display, owner, version."""

from datetime import date, datetime
from typing import Any, ClassVar, Literal
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


class CustomFieldChanged(Event):
    """A custom field was added to an object, changed, archived or restored. Values are on the records."""

    subject: ClassVar[str] = "customer.custom-field.changed"
    record: ClassVar[str] = "field_id"
    field_id: UUID
    version: int
    object: str = Field(description="What it is a field of: customer or contact")
    key: str = Field(description="Its name in `custom`")
    kind: str = Field(description="text, number, money, date, choice, computed, ...; never changes")
    archived: bool = Field(description="True while it is hidden; values are kept")


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


class CustomerLifecycleChanged(CustomerEvent):
    """A customer entered another stage of its lifecycle."""

    subject: ClassVar[str] = "customer.customer.lifecycle-changed"
    stage: str = Field(description="lead, prospect, customer, active, at_risk, lost, won_back")
    previous: str = Field(description="The stage before")
    reason: str = Field(description="deal_opened, bought, quiet, by_hand")


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


class ConsentChanged(Event):
    """Another entry decides now whether somebody may be contacted on a channel for a purpose.

    Exactly one of contact_id and customer_id is there. The events about one of them come in the order of
    `version`; a projection keeps, for each channel and purpose, the newest. An end (`valid_until`) comes
    without an event.
    """

    subject: ClassVar[str] = "customer.consent.changed"
    record: ClassVar[str] = "consent_id"
    consent_id: UUID = Field(description="The entry that decides now")
    version: int = Field(
        description="Counts what was said by this contact or customer, here and about preferences"
    )
    contact_id: UUID | None
    customer_id: UUID | None
    customer_ids: list[UUID] = Field(
        default_factory=list, description="Customers the contact works for, where it is one"
    )
    channel: str = Field(description="email, sms, phone, post, wechat, whatsapp, line")
    purpose: str = Field(
        description="marketing, newsletter, event_invitation, survey, partner_offer, service, transactional"
    )
    state: Literal["granted", "refused", "withdrawn", "pending"] = Field(
        description="pending: a double opt-in that is not confirmed yet"
    )
    basis: str = Field(description="consent, contract, legitimate_interest, … (GDPR art. 6, PIPL art. 13)")
    given_at: datetime = Field(description="When it was said, which may be long before it was written down")
    valid_until: datetime | None = Field(description="When a permission ends by itself")


class ContactPreferenceChanged(Event):
    """What somebody asked for beside consent changed; the event carries all of it.

    Exactly one of contact_id and customer_id is there.
    """

    subject: ClassVar[str] = "customer.contact-preference.changed"
    record: ClassVar[str] = "preference_id"
    preference_id: UUID
    version: int = Field(
        description="Counts what was said by this contact or customer, here and about consent"
    )
    contact_id: UUID | None
    customer_id: UUID | None
    customer_ids: list[UUID] = Field(
        default_factory=list, description="Customers the contact works for, where it is one"
    )
    fields: list[str] = Field(description="Names of the fields that changed")
    do_not_contact: list[str] = Field(description="Channels that are off limits; all for every one")
    paused_from: date | None = Field(description="First day of a pause, on their calendar")
    paused_until: date | None = Field(description="Last day of the pause")
    preferred_channel: str | None = Field(description="The channel they like best, of those of consent")
    frequency_caps: list[dict[str, Any]] = Field(
        description="At most `most` outward contacts on `channel` within `days` days"
    )
    hours: dict[str, Any] | None = Field(
        description="From `since` to `until`, on their clock, on `days` of the week (1 is Monday)"
    )


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


class OperationFinished(Event):
    """A bulk edit, or the undo of an operation, ended; the numbers say how."""

    subject: ClassVar[str] = "customer.operation.finished"
    record: ClassVar[str] = "operation_id"
    operation_id: UUID = Field(description="The cause_id of everything it changed")
    version: int
    requested_by: UUID
    kind: str = Field(description="bulk_edit, undo")
    target: str = Field(description="What it was about: customers, contacts, interactions")
    outcome: Literal["done", "failed", "cancelled"]
    done: int = Field(description="Records dealt with")
    issues: int = Field(description="Conflicts and refusals")
    at_once: bool = Field(default=False, description="Whether whoever asked was answered with the end")


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
