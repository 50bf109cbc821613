"""People as they are sent and shown."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import EmailStr, Field

from chassis.http.lists import ListQuery
from chassis.masks import FieldHidden
from chassis.schemas import Given, Name, RecordShown, Shown, absent
from identity.organisation.schemas import Language
from identity.passwords.schemas import Password
from identity.roles.schemas import Scope
from libs.countries import TimeZoneName

Ids = Annotated[list[UUID], Field(max_length=100)]
FIRST_DAY = "First day of absence, in the person's zone"
LAST_DAY = "Last day of absence; null means until further notice"


class UserCreate(Given):
    """A new person; without a password they are invited, and cannot sign in until one is set."""

    name: Name
    email: EmailStr
    password: Password | None = None
    language: Language = "zh-CN"
    time_zone: TimeZoneName | None = Field(
        default=None, description="IANA zone; the organisation's when null"
    )
    manager_id: UUID | None = None
    role_ids: Ids = Field(default_factory=list)
    team_ids: Ids = Field(default_factory=list)


class MeUpdate(Given):
    """What people change of themselves; absent fields stay."""

    name: Name = Field(default_factory=absent)
    language: Language = Field(default_factory=absent)
    time_zone: TimeZoneName = Field(default_factory=absent)
    out_of_office_from: date | None = Field(default=None, description=FIRST_DAY)
    out_of_office_until: date | None = Field(default=None, description=LAST_DAY)
    deputy_id: UUID | None = Field(default=None, description="Who stands in meanwhile")


class UserUpdate(MeUpdate):
    """What administrators change of a person; absent fields stay."""

    email: EmailStr = Field(default_factory=absent)
    manager_id: UUID | None = None
    role_ids: Ids = Field(default_factory=absent, description="All roles from now on")
    team_ids: Ids = Field(default_factory=absent, description="All teams from now on")


class UserRead(RecordShown):
    """A person."""

    name: str
    email: str
    active: bool = Field(description="False once deactivated")
    invited: bool = Field(description="True until a password is set")
    second_factor: bool = Field(description="Whether signing in needs a one-time code")
    language: Language
    time_zone: str
    manager_id: UUID | None
    out_of_office_from: date | None = Field(description=FIRST_DAY)
    out_of_office_until: date | None = Field(description=LAST_DAY)
    deputy_id: UUID | None
    role_ids: list[UUID]
    team_ids: list[UUID]


class ColleagueRead(Shown):
    """What everybody here may know of a colleague."""

    id: UUID
    name: str
    team_ids: list[UUID]
    search: str = Field(
        description="What the name is found by, a line each: itself, its pinyin, its initials"
    )


class UserQuery(ListQuery):
    """The list of people, narrowed."""

    active: bool | None = Field(default=None, description="Only active, or only deactivated people")
    role_id: UUID | None = Field(default=None, description="Only people with this role")
    team_id: UUID | None = Field(default=None, description="Only people in this team")


class PasswordSet(Given):
    """A password that an administrator gives."""

    password: Password


class PermissionHeld(Shown):
    """A permission somebody has, and why."""

    permission: str
    scope: Scope = Field(description="The widest that any of the roles gives")
    role_ids: list[UUID] = Field(description="The roles that give it")
    team_ids: list[UUID] = Field(description="The teams whose rows that covers; empty for own and all")
    masks: list[FieldHidden] = Field(
        description="For a permission to read: the fields that some role hides, `object.field`"
    )


class HolderRead(ColleagueRead):
    """Somebody who has a permission."""

    masked: list[str] = Field(description="What they read with it but these fields, `object.field`")
