"""Facts about contracts: what was agreed with a customer for a time, and how long it is in force.

Amounts are text in the digits of their currency. Lines and terms are asked of the API.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class ContractEvent(Event):
    """What every fact about a contract carries."""

    record: ClassVar[str] = "contract_id"
    contract_id: UUID
    version: int
    number: str = Field(description="Human number, for instance CT-2026-000123")
    title: str = Field(description="What it is about; may be empty")
    state: Literal["draft", "active", "ended", "terminated"] = Field(
        description="Active: signed. Ended: its last day is over. Terminated: over by notice"
    )
    customer_id: UUID
    contact_id: UUID | None
    quote_id: UUID | None = Field(description="The accepted quote that it came of")
    owner_id: UUID | None
    team_id: UUID | None
    currency: str = Field(description="ISO 4217")
    net: str = Field(description="Without tax")
    gross: str = Field(description="With tax")
    starts_on: date | None = Field(description="First day in force")
    last_day: date | None = Field(
        description="Last day in force as things stand: moved by renewals and terminations; null: open-ended"
    )


class ContractCreated(ContractEvent):
    """A contract was drafted."""

    subject: ClassVar[str] = "sales.contract.created"


class ContractUpdated(ContractEvent):
    """Fields of a draft changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "sales.contract.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class ContractActivated(ContractEvent):
    """A contract was signed. What it says stays as it is from here on."""

    subject: ClassVar[str] = "sales.contract.activated"
    signed_on: date = Field(description="Day of the signature")
    signed_by: str = Field(description="Who signed for the customer")


class ContractEnding(ContractEvent):
    """The last day comes nearer; told once for each last day, early enough to give notice or to renew."""

    subject: ClassVar[str] = "sales.contract.ending"
    renewal: Literal["none", "manual", "automatic"] = Field(
        description="Automatic: it goes on unless somebody gives notice in time"
    )
    notice_by: date = Field(description="Last day to give notice in time")


class ContractRenewed(ContractEvent):
    """A contract goes on by itself after what was its last day."""

    subject: ClassVar[str] = "sales.contract.renewed"
    previous_last_day: date = Field(description="The last day before it was renewed")


class ContractTerminated(ContractEvent):
    """Somebody gave notice: the contract is in force up to its last day, which may be still to come."""

    subject: ClassVar[str] = "sales.contract.terminated"
    reason: str = Field(description="As somebody wrote it; may be empty")


class ContractEnded(ContractEvent):
    """The last day is over; the state says whether by its own term or by notice."""

    subject: ClassVar[str] = "sales.contract.ended"


class ContractAssigned(ContractEvent):
    """A contract was given to another owner or team."""

    subject: ClassVar[str] = "sales.contract.assigned"
    previous_owner_id: UUID | None
    previous_team_id: UUID | None


class ContractDeleted(ContractEvent):
    """A draft was deleted; it can be restored."""

    subject: ClassVar[str] = "sales.contract.deleted"


class ContractRestored(ContractEvent):
    """A deleted draft was brought back."""

    subject: ClassVar[str] = "sales.contract.restored"


class ContractPurged(Event):
    """A draft deleted long ago was removed for good, with its history."""

    subject: ClassVar[str] = "sales.contract.purged"
    record: ClassVar[str] = "contract_id"
    contract_id: UUID
    version: int
