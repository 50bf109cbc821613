"""Roles as they are sent and shown."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Name, RecordShown, Shown, Text
from crm.permissions import ALL, UNSCOPED
from identity.patches import absent

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
Description = Annotated[Text, Field(max_length=2000)]


class RoleCreate(Given):
    """A new role."""

    name: Name
    description: Description = ""
    permissions: Permissions


class RoleUpdate(Given):
    """What to change of a role; absent fields stay."""

    name: Name = Field(default_factory=absent)
    description: Description = Field(default_factory=absent)
    permissions: Permissions = Field(default_factory=absent)


class RoleRead(RecordShown):
    """A role."""

    name: str
    description: str
    permissions: dict[str, Scope]
    built_in: str | None = Field(description="`administrator` for the role that cannot be changed")


class PermissionRead(Shown):
    """A permission that roles can hold."""

    name: str
    service: str = Field(description="The service that checks it")
    scopes: list[Scope] = Field(description="What it can be held for")
