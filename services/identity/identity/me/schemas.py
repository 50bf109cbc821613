"""What the web app needs to know of whoever uses it."""

from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Shown
from identity.organisation.schemas import OrganisationRead
from identity.passwords.schemas import Password
from identity.roles.schemas import Scope
from identity.users.schemas import UserRead


class MyTeam(Shown):
    """A team one is in."""

    id: UUID
    name: str


class MeRead(UserRead):
    """Oneself."""

    session_id: UUID | None
    organisation: OrganisationRead
    teams: list[MyTeam]
    permissions: dict[str, Scope] = Field(
        description="Permission `object.action` to its scope, at this moment"
    )
    masked: list[str] = Field(description="Fields hidden from oneself, `object.field`, at this moment")


class PasswordChange(Given):
    """A new password of one's own."""

    current_password: Password
    new_password: Password
