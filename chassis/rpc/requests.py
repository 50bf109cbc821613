"""What requests carry as text and numbers, read; INVALID_ARGUMENT names the field that cannot be."""

from collections.abc import Sequence
from typing import Final, TypeVar
from uuid import UUID

from chassis.problems import InvalidInput

T = TypeVar("T")
MOST_NAMED: Final = 200


def uuid_at(pointer: str, text: str) -> UUID:
    """A UUID. Raises InvalidInput."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput.at(pointer, "uuid_parsing") from None


def uuids_at(pointer: str, given: Sequence[str]) -> list[UUID]:
    """At most 200 UUIDs. Raises InvalidInput."""
    return [uuid_at(f"{pointer}/{index}", one) for index, one in enumerate(bounded(pointer, given))]


def bounded(pointer: str, given: Sequence[T]) -> Sequence[T]:
    """What is named, if it is not too much. Raises InvalidInput beyond 200."""
    if len(given) > MOST_NAMED:
        raise InvalidInput.at(pointer, "too_long", max_length=MOST_NAMED)
    return given


def fragment(q: str) -> str:
    """What somebody searches for: 1 to 100 characters. Raises InvalidInput."""
    if not 1 <= len(q) <= 100:
        raise InvalidInput.at("/q", "length", min=1, max=100)
    return q


def page_size(asked: int, usual: int, most: int) -> int:
    """How many to answer with; 0 leaves it to the service. Raises InvalidInput."""
    if asked < 0 or asked > most:
        raise InvalidInput.at("/page_size", "range", ge=1, le=most)
    return asked or usual
