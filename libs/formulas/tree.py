"""The syntax tree of a formula: immutable, and small enough to walk by recursion."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = Decimal | str | date | bool | None


class Type(StrEnum):
    """What a part of a formula yields."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Literal:
    value: Decimal | str | bool
    at: int


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function, by its name, with its operands."""

    name: str
    parts: tuple["Node", ...]
    at: int


Node = Literal | Field | Call


def fields_of(node: Node) -> frozenset[str]:
    """The names of the fields that a formula reads."""
    return frozenset(_fields(node))


def _fields(node: Node) -> Iterator[str]:
    if isinstance(node, Field):
        yield node.name
    elif isinstance(node, Call):
        for part in node.parts:
            yield from _fields(part)
