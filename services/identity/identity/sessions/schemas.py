"""Signing in, as it is sent and shown."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Shown
from identity.passwords.schemas import Encodable, Password


class SignInCreate(Given):
    """Who wants to sign in."""

    email: Annotated[Encodable, Field(min_length=1, max_length=320, examples=["admin@example.com"])]
    password: Password
    otp: Annotated[Encodable, Field(max_length=32)] | None = Field(
        default=None,
        description="Code of the authenticator or a recovery code, for people with a second factor",
    )


class Refresh(Given):
    """The refresh token received last."""

    refresh_token: Annotated[Encodable, Field(max_length=200)]


class Tokens(Shown):
    """What a client keeps of a sign-in."""

    access_token: str = Field(description="Bearer token (EdDSA JWT)")
    refresh_token: str = Field(description="Good for one refresh, which gives the next")
    expires_in: int = Field(description="Seconds the access token is valid")
    device_token: str | None = Field(
        default=None,
        description="X-Device-Token of the next sign-in with this device; only for who sent the header",
    )
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # a kind of token, not one


class Confirmation(Given):
    """Proof that it is still the same person: the code of people with a second factor, else the password."""

    password: Password | None = None
    otp: Annotated[Encodable, Field(max_length=32)] | None = None


class ConfirmedRead(Shown):
    """A confirmed sign-in."""

    confirmed_until: datetime = Field(description="Until then dangerous actions are open")


class SessionRead(Shown):
    """A sign-in that is still good."""

    id: UUID
    device: str = Field(description="User-Agent at sign-in")
    device_id: UUID | None = Field(description="The known device (/me/devices) it was opened with")
    address: str = Field(description="IP address of the last refresh, or of the sign-in")
    created_at: datetime
    used_at: datetime = Field(description="Sign-in or last refresh")
    expires_at: datetime = Field(description="It ends then even if it is used")
    current: bool = Field(default=False, description="True for the one that asks")
