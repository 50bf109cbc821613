"""What a field is made of and which questions may be asked about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a field; it decides the operators on offer and how values are read.

    In Python a value is a str (text, choice), int, Decimal or float (number), date, aware datetime
    (moment), bool, UUID (reference), a collection of str (tags) or of UUID (references). In PostgreSQL
    choices are stored as text, tags as text[], references as uuid[], moments as timestamptz.
    """

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    REFERENCE = "reference"
    TAGS = "tags"
    REFERENCES = "references"


SEVERAL = frozenset({Kind.TAGS, Kind.REFERENCES})
"""The kinds that hold several values; nothing is also none of them."""


class Takes(StrEnum):
    """What an operator expects as its `value`."""

    NOTHING = "nothing"
    ONE = "one"
    PAIR = "pair"  # [lowest, highest], both included
    MANY = "many"  # a list of 1 to 1,000
    DAYS = "days"  # a whole number of days


class Op(StrEnum):
    EQ = "eq"
    NE = "ne"
    IN = "in"
    NOT_IN = "not_in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"
    STARTS_WITH = "starts_with"
    EMPTY = "empty"
    NOT_EMPTY = "not_empty"
    HAS_ANY = "has_any"
    HAS_ALL = "has_all"
    HAS_NONE = "has_none"
    LAST_DAYS = "last_days"
    NEXT_DAYS = "next_days"
    MORE_THAN_DAYS_AGO = "more_than_days_ago"
    MORE_THAN_DAYS_AHEAD = "more_than_days_ahead"
    YESTERDAY = "yesterday"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LAST_WEEK = "last_week"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    LAST_MONTH = "last_month"
    THIS_MONTH = "this_month"
    NEXT_MONTH = "next_month"
    LAST_QUARTER = "last_quarter"
    THIS_QUARTER = "this_quarter"
    NEXT_QUARTER = "next_quarter"
    LAST_YEAR = "last_year"
    THIS_YEAR = "this_year"
    NEXT_YEAR = "next_year"


_EQUALITY = {Op.EQ: Takes.ONE, Op.NE: Takes.ONE}
_MEMBERSHIP = _EQUALITY | {Op.IN: Takes.MANY, Op.NOT_IN: Takes.MANY}
_ORDER = {Op.LT: Takes.ONE, Op.LE: Takes.ONE, Op.GT: Takes.ONE, Op.GE: Takes.ONE, Op.BETWEEN: Takes.PAIR}
_EMPTINESS = {Op.EMPTY: Takes.NOTHING, Op.NOT_EMPTY: Takes.NOTHING}
_HOLDING = {Op.HAS_ANY: Takes.MANY, Op.HAS_ALL: Takes.MANY, Op.HAS_NONE: Takes.MANY}
_DAYS_APART = dict.fromkeys(
    (Op.LAST_DAYS, Op.NEXT_DAYS, Op.MORE_THAN_DAYS_AGO, Op.MORE_THAN_DAYS_AHEAD), Takes.DAYS
)
_CALENDAR = dict.fromkeys(list(Op)[list(Op).index(Op.YESTERDAY) :], Takes.NOTHING)
RELATIVE = _DAYS_APART | _CALENDAR

# Text has no order here: what "before" means for words depends on the reader's language, which is what
# stored sort keys are for.
_OPERATORS: Mapping[Kind, Mapping[Op, Takes]] = {
    Kind.TEXT: _MEMBERSHIP | {Op.STARTS_WITH: Takes.ONE} | _EMPTINESS,
    Kind.CHOICE: _MEMBERSHIP | _EMPTINESS,
    Kind.NUMBER: _MEMBERSHIP | _ORDER | _EMPTINESS,
    Kind.DATE: _EQUALITY | _ORDER | _EMPTINESS | RELATIVE,
    Kind.MOMENT: _EQUALITY | _ORDER | _EMPTINESS | RELATIVE,
    Kind.BOOLEAN: _EQUALITY | _EMPTINESS,
    Kind.REFERENCE: _MEMBERSHIP | _EMPTINESS,
    Kind.TAGS: _HOLDING | _EMPTINESS,
    Kind.REFERENCES: _HOLDING | _EMPTINESS,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field that conditions may name.

    Without `nullable` the questions `empty` and `not_empty` are not offered. With `choices` only these
    values are accepted; leave it out where old conditions should survive a choice that was withdrawn.
    """

    kind: Kind
    nullable: bool = True
    choices: frozenset[str] | None = None

    @property
    def operators(self) -> Mapping[Op, Takes]:
        offered = operators(self.kind)
        return offered if self.nullable else {op: t for op, t in offered.items() if op not in _EMPTINESS}


Fields = Mapping[str, Field]


def operators(kind: Kind) -> Mapping[Op, Takes]:
    """The operators that a kind of field offers, each with what it expects as value."""
    return _OPERATORS[kind]
