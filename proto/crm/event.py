"""The base class of every fact a service announces.

A subclass is one fact: its class variables say where it travels, its fields are the JSON data.
On the wire it is a CloudEvents 1.0 message in binary mode over NATS; the envelope (id, time, actor,
cause) travels in headers and is filled in by the chassis, never by the announcing code.

    class CustomerCreated(Event):
        '''A customer entered the master.'''

        subject = "customer.customer.created"
        record = "customer_id"
        customer_id: UUID
        version: int
"""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """A fact, named in the past tense, about one record of the announcing service.

    Contract: fields may be added with a default, never removed, renamed or given another type;
    an incompatible change is a new class whose subject ends in `.v2`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_timedelta="iso8601")

    subject: ClassVar[str]
    """NATS subject, `<service>.<thing>.<past-tense>`; the CloudEvents type is `crm.` + subject."""

    record: ClassVar[str]
    """Name of the field holding the id of the record this is about (CloudEvents `subject`)."""

    @classmethod
    def type(cls) -> str:
        """CloudEvents type, for instance `crm.customer.customer.created`."""
        return f"crm.{cls.subject}"

    @classmethod
    def service(cls) -> str:
        """The announcing service, in subject spelling: `service-desk`."""
        return cls.subject.split(".", 1)[0]

    @property
    def record_id(self) -> UUID:
        """Id of the record this fact is about."""
        value: UUID = getattr(self, self.record)
        return value
