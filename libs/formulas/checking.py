"""The type of a formula, known before any record is."""

from collections.abc import Mapping, Sequence
from typing import Final

from libs.formulas.parsing import FormulaInvalid
from libs.formulas.tree import Call, Field, Literal, Node, Type

N, T, D, B = Type.NUMBER, Type.TEXT, Type.DATE, Type.BOOLEAN
SIGNATURES: Final[Mapping[str, Sequence[tuple[Sequence[Type], Type]]]] = {
    "+": [((N, N), N), ((D, N), D), ((T, T), T)],
    "-": [((N, N), N), ((D, N), D), ((D, D), N)],
    **{key: [((N, N), N)] for key in ("*", "/")},
    **{key: [((one, one), B) for one in Type] for key in ("=", "<>")},
    **{key: [((N, N), B), ((D, D), B)] for key in ("<", "<=", ">", ">=")},
    **{key: [((B, B), B)] for key in ("and", "or")},
    "not": [((B,), B)],
    "negative": [((N,), N)],
    "if": [((B, one, one), one) for one in Type],
    "coalesce": [((one, one), one) for one in Type],
    "empty": [((one,), B) for one in Type],
    "round": [((N,), N), ((N, N), N)],
    "abs": [((N,), N)],
    "days": [((D, D), N)],
    **{key: [((D,), N)] for key in ("year", "month", "day")},
    "length": [((T,), N)],
    **{key: [((T,), T)] for key in ("upper", "lower")},
}
"""Function or operator → the operands it takes, and what it yields."""
MANY: Final[Mapping[str, Sequence[tuple[Type, Type]]]] = {
    **{key: [(N, N), (D, D)] for key in ("min", "max")},
    "concat": [(T, T)],
}
"""Functions of any number of operands of one type."""


def check(node: Node, fields: Mapping[str, Type]) -> Type:
    """What the formula yields. Raises FormulaInvalid for unknown names and operands that do not fit."""
    match node:
        case Literal(value):
            return B if isinstance(value, bool) else T if isinstance(value, str) else N
        case Field(name, at):
            if name not in fields:
                raise FormulaInvalid("formula_field_unknown", at, field=name, expected=sorted(fields))
            return fields[name]
        case Call(name, parts, at):
            return _result(name, [check(part, fields) for part in parts], at)


def _result(name: str, given: list[Type], at: int) -> Type:
    if name in MANY:
        for operand, result in MANY[name]:
            if given and all(one is operand for one in given):
                return result
    elif name in SIGNATURES:
        for operands, result in SIGNATURES[name]:
            if list(operands) == given:
                return result
    else:
        known = sorted(one for one in (*SIGNATURES, *MANY) if one.isalpha() and one != "negative")
        raise FormulaInvalid("formula_function_unknown", at, function=name, expected=known)
    raise FormulaInvalid("formula_operands", at, function=name, given=[str(one) for one in given])
