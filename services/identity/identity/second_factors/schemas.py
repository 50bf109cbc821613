"""Second factors as they are sent and shown."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chassis.schemas import Given, Shown
from identity.passwords.schemas import Encodable

Code = Annotated[
    Encodable,
    Field(
        min_length=6,
        max_length=32,
        description="Six digits of the authenticator, or a recovery code; hyphens and blanks do not matter",
        examples=["123456"],
    ),
]


class SecondFactorRead(Shown):
    """One's second factor."""

    enrolled: bool
    required: bool = Field(description="Whether the organisation requires one")
    since: datetime | None = Field(description="When it was set up")
    recovery_codes_left: int


class SetUp(Shown):
    """What an authenticator needs; shown once."""

    secret: str = Field(description="Base32, to be typed in where no QR code can be read")
    uri: str = Field(description="`otpauth://totp/…`, to be shown as a QR code")


class FirstCode(Given):
    """The first code that the authenticator shows."""

    code: Code


class RecoveryCodes(Shown):
    """Fresh recovery codes; shown once, each good for one use in place of a code."""

    recovery_codes: list[str]
