"""Reading what a caller sends for a custom field: the value as it is kept, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from chassis.custom_fields.kinds import Kind, moment_value, number_value
from libs.conditions.fields import Kind as Asked
from libs.conditions.values import BadValue, is_storable, read_value
from libs.countries import currencies

if TYPE_CHECKING:
    from chassis.custom_fields.fields import Field

LONGEST: Final[Mapping[Kind, int]] = {Kind.TEXT: 500, Kind.LONG_TEXT: 20_000}
LARGEST: Final = Decimal(10) ** 15
MONEY_DECIMALS: Final = 4
NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


def read(field: "Field", value: Any) -> Any:
    """The value as it is kept, None when it is empty. Raises BadValue."""
    if value is None or value == "" or value == []:
        return None
    return _READERS[field.kind](field, value)


def _text(field: "Field", value: Any) -> str:
    if not isinstance(value, str) or not is_storable(value):
        raise BadValue("string_type")
    longest = field.rules.get("max_length") or LONGEST[field.kind]
    shortest = field.rules.get("min_length") or 0
    if len(value) > longest:
        raise BadValue("string_too_long", max_length=longest)
    if len(value) < shortest:
        raise BadValue("string_too_short", min_length=shortest)
    return value


def _number(field: "Field", value: Any) -> int | float:
    number = _decimal(value)
    decimals = field.rules.get("decimals") or 0
    if number != round(number, decimals):
        if decimals == 0:
            raise BadValue("number_not_whole")
        raise BadValue("decimal_max_places", decimal_places=decimals)
    largest = LARGEST / 10**decimals  # 15 digits in all: a JSON number keeps them exactly
    if abs(number) >= largest:
        raise BadValue("number_out_of_range", min=str(-largest), max=str(largest))
    _within(field, number, Decimal)
    return number_value(number)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise BadValue("number_invalid")
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise BadValue("number_invalid")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise BadValue("number_invalid") from None
    if not number.is_finite() or abs(number) >= LARGEST:  # rounding further digits away would be guessing
        raise BadValue("number_out_of_range", min=str(-LARGEST), max=str(LARGEST))
    return number


def _money(field: "Field", value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or value.keys() != {"amount", "currency"}:
        raise BadValue("money_type", expected={"amount": "12.50", "currency": "CNY"})
    amount, currency = _decimal(value["amount"]), value["currency"]
    if amount != round(amount, MONEY_DECIMALS):
        raise BadValue("decimal_max_places", decimal_places=MONEY_DECIMALS)
    if not isinstance(currency, str) or currency.upper() not in currencies():
        raise BadValue("unknown_currency")
    _within(field, amount, Decimal)
    exact = amount.normalize()
    digits = max(2, -int(exact.as_tuple().exponent))
    return {"amount": f"{amount:.{digits}f}", "currency": currency.upper()}


def _date(field: "Field", value: Any) -> str:
    try:
        day = read_value(Asked.DATE, value)
    except BadValue:
        raise BadValue("date_invalid") from None
    assert isinstance(day, date)  # noqa: S101  # what that reader gives
    _within(field, day, date.fromisoformat)
    return day.isoformat()


def _moment(_: "Field", value: Any) -> str:
    try:
        moment = read_value(Asked.MOMENT, value)
    except BadValue:
        raise BadValue("datetime_type") from None
    assert isinstance(moment, datetime)  # noqa: S101  # what that reader gives
    return moment_value(moment)


def _within(field: "Field", value: Any, bound: Callable[[str], Any]) -> None:
    lowest, highest = field.rules.get("minimum"), field.rules.get("maximum")
    if lowest is not None and value < bound(lowest):
        raise BadValue("greater_than_equal", ge=lowest)
    if highest is not None and value > bound(highest):
        raise BadValue("less_than_equal", le=highest)


def _boolean(_: "Field", value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue("bool_type")
    return value


def _choice(field: "Field", value: Any) -> str:
    if not isinstance(value, str) or value not in field.choices:
        raise BadValue("choice_unknown", expected=list(field.choices))
    return value


def _choices(field: "Field", value: Any) -> list[str]:
    if not isinstance(value, list) or any(not isinstance(one, str) for one in value):
        raise BadValue("list_type")
    if any(one not in field.choices for one in value):
        raise BadValue("choice_unknown", expected=list(field.choices))
    return [one for one in field.choices if one in value]


def _reference(_: "Field", value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue("uuid_type")
    try:
        return str(UUID(value))
    except ValueError:
        raise BadValue("uuid_parsing") from None


def _computed(_: "Field", __: Any) -> None:
    raise BadValue("field_read_only")


_READERS: Final[Mapping[Kind, Callable[["Field", Any], Any]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: _choices,
    Kind.REFERENCE: _reference,
    Kind.COMPUTED: _computed,
}
