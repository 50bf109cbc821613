"""Computed fields: in which order, and how a result is kept."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from chassis.custom_fields.kinds import Kind, number_value
from chassis.custom_fields.reading import LARGEST, LONGEST
from libs import formulas

if TYPE_CHECKING:
    from chassis.custom_fields.fields import Field

USUAL_DECIMALS: Final = 2


class Computed(NamedTuple):
    """A computed field with its formula."""

    field: "Field"
    formula: formulas.Node


class Circle(ValueError):
    """Fields that are computed of each other; `keys` names them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


def in_order(fields: Iterable["Field"]) -> list[Computed]:
    """The computed ones, each after those it is computed of. Raises Circle."""
    waiting = {one.name: Computed(one, one.formula) for one in fields if one.formula is not None}
    found: list[Computed] = []
    while waiting:
        ready = [
            one for one in waiting.values() if waiting.keys().isdisjoint(formulas.fields_of(one.formula))
        ]
        if not ready:
            raise Circle(sorted(one.field.key for one in waiting.values()))
        found += ready
        for one in ready:
            del waiting[one.field.name]
    return found


def kept_result(value: formulas.Value, rules: Mapping[str, Any]) -> Any:
    """What a formula yielded, in the JSON form of its kind; None when it is empty or cannot be kept."""
    match value:
        case bool() | None:
            return value
        case Decimal():
            given = rules.get("decimals")
            return _number(value, USUAL_DECIMALS if given is None else given)
        case date():
            return value.isoformat()
        case str():
            return value[: LONGEST[Kind.TEXT]] or None


def _number(value: Decimal, decimals: int) -> int | float | None:
    if abs(value) >= LARGEST / 10**decimals:
        return None
    return number_value(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0)
