"""Passwords as they are sent."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("string_unicode", "text must be valid Unicode") from None
    return value


Encodable = Annotated[str, AfterValidator(_encodable)]
"""Text that has bytes: no halves of surrogate pairs."""
Password = Annotated[Encodable, Field(min_length=1, max_length=256, json_schema_extra={"format": "password"})]
"""A password, of any characters; a new one has at least as many as the installation asks for."""
