"""The custom fields of an object as a JSON Schema: for forms, and for other systems that write records."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from chassis.custom_fields.fields import Field, Fields
from chassis.custom_fields.kinds import Kind
from chassis.custom_fields.reading import LONGEST

_AMOUNT: Final = {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$"}
_PLAIN: Final[Mapping[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.LONG_TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.MONEY: {
        "type": "object",
        "properties": {"amount": _AMOUNT, "currency": {"type": "string", "minLength": 3, "maxLength": 3}},
        "required": ["amount", "currency"],
        "additionalProperties": False,
    },
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.REFERENCE: {"type": "string", "format": "uuid"},
}


def json_schema(fields: Fields, masked: Collection[str]) -> dict[str, Any]:
    """What `custom` may hold, for somebody from whom these fields (`custom.<key>`) are hidden."""
    shown = [one for one in fields.live.values() if one.name not in masked]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {one.key: _described(one) for one in shown},
        "required": [one.key for one in shown if one.required],
        "additionalProperties": False,
    }


def _described(field: Field) -> dict[str, Any]:
    found = _values(field) | {"x-kind": str(field.kind), "x-labels": dict(field.labels)}
    if field.kind is Kind.COMPUTED:
        found["readOnly"] = True
    if field.default is not None:
        found["default"] = field.default
    if field.target:
        found["x-target"] = field.target
    return found


def _values(field: Field) -> dict[str, Any]:
    match field.holds:
        case Kind.CHOICE:
            return {"enum": list(field.choices)}
        case Kind.MULTI_CHOICE:
            return {"type": "array", "items": {"enum": list(field.choices)}, "uniqueItems": True}
        case Kind.TEXT | Kind.LONG_TEXT as kind:
            lengths = {
                "minLength": field.rules.get("min_length"),
                "maxLength": field.rules.get("max_length", LONGEST[kind]),
            }
            return _PLAIN[kind] | {name: one for name, one in lengths.items() if one is not None}
        case Kind.NUMBER:
            bounds = {"minimum": field.rules.get("minimum"), "maximum": field.rules.get("maximum")}
            return _PLAIN[Kind.NUMBER] | {name: float(one) for name, one in bounds.items() if one is not None}
        case Kind.MONEY | Kind.DATE as kind:  # they are texts, of which JSON Schema knows no bounds
            given = {name: field.rules.get(name) for name in ("minimum", "maximum")}
            return _PLAIN[kind] | {f"x-{name}": one for name, one in given.items() if one is not None}
        case kind:
            return dict(_PLAIN[kind])
