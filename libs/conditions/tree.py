"""The syntax tree: immutable, already checked, and made of positive questions only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.conditions.fields import Kind, Op

ME = "me"  # stands for the person who asks, wherever a reference is expected

Scalar = str | Decimal | date | datetime | bool | UUID | int
Operand = Scalar | tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One question about one field. Negative operators are parsed as the `Not` of their opposite."""

    field: str
    kind: Kind
    op: Op
    value: Operand = None


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is true; true without parts."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is true; false without parts."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Leaf | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Context:
    """What a condition is asked against: the moment (aware), whose calendar days count, who asks."""

    now: datetime
    zone: ZoneInfo
    me: UUID | None = None


def negate(condition: Condition) -> Condition:
    return condition.part if isinstance(condition, Not) else Not(condition)


def fields_of(condition: Condition) -> frozenset[str]:
    """The names of the fields that a condition touches."""
    return frozenset(leaf.field for leaf in leaves(condition))


def leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case Leaf():
            yield condition
        case Not(part):
            yield from leaves(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
