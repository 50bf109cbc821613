"""Whether a definition makes sense, by itself and among the other fields of its object."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from chassis.custom_fields.computing import Circle, in_order
from chassis.custom_fields.fields import Field, Fields
from chassis.custom_fields.kinds import UNIQUE, Kind
from chassis.custom_fields.reading import LONGEST, read
from chassis.problems import InvalidInput
from libs import formulas
from libs.conditions.values import BadValue

CHOICES: Final = frozenset({Kind.CHOICE, Kind.MULTI_CHOICE})
WITHOUT_DEFAULT: Final = frozenset({Kind.COMPUTED, Kind.REFERENCE})
TEXTS: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT})
ALLOWED: Final[Mapping[str, frozenset[Kind]]] = {
    "minimum": frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE}),
    "maximum": frozenset({Kind.NUMBER, Kind.MONEY, Kind.DATE}),
    "min_length": TEXTS,
    "max_length": TEXTS,
    "decimals": frozenset({Kind.NUMBER, Kind.COMPUTED}),
}
"""Rule → the kinds that have it."""


def plain_rules(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """The rules that are said, as they are kept. Raises InvalidInput for one that the kind has not."""
    rules = {name: value for name, value in given.items() if value is not None}
    for name in rules:
        if kind not in ALLOWED[name]:
            raise InvalidInput.at(f"/rules/{name}", "not_for_kind", kinds=sorted(ALLOWED[name]))
    bounds = {name: _bound(kind, name, rules[name]) for name in ("minimum", "maximum") if name in rules}
    lowest, highest = bounds.get("minimum"), bounds.get("maximum")
    shortest, longest, most = rules.get("min_length", 0), rules.get("max_length", 0), LONGEST.get(kind, 0)
    crossed = lowest is not None and highest is not None and lowest > highest
    if crossed or shortest > (longest or most):
        raise InvalidInput.at("/rules", "bounds_crossed")
    if longest > most:
        raise InvalidInput.at("/rules/max_length", "less_than_equal", le=most)
    return rules | {name: str(value) for name, value in bounds.items()}


def _bound(kind: Kind, name: str, value: Any) -> Any:
    try:
        found = date.fromisoformat(value) if kind is Kind.DATE else Decimal(str(value))
    except (InvalidOperation, ValueError, TypeError):
        raise InvalidInput.at(f"/rules/{name}", "wrong_type", expected=str(kind)) from None
    if isinstance(found, Decimal) and not (found.is_finite() and abs(found) < Decimal(10) ** 15):
        raise InvalidInput.at(f"/rules/{name}", "wrong_type", expected=str(kind))
    return found


def require_sound(field: Field, targets: Mapping[str, Any]) -> None:
    """What can be said of the field alone. Raises InvalidInput."""
    values = [one.value for one in field.options]
    wrong: dict[str, bool] = {
        "/required": field.required and field.kind is Kind.COMPUTED,
        "/unique": field.unique and field.kind not in UNIQUE,
        "/options": bool(values) is not (field.kind in CHOICES),
        "/target": (field.target is not None) is not (field.kind is Kind.REFERENCE),
        "/formula": (field.formula is not None) is not (field.kind is Kind.COMPUTED),
        "/default": field.default is not None and (field.unique or field.kind in WITHOUT_DEFAULT),
    }
    for pointer, is_wrong in wrong.items():
        if is_wrong:
            raise InvalidInput.at(pointer, "not_for_kind", given=str(field.kind))
    if len(set(values)) < len(values):
        raise InvalidInput.at("/options", "options_repeated")
    if field.target is not None and field.target not in targets:
        raise InvalidInput.at("/target", "enum", expected=sorted(targets))


def default_of(field: Field, given: Any) -> Any:
    """The default as it is kept. Raises InvalidInput."""
    try:
        return read(field, given)
    except BadValue as bad:
        raise InvalidInput.at("/default", bad.kind, **bad.params) from None


def field_of(record: Any) -> Field:
    """The field of a definition. Raises InvalidInput with the place in the text of a formula that is none."""
    try:
        return Field.of(record)
    except formulas.FormulaInvalid as error:
        raise InvalidInput.at("/formula", error.kind, at=error.at, **error.params) from None


def result_of(field: Field, others: Fields) -> Kind:
    """What a formula yields among the other fields. Raises InvalidInput, also for a circle."""
    assert field.formula is not None  # noqa: S101  # asked of computed fields only
    known = others.types()
    # Itself, of whatever type, so that a formula that names itself is told to be a circle.
    known.setdefault(field.name, formulas.Type.NUMBER)
    try:
        found = formulas.check(field.formula, known)
        in_order([*(one for one in others.live.values() if one.id != field.id), field])
    except formulas.FormulaInvalid as error:
        raise InvalidInput.at("/formula", error.kind, at=error.at, **error.params) from None
    except Circle as circle:
        raise InvalidInput.at("/formula", "formula_circle", keys=circle.keys) from None
    return Kind(found.value)


def used_by(field: Field, others: Fields) -> list[str]:
    """The keys of computed fields that read this one."""
    return [one.key for one, formula in others.computing if field.name in formulas.fields_of(formula)]
