"""Opaque page cursors: the sort and the last row's value and id, so that a page starts after that row."""

import base64
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from chassis.problems import InvalidInput

_READ: dict[str, Callable[[Any], Any]] = {
    "u": UUID,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "-": lambda value: value,
}


def encode(sort: str, last: Any) -> str:
    """The cursor of the page after a row's (value, id)."""
    tagged = [_tag(value) for value in last]
    return base64.urlsafe_b64encode(orjson.dumps([sort, *tagged])).rstrip(b"=").decode()


def decode(cursor: str, sort: str) -> tuple[Any, Any]:
    """The (value, id) a cursor names; raises InvalidInput when it is not one of this list's."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, value, key = orjson.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if name != sort:
            raise ValueError(name)
        return _READ[value[0]](value[1]), _READ[key[0]](key[1])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
        raise InvalidInput.at("?after", "cursor_invalid") from None


def _tag(value: object) -> list[object]:
    if isinstance(value, UUID):
        return ["u", str(value)]
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Decimal):
        return ["n", str(value)]
    return ["-", value]
