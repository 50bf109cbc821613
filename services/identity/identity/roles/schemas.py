"""Roles as they are sent and shown."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Name, RecordShown, Shown, Text, absent
from crm.permissions import ALL, UNSCOPED, maskable

Scope = Literal["own", "team", "subtree", "all"]


def _known(permissions: dict[str, Scope]) -> dict[str, Scope]:
    for name, scope in permissions.items():
        if name not in ALL:
            raise PydanticCustomError("permission_unknown", "there is no permission {name}", {"name": name})
        if scope != "all" and name.partition(".")[0] in UNSCOPED:
            raise PydanticCustomError(
                "permission_unscoped", "{name} is held for all or not at all", {"name": name}
            )
    return permissions


Permissions = Annotated[
    dict[str, Scope],
    AfterValidator(_known),
    Field(
        max_length=1000,
        description="Permission `object.action` to its scope",
        examples=[{"customer.read": "team"}],
    ),
]


def _known_fields(masks: list[str]) -> list[str]:
    for name in masks:
        if not maskable(name):
            raise PydanticCustomError("field_unmaskable", "{name} cannot be hidden", {"name": name})
    return sorted(set(masks))


Masks = Annotated[
    list[Annotated[Text, Field(max_length=120)]],
    AfterValidator(_known_fields),
    Field(
        max_length=500,
        description="Fields it hides, `object.field`; another role that reads the object and does not hide "
        "them shows them. GET /maskable-fields names them",
        examples=[["customer.tax_number", "contact.phones"]],
    ),
]
Description = Annotated[Text, Field(max_length=2000)]


class RoleCreate(Given):
    """A new role."""

    name: Name
    description: Description = ""
    permissions: Permissions
    masks: Masks = Field(default_factory=list)


class RoleUpdate(Given):
    """What to change of a role; absent fields stay."""

    name: Name = Field(default_factory=absent)
    description: Description = Field(default_factory=absent)
    permissions: Permissions = Field(default_factory=absent)
    masks: Masks = Field(default_factory=absent)


class RoleRead(RecordShown):
    """A role."""

    name: str
    description: str
    permissions: dict[str, Scope]
    masks: list[str] = Field(description="Fields it hides")
    built_in: str | None = Field(description="`administrator` for the role that cannot be changed")


class RoleListed(RoleRead):
    """A role in the list."""

    holders: int = Field(description="How many people hold it, deactivated ones included")


class PermissionRead(Shown):
    """A permission that roles can hold."""

    name: str
    service: str = Field(description="The service that checks it")
    scopes: list[Scope] = Field(description="What it can be held for")


class MaskableRead(Shown):
    """An object with the fields of it that roles can hide."""

    thing: str
    fields: list[str] = Field(description="Besides these, any field of its own: `custom.<key>`")
    permission: str = Field(description="The permission that the object is read with")
