"""Which objects of this service have custom fields."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.declaration import CustomFields, declare
from chassis.outbox import publish
from crm.customer.events import CustomFieldChanged
from customer.contacts import customising as contacts
from customer.custom_fields.models import CustomField, CustomValue
from customer.customers import customising as customers


async def changed(session: AsyncSession, field: Any) -> None:
    """Tell that a definition changed."""
    event = CustomFieldChanged(
        field_id=field.id,
        version=field.version,
        object=field.object,
        key=field.key,
        kind=field.kind,
        archived=field.archived_at is not None,
    )
    publish(session, event)


async def people(
    _session: AsyncSession, _actor: Actor, access: Access, ids: Collection[UUID]
) -> Mapping[UUID, str]:
    """People who work here, by name."""
    known = ((id_, access.user(id_)) for id_ in ids)
    return {id_: person["name"] for id_, person in known if person}


CUSTOM: Final = declare(
    "customer",
    CustomFields(
        CustomField,
        CustomValue,
        {"customer": customers.CUSTOMERS, "contact": contacts.CONTACTS},
        targets={"customer": customers.named, "contact": contacts.named, "user": people},
        permission="custom_field.manage",
        changed=changed,
    ),
)
