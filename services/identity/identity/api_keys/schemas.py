"""API keys as they are sent and shown."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, IPvAnyNetwork
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Moment, Name, RecordShown, Shown, Text, absent
from identity.passwords.schemas import Encodable

LONGEST_OVERLAP = 7 * 24 * 3600


def _network(value: str) -> str:
    try:
        return str(IPvAnyNetwork(value))  # type: ignore[operator]  # called, it parses
    except ValueError:
        raise PydanticCustomError("ip_any_network", "not an address or network") from None


def _later(moment: datetime) -> datetime:
    if moment <= datetime.now(UTC):
        raise PydanticCustomError("past", "must lie in the future")
    return moment


Ids = Annotated[list[UUID], Field(max_length=100)]
Network = Annotated[Text, Field(max_length=64), AfterValidator(_network)]
Addresses = Annotated[
    list[Network],
    Field(
        max_length=50,
        description="Networks it may be used from; none: from anywhere",
        examples=[["192.0.2.0/24"]],
    ),
]
Description = Annotated[Text, Field(max_length=2000)]
Expiry = Annotated[
    Moment, AfterValidator(_later), Field(description="From then on it is refused; null: never")
]


class ApiKeyCreate(Given):
    """A new key."""

    name: Name
    description: Description = ""
    role_ids: Annotated[Ids, Field(min_length=1)]
    team_ids: Ids = Field(default_factory=list)
    addresses: Addresses = Field(default_factory=list)
    expires_at: Expiry | None = None


class ApiKeyUpdate(Given):
    """What to change of a key; absent fields stay."""

    name: Name = Field(default_factory=absent)
    description: Description = Field(default_factory=absent)
    role_ids: Annotated[Ids, Field(min_length=1)] = Field(default_factory=absent)
    team_ids: Ids = Field(default_factory=absent)
    addresses: Addresses = Field(default_factory=absent)
    expires_at: Expiry | None = None


class ApiKeyRead(RecordShown):
    """A key; its secret is never shown again."""

    name: str
    description: str
    prefix: str = Field(description="How the key begins, to recognise it by")
    role_ids: list[UUID]
    team_ids: list[UUID]
    addresses: list[str]
    expires_at: datetime | None
    revoked_at: datetime | None
    created_by: UUID
    used_at: datetime | None = Field(description="Last use, to five minutes")
    used_from: str | None = Field(description="IP address of the last use")


class ApiKeyMade(ApiKeyRead):
    """A key with its secret, shown this once."""

    key: str = Field(description="Send it as `Authorization: Bearer <key>`")


class Rotation(Given):
    """How to renew a key's secret."""

    overlap_seconds: int = Field(
        default=0, ge=0, le=LONGEST_OVERLAP, description="For so long the secret from before works too"
    )


class KeyGiven(Given):
    """A key to be exchanged."""

    key: Annotated[Encodable, Field(max_length=200)]


class KeyToken(Shown):
    """What a key was exchanged for."""

    access_token: str
    expires_in: int = Field(description="Seconds the access token is valid")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # a kind of token, not one
