"""JSON to syntax tree, with every mistake located by a JSON pointer."""

from collections.abc import Mapping
from typing import NamedTuple

from libs.conditions.fields import Field, Fields, Op, Takes
from libs.conditions.periods import MAX_DAYS
from libs.conditions.tree import All, AnyOf, Condition, Leaf, Not, Operand, Scalar, negate
from libs.conditions.values import BadValue, is_storable, read_days, read_value

MAX_DEPTH = 8
MAX_LEAVES = 100
MAX_VALUES = 1_000
SHAPES = ("{field, op, value}", "{all: […]}", "{any: […]}", "{not: …}")

_NEGATIVE = {Op.NE: Op.EQ, Op.NOT_IN: Op.IN, Op.HAS_NONE: Op.HAS_ANY}


class Problem(NamedTuple):
    """One mistake: where (JSON pointer into the condition), what kind, and the figures of its sentence."""

    pointer: str
    kind: str
    params: Mapping[str, object] = {}


class ConditionInvalid(ValueError):
    """The data is no condition on these fields; `errors` names one mistake for each wrong part."""

    def __init__(self, errors: list[Problem]) -> None:
        super().__init__("; ".join(f"{error.pointer or '/'}: {error.kind}" for error in errors))
        self.errors = errors


class _Mistake(Exception):
    def __init__(self, pointer: str, kind: str, **params: object) -> None:
        super().__init__(kind)
        self.problem = Problem(pointer, kind, params)


class _TooMany(_Mistake):
    """Not worth reading on."""


def parse(data: object, fields: Fields) -> Condition:
    """Read a condition from JSON data (dicts, lists, scalars); raises nothing but `ConditionInvalid`."""
    reading = _Reading(fields)
    try:
        condition = reading.node(data, "", depth=1)
    except _Mistake as mistake:
        raise ConditionInvalid([*reading.problems, mistake.problem]) from None
    if reading.problems:
        raise ConditionInvalid(reading.problems)
    return condition


class _Reading:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.problems: list[Problem] = []
        self.leaves = 0

    def node(self, data: object, pointer: str, depth: int) -> Condition:
        match data:
            case {"all": parts, **rest} if not rest:
                return All(self.parts(parts, f"{pointer}/all", depth))
            case {"any": parts, **rest} if not rest:
                return AnyOf(self.parts(parts, f"{pointer}/any", depth))
            case {"not": part, **rest} if not rest:
                self.check_depth(pointer, depth)
                return negate(self.node(part, f"{pointer}/not", depth + 1))
            case _:
                self.count(pointer)
                return _leaf(data, pointer, self.fields)

    def parts(self, data: object, pointer: str, depth: int) -> tuple[Condition, ...]:
        self.check_depth(pointer, depth)
        if not isinstance(data, list):
            self.count(pointer)
            raise _Mistake(pointer, "wrong_type", expected="list")
        if not data:
            self.count(pointer)
        found = []
        for i, part in enumerate(data):
            try:
                found.append(self.node(part, f"{pointer}/{i}", depth + 1))
            except _TooMany:
                raise
            except _Mistake as mistake:
                self.problems.append(mistake.problem)
        return tuple(found)

    def check_depth(self, pointer: str, depth: int) -> None:
        if depth >= MAX_DEPTH:  # a group's parts are one level below it
            self.count(pointer)
            raise _Mistake(pointer, "too_deep", limit=MAX_DEPTH)

    def count(self, pointer: str) -> None:
        """Count what ends a branch, right or wrong: that bounds the work and the number of mistakes."""
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            raise _TooMany(pointer, "too_many_conditions", limit=MAX_LEAVES)


def _leaf(data: object, pointer: str, fields: Fields) -> Condition:
    if not isinstance(data, dict) or not {"field", "op"} <= data.keys() <= {"field", "op", "value"}:
        raise _Mistake(pointer, "malformed", expected=list(SHAPES))
    name, written = data["field"], data["op"]
    field = fields.get(name) if isinstance(name, str) else None
    if field is None:
        raise _Mistake(f"{pointer}/field", "unknown_field", field=_shown(name), expected=sorted(fields))
    if not isinstance(written, str) or written not in field.operators:
        allowed = [str(op) for op in field.operators]
        raise _Mistake(f"{pointer}/op", "unknown_operator", op=_shown(written), allowed=allowed)
    op = Op(written)
    value = _operand(op, field, data.get("value"), f"{pointer}/value")
    leaf = Leaf(str(name), field.kind, _NEGATIVE.get(op, op), value)
    return Not(leaf) if op in _NEGATIVE else leaf


def _operand(op: Op, field: Field, data: object, pointer: str) -> Operand:
    takes = field.operators[op]
    if (data is None) is not (takes is Takes.NOTHING):
        raise _Mistake(pointer, "missing_value" if data is None else "unexpected_value")
    match takes:
        case Takes.NOTHING:
            return None
        case Takes.DAYS:
            return _days(op, data, pointer)
        case Takes.ONE:
            return _value(field, data, pointer)
        case Takes.PAIR:
            return _values(field, data, pointer, 2, 2)
        case Takes.MANY:
            return _values(field, data, pointer, 1, MAX_VALUES)


def _days(op: Op, data: object, pointer: str) -> int:
    try:
        return read_days(data, 1 if op in (Op.LAST_DAYS, Op.NEXT_DAYS) else 0, MAX_DAYS)
    except BadValue as bad:
        raise _Mistake(pointer, bad.kind, **bad.params) from None


def _values(field: Field, data: object, pointer: str, fewest: int, most: int) -> tuple[Scalar, ...]:
    if not isinstance(data, list):
        raise _Mistake(pointer, "wrong_type", expected="list")
    if not fewest <= len(data) <= most:
        raise _Mistake(pointer, "wrong_length", lowest=fewest, highest=most)
    return tuple(_value(field, value, f"{pointer}/{i}") for i, value in enumerate(data))


def _value(field: Field, data: object, pointer: str) -> Scalar:
    try:
        value = read_value(field.kind, data)
    except BadValue as bad:
        raise _Mistake(pointer, bad.kind, **bad.params) from None
    if field.choices is not None and value not in field.choices:
        raise _Mistake(pointer, "unknown_choice")
    return value


def _shown(name: object) -> str | None:
    """A wrong name as its error may repeat it: short and storable, or not at all."""
    return str(name) if isinstance(name, str) and len(name) <= 100 and is_storable(name) else None
