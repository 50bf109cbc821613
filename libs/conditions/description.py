"""What may be asked, as plain data: for the API documentation and the web app's filter builder."""

from libs.conditions.fields import Field, Fields, Kind, Takes
from libs.conditions.parsing import MAX_VALUES
from libs.conditions.periods import MAX_DAYS
from libs.conditions.values import MAX_TEXT

_TEXT: dict[str, object] = {"type": "string", "maxLength": MAX_TEXT}
_ID: dict[str, object] = {"anyOf": [{"type": "string", "format": "uuid"}, {"const": "me"}]}
_VALUES: dict[Kind, dict[str, object]] = {
    Kind.TEXT: _TEXT,
    Kind.CHOICE: _TEXT,
    Kind.NUMBER: {
        "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,20}(\.[0-9]{1,10})?$"}]
    },
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.REFERENCE: _ID,
    Kind.TAGS: _TEXT,
    Kind.REFERENCES: _ID,
}


def describe(fields: Fields) -> dict[str, dict[str, object]]:
    """Each field with its kind, its choices if they are fixed, and its operators with what they take."""
    return {name: _described(field) for name, field in fields.items()}


def _described(field: Field) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": str(field.kind),
        "operators": {str(op): str(takes) for op, takes in field.operators.items()},
    }
    return found if field.choices is None else found | {"choices": sorted(field.choices)}


def json_schema(fields: Fields, name: str = "Condition") -> dict[str, object]:
    """A JSON Schema (2020-12) of the conditions on these fields; `name` is what it calls itself.

    It says nothing of depth and number of conditions; parsing checks these.
    """
    this = {"$ref": f"#/$defs/{name}"}
    parts = {"type": "array", "items": this}
    groups = [_object({"all": parts}), _object({"any": parts}), _object({"not": this})]
    return {"$ref": this["$ref"], "$defs": {name: {"oneOf": [*groups, *_leaves(fields)]}}}


def _leaves(fields: Fields) -> list[dict[str, object]]:
    leaves = []
    for name, field in fields.items():
        by_takes: dict[Takes, list[str]] = {}
        for op, takes in field.operators.items():
            by_takes.setdefault(takes, []).append(str(op))
        for takes, ops in by_takes.items():
            leaf: dict[str, object] = {"field": {"const": name}, "op": {"enum": ops}}
            leaves.append(_object(leaf | _value(takes, _one(field))))
    return leaves


def _one(field: Field) -> dict[str, object]:
    return _VALUES[field.kind] if field.choices is None else {"enum": sorted(field.choices)}


def _value(takes: Takes, one: dict[str, object]) -> dict[str, object]:
    match takes:
        case Takes.NOTHING:
            return {}
        case Takes.ONE:
            return {"value": one}
        case Takes.PAIR:
            return {"value": {"type": "array", "items": one, "minItems": 2, "maxItems": 2}}
        case Takes.MANY:
            return {"value": {"type": "array", "items": one, "minItems": 1, "maxItems": MAX_VALUES}}
        case Takes.DAYS:
            return {"value": {"type": "integer", "minimum": 0, "maximum": MAX_DAYS}}


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
