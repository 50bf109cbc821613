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
    otp: Annotated[str, Field(max_length=16)] | None = Field(
        default=None, description="One-time password; not asked for yet"
    )


class Refresh(Given):
    """The refresh token received last."""

    refresh_token: Annotated[Encodable, Field(max_length=200)]


class Tokens(Shown):
    """What a client keeps of a sign-in."""

    access_token: str = Field(description="Bearer token (EdDSA JWT)")
    refresh_token: str = Field(description="Good for one refresh, which gives the next")
    expires_in: int = Field(description="Seconds the access token is valid")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # a kind of token, not one


class SessionRead(Shown):
    """A sign-in that is still good."""

    id: UUID
    device: str = Field(description="User-Agent at sign-in")
    address: str = Field(description="IP address of the last refresh, or of the sign-in")
    created_at: datetime
    used_at: datetime = Field(description="Sign-in or last refresh")
    expires_at: datetime = Field(description="It ends then even if it is used")
    current: bool = Field(default=False, description="True for the one that asks")
