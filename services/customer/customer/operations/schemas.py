"""Bulk edits of customers and contacts, as callers send them."""

from typing import ClassVar

from pydantic import Field

from chassis.operations.edits import Edit, Selection
from customer.contacts.schemas import ContactUpdate
from customer.customers.schemas import CustomerAssignment, CustomerUpdate, TagIds


class CustomerEdit(Edit):
    """Changes to customers."""

    thing: ClassVar[str] = "customer"
    values: CustomerUpdate | None = Field(default=None, description="Fields to set, as in PATCH")
    add_tags: TagIds = Field(default_factory=list)
    remove_tags: TagIds = Field(default_factory=list)
    assign: CustomerAssignment | None = Field(default=None, description="As for one; needs customer.assign")


class CustomerBulkEdit(CustomerEdit):
    """Changes to many customers."""

    selection: Selection


class ContactEdit(Edit):
    """Changes to contacts."""

    values: ContactUpdate | None = Field(default=None, description="Fields to set, as in PATCH")


class ContactBulkEdit(ContactEdit):
    """Changes to many contacts."""

    selection: Selection
