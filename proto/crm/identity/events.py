"""Facts identity announces. Each `…Changed` carries the whole record as others need it, so that a
projection is one upsert and late news is recognised by its version."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from crm.event import Event


class UserChanged(Event):
    """A person was added, changed, deactivated or given other roles or teams."""

    subject: ClassVar[str] = "identity.user.changed"
    record: ClassVar[str] = "user_id"
    user_id: UUID
    version: int
    name: str
    email: str
    active: bool = Field(description="False ends every session within 5 s")
    language: Literal["zh-CN", "zh-TW", "en"] = Field(description="Language of screens and messages")
    time_zone: str = Field(description="IANA zone of the person's screens and quiet hours")
    role_ids: list[UUID]
    team_ids: list[UUID]
    second_factor: bool = Field(default=False, description="Whether signing in needs a one-time code")


class SecondFactorReset(Event):
    """An administrator removed somebody's second factor; whoever it was taken from should hear of it."""

    subject: ClassVar[str] = "identity.user.second-factor-reset"
    record: ClassVar[str] = "user_id"
    user_id: UUID
    version: int


class ApiKeyChanged(Event):
    """An API key was made, changed, revoked; its secret is known to nobody but its holder."""

    subject: ClassVar[str] = "identity.api-key.changed"
    record: ClassVar[str] = "api_key_id"
    api_key_id: UUID
    version: int
    name: str
    active: bool = Field(description="False once revoked: it is refused everywhere within 5 s")
    expires_at: datetime | None = Field(description="From this moment on it is refused; null: never")
    role_ids: list[UUID]
    team_ids: list[UUID]


class RoleChanged(Event):
    """A role was added, changed or removed."""

    subject: ClassVar[str] = "identity.role.changed"
    record: ClassVar[str] = "role_id"
    role_id: UUID
    version: int
    name: str
    permissions: dict[str, Literal["own", "team", "subtree", "all"]] = Field(
        description="Permission `object.action` to its scope"
    )
    deleted: bool = False
    masks: list[str] = Field(default=[], description="Fields it hides, `object.field`")


class TeamChanged(Event):
    """A team was added, renamed, moved in the tree or removed."""

    subject: ClassVar[str] = "identity.team.changed"
    record: ClassVar[str] = "team_id"
    team_id: UUID
    version: int
    name: str
    parent_id: UUID | None
    deleted: bool = False


class SessionRevoked(Event):
    """A sign-in ended before its time; its access tokens are refused from now on."""

    subject: ClassVar[str] = "identity.session.revoked"
    record: ClassVar[str] = "session_id"
    session_id: UUID
    user_id: UUID
    version: int = 1
    expires_at: datetime = Field(description="After this moment its last token has expired by itself")


class OrganisationChanged(Event):
    """The organisation's settings changed."""

    subject: ClassVar[str] = "identity.organisation.changed"
    record: ClassVar[str] = "organisation_id"
    organisation_id: UUID
    version: int
    name: str
    time_zone: str = Field(description="IANA zone in which today, overdue and number years are reckoned")
    base_currency: str = Field(description="ISO 4217 code")
    languages: list[str] = Field(description="Languages people here work in, the first is the default")
    region: str = Field(description="ISO 3166 code; the country of phone numbers written without a prefix")
    second_factor_required: bool = Field(
        default=False, description="People without a second factor may do nothing but set one up"
    )
    at_risk_after_days: int = Field(
        default=180, description="Days without a purchase until a customer who has bought counts as at risk"
    )
    lost_after_days: int = Field(default=365, description="Days without a purchase until one counts as lost")
    letterhead: str = Field(
        default="", description="What documents say below the name: address, tax number, bank account"
    )


class ExportFinished(Event):
    """An export ended; its file can be fetched until it expires."""

    subject: ClassVar[str] = "identity.export.finished"
    record: ClassVar[str] = "export_id"
    export_id: UUID
    version: int
    requested_by: UUID
    target: str = Field(description="What was exported: audit, users")
    outcome: Literal["done", "failed"]
    rows: int = Field(description="Rows in the file, without the header")
