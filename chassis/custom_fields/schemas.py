"""Definitions of custom fields as callers send and see them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from chassis.custom_fields.kinds import Kind
from chassis.exports.catalogue import Language
from chassis.schemas import Given, RecordShown, Shown, Text, Whole, absent

Label = Annotated[Text, Field(min_length=1, max_length=100)]
Labels = Annotated[dict[Language, Label], Field(min_length=1, description="What people call it, by language")]
Descriptions = Annotated[
    dict[Language, Annotated[Text, Field(max_length=2000)]], Field(description="What it is for, by language")
]
Custom = Annotated[
    dict[Text, Any],
    Field(
        max_length=200,
        description=(
            "Values of the fields that this organisation has added, by key; null empties one, a key left out "
            "stays as it is. GET /custom-fields/schemas/{object} says which there are and what they take."
        ),
        examples=[{"tier": "gold", "annual_revenue": {"amount": "120000.00", "currency": "CNY"}}],
    ),
]
CustomShown = Annotated[
    dict[str, Any],
    Field(description="Values of the fields that this organisation has added, by key; empty ones are absent"),
]


class OptionGiven(Given):
    """One value of a choice."""

    value: Text = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$", description="What records hold; stable")
    labels: Labels
    colour: Text | None = Field(
        default=None, pattern="^#[0-9a-f]{6}$", description="#rrggbb in small letters"
    )
    archived: bool = Field(default=False, description="No more to be chosen; records that have it keep it")


Options = Annotated[list[OptionGiven], Field(max_length=200)]
Bound = Annotated[int | float | Text, Field(description="A number; for dates a date")]


class Rules(Given):
    """What values must satisfy. Which rules there are depends on the kind."""

    minimum: Bound | None = None
    maximum: Bound | None = None
    min_length: int | None = Field(default=None, ge=0, le=20_000, description="Characters")
    max_length: int | None = Field(default=None, ge=1, le=20_000, description="Characters")
    decimals: int | None = Field(
        default=None, ge=0, le=10, description="Digits after the point; 15 digits in all. Of numbers: 0"
    )


Formula = Annotated[
    Text,
    Field(
        max_length=1000,
        description=(
            "Over fields of the record and `custom.<key>`, for instance `round(custom.seats * 12.5, 2)`: "
            '+ - * / = <> < <= > >= and or not, "text", if(a, b, c), coalesce, empty, min, max, round, abs, '
            "days, year, month, day, concat, length, upper, lower. Empty operands and division by zero make "
            "it empty; `/formula` errors say at which character."
        ),
    ),
]
Position = Annotated[Whole, Field(description="Fields are shown in this order")]
Group = Annotated[Text, Field(min_length=1, max_length=100, description="Heading it stands under")]


class FieldCreate(Given):
    """A new field. Object, key and kind never change."""

    object: Text = Field(max_length=40, description="What it is a field of")
    key: Text = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Its name in `custom`")
    kind: Kind
    labels: Labels
    description: Descriptions = Field(default_factory=dict)
    required: bool = Field(default=False, description="New records need it, and it cannot be emptied")
    unique: bool = Field(default=False, description="No two records have the same; of some kinds only")
    default: Any = Field(default=None, description="Of new records that do not say; existing ones stay")
    rules: Rules = Field(default_factory=Rules)
    options: Options = Field(default_factory=list, description="Of choices, in their order")
    target: Text | None = Field(default=None, max_length=40, description="What a reference names")
    formula: Formula | None = Field(default=None, description="Of computed fields")
    position: Position = 0
    group: Group | None = None


class FieldUpdate(Given):
    """What to change about a field; what is left out stays."""

    labels: Labels = Field(default_factory=absent)
    description: Descriptions = Field(default_factory=absent)
    required: bool = Field(default_factory=absent)
    unique: bool = Field(default_factory=absent)
    default: Any = None
    rules: Rules = Field(default_factory=absent)
    options: Options = Field(
        default_factory=absent, description="All of them; one that records have cannot go, archive it"
    )
    formula: Formula = Field(default_factory=absent, description="What it yields must stay of one type")
    position: Position = Field(default_factory=absent)
    group: Group | None = None


class OptionShown(Shown):
    """One value of a choice."""

    value: str
    labels: dict[str, str]
    colour: str | None
    archived: bool


class FieldRead(RecordShown):
    """A custom field."""

    object: str
    key: str
    kind: Kind
    labels: dict[str, str]
    description: dict[str, str]
    required: bool
    unique: bool
    default: Any
    rules: dict[str, Any]
    options: list[OptionShown]
    target: str | None
    formula: str | None
    result: Kind | None = Field(description="The kind of value that a formula yields")
    position: int
    group: str | None
    archived_at: datetime | None = Field(description="Since when it is hidden; values are kept")
