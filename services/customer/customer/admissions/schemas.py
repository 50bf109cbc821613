"""What other services ask for when they have a party to admit, or look for those who are alike."""

from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Text
from customer.contacts.schemas import ContactCreate
from customer.customers.schemas import CustomerCreate

Code = Annotated[Text, Field(min_length=1, max_length=254)]


class Sought(Given):
    """What somebody is recognised by, in normal form."""

    phones: list[Code] = Field(default_factory=list, max_length=20)
    emails: list[Code] = Field(default_factory=list, max_length=20)
    names: list[Annotated[Text, Field(min_length=1, max_length=200)]] = Field(
        default_factory=list, max_length=5
    )


class Admission(Given):
    """A party to be in the master: either a customer that is there, or a new one; with a contact, or none."""

    source: Annotated[Text, Field(min_length=1, max_length=64)]
    external_id: Annotated[Text, Field(min_length=1, max_length=200)]
    customer_id: UUID | None = None
    customer: CustomerCreate | None = None
    contact_id: UUID | None = None
    contact: ContactCreate | None = None
    contact_title: Annotated[Text, Field(max_length=200)] = ""


class Admitted(NamedTuple):
    """Who they are in the master."""

    customer_id: UUID
    contact_id: UUID | None
