"""Reads the values of conditions: each kind of field takes one written form and nothing else."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from libs.conditions.fields import Kind
from libs.conditions.tree import ME, Scalar

MAX_TEXT = 1_000
NUMBER_LIMIT = Decimal(10) ** 20
MAX_DECIMALS = 10

_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class BadValue(Exception):
    """A value that its field cannot take; `kind` says why."""

    def __init__(self, kind: str, **params: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params


def read_value(kind: Kind, value: object) -> Scalar:
    return _READERS[kind](value)


def read_text(value: object) -> str:
    if not isinstance(value, str):
        raise BadValue("wrong_type", expected="text")
    if len(value) > MAX_TEXT:
        raise BadValue("too_long", limit=MAX_TEXT)
    if not is_storable(value):
        raise BadValue("bad_text")
    return str(value)


def read_days(value: object, lowest: int, highest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValue("wrong_type", expected="days")
    if not lowest <= value <= highest:
        raise BadValue("out_of_range", lowest=lowest, highest=highest)
    return int(value)


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return _UNSTORABLE.search(text) is None


def _number(value: object) -> Decimal:
    number = _written_number(value)
    if not number.is_finite():
        raise BadValue("wrong_type", expected="number")
    if number.copy_abs() >= NUMBER_LIMIT or int(number.as_tuple().exponent) < -MAX_DECIMALS:
        raise BadValue("out_of_range", lowest=str(-NUMBER_LIMIT), highest=str(NUMBER_LIMIT))
    return number


def _written_number(value: object) -> Decimal:
    match value:
        case bool():
            pass
        case int() | Decimal():
            return Decimal(value)
        case float():
            return Decimal(repr(float(value)))  # 0.1 as it was written, not as it is stored
        case str() if _NUMBER.fullmatch(value):
            return Decimal(value)
    raise BadValue("wrong_type", expected="number")


def _date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadValue("wrong_type", expected="date")


def _moment(value: object) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):  # 25:00, and year 1 east of Greenwich
            pass
    raise BadValue("wrong_type", expected="moment")


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise BadValue("wrong_type", expected="boolean")


def _reference(value: object) -> UUID | str:
    if isinstance(value, str) and _UUID.fullmatch(value):
        return UUID(value)
    if value == ME:
        return ME
    raise BadValue("wrong_type", expected="reference")


_READERS: Mapping[Kind, Callable[[object], Scalar]] = {
    Kind.TEXT: read_text,
    Kind.CHOICE: read_text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.REFERENCE: _reference,
    Kind.TAGS: read_text,
    Kind.REFERENCES: _reference,
}
