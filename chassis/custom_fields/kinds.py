"""The kinds of custom fields: what a value of each looks like, and where the index keeps it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from libs import conditions, formulas
from libs.names import sort_key


class Kind(StrEnum):
    """What a custom field holds, in JSON."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # for reading, neither filtered nor sorted by
    NUMBER = "number"  # a JSON number of at most 15 digits, which is exact
    MONEY = "money"  # {"amount": "12.50", "currency": "CNY"}
    DATE = "date"  # "2026-03-01"
    MOMENT = "moment"  # "2026-03-01T08:00:00Z"
    BOOLEAN = "boolean"
    CHOICE = "choice"  # the value of one option
    MULTI_CHOICE = "multi_choice"  # the values of options, in their order
    REFERENCE = "reference"  # the id of a thing
    COMPUTED = "computed"  # as its formula yields


class Stored(NamedTuple):
    """How the index keeps a kind: its column, what conditions ask of it, what it sorts by."""

    column: str
    asked: conditions.Kind
    sorts: str | None = None


_K = conditions.Kind
STORED: Final[Mapping[Kind, Stored]] = {
    Kind.TEXT: Stored("text", _K.TEXT, "sort_key"),
    Kind.NUMBER: Stored("number", _K.NUMBER, "number"),
    Kind.MONEY: Stored("number", _K.NUMBER, "number"),
    Kind.DATE: Stored("day", _K.DATE, "day"),
    Kind.MOMENT: Stored("moment", _K.MOMENT, "moment"),
    Kind.BOOLEAN: Stored("flag", _K.BOOLEAN),
    Kind.CHOICE: Stored("text", _K.CHOICE, "text"),
    Kind.MULTI_CHOICE: Stored("items", _K.TAGS),
    Kind.REFERENCE: Stored("reference", _K.REFERENCE),
}
UNIQUE: Final = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.REFERENCE})
"""Kinds whose values can be unique."""
IN_FORMULAS: Final[Mapping[Kind, formulas.Type]] = {
    Kind.TEXT: formulas.Type.TEXT,
    Kind.LONG_TEXT: formulas.Type.TEXT,
    Kind.CHOICE: formulas.Type.TEXT,
    Kind.NUMBER: formulas.Type.NUMBER,
    Kind.MONEY: formulas.Type.NUMBER,
    Kind.DATE: formulas.Type.DATE,
    Kind.BOOLEAN: formulas.Type.BOOLEAN,
}
"""What formulas take a kind for; of money they read the amount."""


def python_value(kind: Kind, value: Any) -> Any:
    """A JSON value as conditions and formulas compare it."""
    match kind:
        case Kind.NUMBER:
            return Decimal(str(value))
        case Kind.MONEY:
            return Decimal(value["amount"])
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.MOMENT:
            return datetime.fromisoformat(value)
        case Kind.REFERENCE:
            return UUID(value)
        case _:
            return value


def number_value(number: Decimal) -> int | float:
    """A decimal of at most 15 digits as a JSON number; whole ones without a fraction."""
    whole = int(number)
    return whole if whole == number else float(number)


def moment_value(moment: datetime) -> str:
    """A moment as it is kept: UTC, fractions of seconds only when it has some."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def indexed(kind: Kind, value: Any) -> dict[str, Any]:
    """The columns of the index that hold a value."""
    found: dict[str, Any] = {STORED[kind].column: python_value(kind, value)}
    if kind is Kind.TEXT:
        found["sort_key"] = sort_key(value)
    if kind is Kind.MONEY:
        found["text"] = value["currency"]
    return found
