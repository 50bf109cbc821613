"""Preferences as they are sent and shown."""

from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import Path
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Shown

LARGEST = 16_384


def keepable(value: Any) -> Any:
    """JSON that the database can keep, within bounds."""
    try:
        size = len(orjson.dumps(value))
    except (TypeError, RecursionError):
        raise PydanticCustomError("json_unkeepable", "not JSON that can be kept") from None
    if size > LARGEST:
        raise PydanticCustomError("too_large", "at most {most} bytes as JSON", {"most": LARGEST})
    return value


Keepable = Annotated[Any, AfterValidator(keepable)]
PreferenceKey = Annotated[
    str, Path(pattern="^[a-z0-9][a-z0-9._-]{0,99}$", description="For instance `theme`")
]


class PreferenceSet(Given):
    """A preference to keep."""

    value: Keepable = Field(description="Any JSON of at most 16 KiB")


class PreferenceRead(Shown):
    """A preference."""

    key: str
    value: Any
    updated_at: datetime
