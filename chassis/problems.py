"""Errors as RFC 9457 problem details: one class per kind of error, whose name becomes the stable `type`.

A rule on a model raises a subclass of DomainError; the doors turn it into a problem document (REST)
or a status with the same document in its details (gRPC). Sentences are for developers: screens
translate `type` and `params`.
"""

import re
from typing import Any, ClassVar

from pydantic import BaseModel, Field

TYPE_PREFIX = "urn:crm:problem:"
MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One thing wrong with one field."""

    pointer: str = Field(description="JSON pointer into the body, or `?name` for a query parameter")
    kind: str = Field(description="What is wrong, stable for translation")
    params: dict[str, Any] = Field(default_factory=dict, description="What was expected")


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(description="Stable identifier of the kind of problem")
    title: str = Field(description="The kind of problem, for developers")
    status: int = Field(description="HTTP status")
    params: dict[str, Any] = Field(default_factory=dict, description="Values for the translated sentence")
    errors: list[FieldError] = Field(default_factory=list, description="Field by field, where it applies")
    trace_id: str | None = Field(default=None, description="Find this request in logs and traces")


class DomainError(Exception):
    """A rule said no. Subclass it next to the rule; the class name is the problem's type."""

    status: ClassVar[int] = 409
    headers: dict[str, str]

    def __init__(self, *, errors: list[FieldError] | None = None, **params: Any) -> None:
        super().__init__(type(self).__name__, params)
        self.params = params
        self.errors = errors or []
        self.headers = {}

    def problem(self) -> Problem:
        """The document a caller gets."""
        words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(self).__name__).lower()
        kind = TYPE_PREFIX + words.replace(" ", "-")
        title = ((self.__doc__ or words).strip().splitlines() or [words])[0]
        return Problem(type=kind, title=title, status=self.status, params=self.params, errors=self.errors)


class NotFound(DomainError):
    """There is no such record, or you may not read it."""

    status = 404


class NotAllowed(DomainError):
    """You lack the permission for that."""

    status = 403


class NotSignedIn(DomainError):
    """The request carries no valid access token."""

    status = 401


class InvalidInput(DomainError):
    """Some fields are not as they should be; `errors` says which and why."""

    status = 422

    @classmethod
    def at(cls, pointer: str, kind: str, **params: Any) -> "InvalidInput":
        """One wrong field."""
        return cls(errors=[FieldError(pointer=pointer, kind=kind, params=params)])


class TooManyRequests(DomainError):
    """Slow down; Retry-After says how many seconds."""

    status = 429


class Unavailable(DomainError):
    """A service needed for the answer did not reply in time; try again."""

    status = 503
